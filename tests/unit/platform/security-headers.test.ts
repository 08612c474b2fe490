import { expect, it } from "vitest"
import { securityHeaders } from "@/lib/platform/http/security-headers"

it("lets only scripts with this answer's nonce run, and nobody frame or receive a form", () => {
  const policy = securityHeaders("abc", true)["Content-Security-Policy"] ?? ""
  for (const directive of [
    "default-src 'none'",
    "script-src 'nonce-abc' 'strict-dynamic'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "upgrade-insecure-requests",
  ])
    expect(policy).toContain(directive)
  expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|https?:/)
})

it("asks for https for ever only where it is served so", () => {
  expect(securityHeaders("abc", true)["Strict-Transport-Security"]).toContain("max-age=31536000")
  expect(securityHeaders("abc", false)).not.toHaveProperty("Strict-Transport-Security")
  expect(securityHeaders("abc", false)["Content-Security-Policy"]).not.toContain("upgrade")
})
