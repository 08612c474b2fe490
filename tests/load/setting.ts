export function productionEnv(cluster: { appUrl: string; ownerUrl: string }) {
  return {
    ...process.env,
    DATABASE_URL: cluster.appUrl,
    DATABASE_OWNER_URL: cluster.ownerUrl,
    NEXTAUTH_URL: "http://localhost:3000",
    NEXTAUTH_SECRET: "secret-de-test-secret-de-test-secret",
    RESEND_API_KEY: "re_test",
    MAIL_FROM: "Portail <portail@portail.test>",
    SUPPORT_EMAIL: "assistance@portail.test",
  }
}

/** The value below which a share of the samples lies. */
export function percentile(samples: number[], share: number) {
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
