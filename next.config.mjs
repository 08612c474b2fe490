import path from "node:path"

// The headers of every answer are in lib/platform/http/security-headers.ts: scripts/web.ts puts them, on refusals and files too.

/** @type {import("next").NextConfig} */
export default {
  // scripts/build.ts says which: the same sources give the same addresses, on whatever machine they are built.
  ...(process.env.PORTAIL_BUILD_ID ? { generateBuildId: () => process.env.PORTAIL_BUILD_ID ?? null } : {}),
  // For scripts/package.ts: what the server needs, apart from the rest.
  ...(process.env.PORTAIL_PACKAGE === "1" ? { output: "standalone" } : {}),
  // The title comes with the head of the page for everyone, not after it: readers of screens, and of sources, look for it there.
  htmlLimitedBots: /.*/,
  // `npm test` judges the types, of tests and scripts too: whoever starts the portal does not wait for it.
  typescript: { ignoreBuildErrors: true },
  // An address that no page has does not compile.
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
  // No picture is ever resized on demand: neither the code that would, nor a folder to write to, is needed.
  images: { unoptimized: true, maximumDiskCacheSize: 0 },
  outputFileTracingExcludes: { "*": ["node_modules/sharp/**", "node_modules/@img/**"] },
  experimental: { serverActions: { bodySizeLimit: "256kb" } },
}
