import { env } from "@/lib/platform/process/env"

/**
 * Whether a request that changes something comes from the portal's own pages. Next accepts a request without Origin, but a browser always
 * sends one with a form, so a request without it is refused. The host of the request is accepted as well as the configured address: a
 * portal opened as 127.0.0.1 is still the portal.
 */
export function isSameOrigin(headers: Pick<Headers, "get">): boolean {
  const origin = headers.get("origin")
  return origin !== null && (origin === new URL(env.publicUrl).origin || URL.parse(origin)?.host === headers.get("host"))
}
