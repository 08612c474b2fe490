import path from "node:path"

// The headers of every answer are in lib/platform/http/security-headers.ts. scripts/web.ts sets them, also on refusals and files.

/** @type {import("next").NextConfig} */
export default {
  // scripts/build.ts gives the id, so that the same sources give the same addresses on any machine that builds them.
  ...(process.env.PORTAIL_BUILD_ID ? { generateBuildId: () => process.env.PORTAIL_BUILD_ID ?? null } : {}),
  // For scripts/package.ts: Next puts what the server needs into a folder of its own.
  ...(process.env.PORTAIL_PACKAGE === "1" ? { output: "standalone" } : {}),
  // Everyone gets the title in the head of the page, not after it: screen readers, and people who read the source, look for it there.
  htmlLimitedBots: /.*/,
  // `npm test` judges the types, of tests and scripts too: whoever starts the portal does not wait for it.
  typescript: { ignoreBuildErrors: true },
  // A link to an address that has no page does not compile.
  typedRoutes: true,
  poweredByHeader: false,
  reactStrictMode: true,
  turbopack: { root: path.resolve(import.meta.dirname) },
  serverExternalPackages: [
    "pg",
    "pg-boss",
    "pino",
    "prom-client",
    "@node-rs/argon2",
    "@zxcvbn-ts/core",
    "@zxcvbn-ts/language-common",
    "@zxcvbn-ts/language-fr",
    "echarts",
  ],
  // No picture is resized on demand, so neither the code for it nor a folder to write to is needed.
  images: { unoptimized: true, maximumDiskCacheSize: 0 },
  outputFileTracingExcludes: { "*": ["node_modules/sharp/**", "node_modules/@img/**"] },
  experimental: { serverActions: { bodySizeLimit: "256kb" } },
}
