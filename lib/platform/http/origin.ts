import { env } from "@/lib/platform/process/env"

/**
 * Whether a request that changes something comes from the portal's own pages. Next lets a missing Origin through; a
 * browser always sends one with a form, so its absence is refused. The host is accepted beside the configured address:
 * a portal opened as 127.0.0.1 is still itself.
 */
export function isSameOrigin(headers: Pick<Headers, "get">): boolean {
  const origin = headers.get("origin")
  return origin !== null && (origin === new URL(env.publicUrl).origin || URL.parse(origin)?.host === headers.get("host"))
}
