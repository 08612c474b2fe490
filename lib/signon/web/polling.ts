/** Events for applications that nobody can reach: they come for them (RFC 8936). */
import type { IncomingMessage } from "node:http"
import type { Provider } from "oidc-provider"
import * as z from "zod/mini"
import { settingOf } from "../../platform/process/settings.ts"
import { polledEvents } from "../events/delivery.ts"

type Answer = { status: number; body: object }

const longestBody = 100_000
const most = 50
const jti = z.uuid()

/** Times that cannot be told apart from "at once" are not offered: an answer never waits. */
const asked = z.object({
  maxEvents: z._default(z.int().check(z.minimum(0)), most),
  returnImmediately: z.optional(z.boolean()),
  ack: z._default(z.array(jti).check(z.maxLength(1000)), []),
  setErrs: z._default(z.record(jti, z.object({ err: z.string(), description: z._default(z.string(), "") })), {}),
})

/** How events are heard here (Shared Signals 1.0, section 7.1). */
export function eventsConfiguration() {
  const issuer = settingOf("NEXTAUTH_URL")
  return {
    spec_version: "1_0",
    issuer,
    jwks_uri: `${issuer}/oidc/jwks`,
    delivery_methods_supported: ["urn:ietf:rfc:8935", "urn:ietf:rfc:8936"],
    authorization_schemes: [{ spec_urn: "urn:ietf:rfc:6749" }],
    default_subjects: "ALL",
  }
}

/** What an application comes for, once it has shown a token of its own with `lire:evenements`. */
export async function answerPoll(provider: Provider, request: IncomingMessage): Promise<Answer> {
  if (request.method !== "POST") return { status: 405, body: { err: "invalid_request", description: "POST" } }
  const [, token = ""] = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? "") ?? []
  const shown = token ? await provider.ClientCredentials.find(token) : undefined
  const client = shown?.clientId ? await provider.Client.find(shown.clientId) : undefined
  if (!client) return { status: 401, body: { err: "authentication_failed", description: "a token of the application is needed" } }
  if (!shown?.scopes.has("lire:evenements"))
    return { status: 403, body: { err: "access_denied", description: "the token lacks lire:evenements" } }
  const read = asked.safeParse(await bodyOf(request))
  if (!read.success) return { status: 400, body: { err: "invalid_request", description: "the body is not a poll request (RFC 8936, 2.4)" } }
  const { maxEvents, ack, setErrs } = read.data
  const refused = Object.fromEntries(Object.entries(setErrs).map(([id, { err, description }]) => [id, `${err} ${description}`.trim()]))
  return { status: 200, body: await polledEvents(client.clientId, { taken: ack, refused, most: Math.min(maxEvents, most) }) }
}

/** The body as JSON; null when it is none, or too long. */
async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = ""
  for await (const chunk of request.setEncoding("utf8")) {
    text += chunk
    if (text.length > longestBody) return null
  }
  try {
    return JSON.parse(text || "{}")
  } catch {
    return null
  }
}
