import path from "node:path"

const headers = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Content-Security-Policy", value: "frame-ancestors 'none'; base-uri 'self'; object-src 'none'" },
  // Not "no-referrer": forms would then be sent with `Origin: null`, which actions refuse.
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=()" },
]

/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  turbopack: { root: path.resolve(import.meta.dirname) },
  serverExternalPackages: ["pg", "pg-boss", "@node-rs/argon2", "@zxcvbn-ts/core", "@zxcvbn-ts/language-common", "@zxcvbn-ts/language-fr"],
  experimental: { serverActions: { bodySizeLimit: "256kb" } },
  headers: async () => [{ source: "/(.*)", headers }],
}
