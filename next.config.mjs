import path from "node:path"

// The headers of every answer are in lib/platform/security-headers.ts: scripts/web.ts puts them, on refusals and files too.

/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  turbopack: { root: path.resolve(import.meta.dirname) },
  serverExternalPackages: [
    "pg",
    "pg-boss",
    "pino",
    "@node-rs/argon2",
    "@zxcvbn-ts/core",
    "@zxcvbn-ts/language-common",
    "@zxcvbn-ts/language-fr",
    "echarts",
  ],
  experimental: { serverActions: { bodySizeLimit: "256kb" } },
}
