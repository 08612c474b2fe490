import { existsSync, mkdirSync, writeFileSync } from "node:fs"
import path from "node:path"
import { inventStructures } from "@/prisma/seed/region"

const root = path.resolve(import.meta.dirname, "../..")
const real = path.resolve(root, "../shared/data/structures-formation.csv")
const invented = path.join(root, ".test/structures.csv")

/** The real structures where they are at hand, else as many invented ones. */
export function structuresFile() {
  if (existsSync(real)) return real
  mkdirSync(path.dirname(invented), { recursive: true })
  const lines = inventStructures(8800).map(({ siret, raisonSociale, sigle, enseigne, postcode, city, types, state }) =>
    [siret, raisonSociale, sigle, enseigne, postcode, city, types.join(","), state].map((value) => value ?? "").join(";"),
  )
  writeFileSync(invented, `siret;raison_sociale;sigle;enseigne;code_postal;commune;types;etat\n${lines.join("\n")}\n`)
  return invented
}

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
