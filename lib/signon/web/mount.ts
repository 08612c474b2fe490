/**
 * The addresses of sign-on, answered by the web server before Next. The provider is loaded at the first request for one of them, and only
 * where an application is declared: a portal that nobody signs on through pays for nothing.
 */
import type { IncomingMessage, ServerResponse } from "node:http"
import type { Provider } from "oidc-provider"
import pLimit from "p-limit"
import { RateLimiterMemory } from "rate-limiter-flexible"
import { barePage } from "../../platform/http/bare-page.ts"
import { networkOf } from "../../platform/http/network-address.ts"
import { log } from "../../platform/process/log.ts"
import { settingOf } from "../../platform/process/settings.ts"
import { hasApplications, keepClients } from "../provider/clients.ts"
import { ask, listen } from "../provider/database.ts"
import { asVisitor, visitorOf } from "../provider/visitor.ts"

const discovery = ["/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"]
const eventsDiscovery = "/.well-known/ssf-configuration"
/** Where someone is before a request that waits for them: our page, then the library's. */
const waiting = /^\/oidc\/(demande|auth)\/([\w-]{1,64})$/

/** Where clients may send a body without saying how long it is (Java, PHP): the library counts while it reads, up to 56 kB. */
const unmeasured = ["/oidc/token", "/oidc/par", "/oidc/introspection", "/oidc/revocation", "/oidc/evenements/poll"]

type Request = { request: IncomingMessage; response: ServerResponse; nonce: string }
type Loaded = { answer: (path: string, exchange: Request) => Promise<void>; close: () => Promise<void> }

export function isSignOn(url: string) {
  const path = pathOf(url)
  return path.startsWith("/oidc/") || discovery.includes(path) || path === eventsDiscovery
}

export function mayBeUnmeasured(url: string) {
  return unmeasured.includes(pathOf(url))
}

/** The pages of Next on which someone is because an application asks, and where the address names the request. */
const asked =
  /^\/connexion(?:\/second-facteur|\/structure)?\?(?:.*&)?(?:retour=(?:%2F|\/)oidc(?:%2F|\/)demande(?:%2F|\/)|demande=)([\w-]{1,64})(?:&|$)/

/**
 * Where the forms of such a page lead in the end: browsers hold the policy of the page against each redirection after a form, so that one sent
 * without JavaScript would stop before the application. Null: no such page, or its request is over.
 */
export async function originAfter(url: string): Promise<string | null> {
  const uid = asked.exec(url)?.[1]
  if (!uid) return null
  const [row] = await ask<{ address: string | null }>(
    "redirect_of",
    "SELECT payload -> 'params' ->> 'redirect_uri' AS address FROM oidc_row WHERE model = 'Interaction' AND id = $1 AND expires_at > now()",
    [uid],
  )
  return URL.parse(row?.address ?? "")?.origin ?? null
}

/**
 * Sign-on as one web server answers it. `perMinute`: what one network may ask in a minute, before anything is written; a school, or a server of
 * applications, may stand behind one address. `close`: for tests that end.
 */
export function mountSignOn({ perMinute = 3000 } = {}) {
  const allowance = new RateLimiterMemory({ keyPrefix: "sign-on", points: perMinute, duration: 60 })
  let loaded: Promise<Loaded> | null = null

  /** Answers one request for an address of sign-on. */
  async function answer(exchange: Request): Promise<void> {
    const { request, response, nonce } = exchange
    if (!loaded && !(await hasApplications())) return notHere(response, nonce)
    // A fragment that the scripts of a page ask for is no answer here: what is no fragment makes them go to the address itself.
    if (request.headers.rsc) return plain(response, 200, "")
    loaded ??= load().catch((error: unknown) => {
      loaded = null
      throw error
    })
    const spent = await allowance.consume(networkOf(String(request.headers["x-client-ip"] ?? ""))).catch(() => null)
    if (!spent) {
      response.setHeader("Retry-After", "60")
      return plain(response, 429, "Trop de demandes viennent de votre réseau : réessayez dans une minute.")
    }
    await (await loaded).answer(pathOf(request.url ?? "/"), exchange)
  }

  return { answer, close: async () => (await loaded)?.close() }
}

function pathOf(url: string) {
  return url.split("?", 1)[0] ?? "/"
}

async function load(): Promise<Loaded> {
  const [{ makeProvider }, { answerRequest }, { asVisitorBefore }, { answerPoll, eventsConfiguration }] = await Promise.all([
    import("../provider/provider.ts"),
    import("../provider/interaction.ts"),
    import("../provider/waiting.ts"),
    import("./polling.ts"),
  ])
  let provider = await makeProvider()
  const oneAtATime = pLimit(1)
  // Another instance, or the worker, has changed the keys: what it signed is known here at once.
  const stopKeeping = keepClients()
  const stopListening = listen("sign_on_keys", () => {
    oneAtATime.clearQueue()
    oneAtATime(() => makeProvider()).then(
      (next) => {
        provider = next
      },
      (error: unknown) => log.error({ err: error }, "sign-on: keys not read"),
    )
  })
  return {
    close: async () => {
      await Promise.all([stopKeeping(), stopListening()])
      oneAtATime.clearQueue()
      // Keys that are being read are read to the end.
      await oneAtATime(() => {})
    },
    answer: async (path, exchange) => {
      const { request, response } = exchange
      asConfigured(request)
      if (path === eventsDiscovery) return json(response, 200, eventsConfiguration())
      if (path === "/oidc/evenements/poll") {
        const { status, body } = await answerPoll(provider, request)
        return json(response, status, body)
      }
      const [, page, uid] = waiting.exec(path) ?? []
      const byLibrary = () => answerByLibrary(provider, request, response)
      if (!uid) return asVisitor(await visitorOf(request), byLibrary)
      const isOurs = page === "demande" && request.method === "GET"
      await asVisitorBefore(uid, request, (who) => (isOurs ? answerRequest(provider, uid, who, exchange) : byLibrary()))
    },
  }
}

async function answerByLibrary(provider: Provider, request: IncomingMessage, response: ServerResponse) {
  await provider.callback()(request, response)
}

/** The library reads its own address in these headers: they say what the portal was told, not what a client or a proxy says. */
function asConfigured({ headers }: IncomingMessage) {
  const { host, protocol } = new URL(settingOf("NEXTAUTH_URL"))
  headers.host = host
  headers["x-forwarded-proto"] = protocol.replace(":", "")
  delete headers["x-forwarded-host"]
}

function notHere(response: ServerResponse, nonce: string) {
  response.writeHead(404, { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" })
  response.end(
    barePage({
      title: "Page introuvable",
      nonce,
      body: `  <h1>Page introuvable</h1>
  <p>Aucune application n’est déclarée auprès de ce portail.</p>
  <p><a href="/">Aller au portail</a></p>`,
    }),
  )
}

function json(response: ServerResponse, status: number, body: object) {
  response.writeHead(status, { "Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-store" })
  response.end(JSON.stringify(body))
}

function plain(response: ServerResponse, status: number, words: string) {
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" })
  response.end(words)
}
