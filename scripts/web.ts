/**
 * The web server: Next, behind a few lines that decide what Next cannot (docs/decisions/0010-a-server-of-our-own.md). It runs on Node's
 * own TypeScript, without loader, so imports are only relative.
 */
import { randomBytes, randomUUID } from "node:crypto"
import { readFileSync } from "node:fs"
import { createServer, IncomingMessage, type ServerResponse } from "node:http"
import next from "next"
import proxyaddr from "proxy-addr"
import { parseAddress } from "../lib/platform/http/network-address.ts"
import { lettingFormsLeave, securityHeaders } from "../lib/platform/http/security-headers.ts"
import { log } from "../lib/platform/process/log.ts"
import { databaseAddress, listensOn, ownOrigin, settingOf } from "../lib/platform/process/settings.ts"
import { during, type Work } from "../lib/platform/process/work.ts"
import { isSignOn, mayBeUnmeasured, mountSignOn, originAfter } from "../lib/signon/web/mount.ts"
import { ExplainedResponse } from "./failure-page.ts"
import { watchHealth } from "./health.ts"
import { serveMetrics } from "./metrics-server.ts"
import { masked, recordRequest } from "./request-record.ts"
import { leavePolitely } from "./shutdown.ts"
import { connectionsCheckingInterval, limitBody, limitSlowClients } from "./slow-clients.ts"
import { answerStructureSearch, isStructureSearch } from "./structure-search.ts"

/** Forms of the portal are small, and nothing larger is even read. Files to import have an address of their own. */
const bodyLimit = 300_000
const fileLimit = 20_000_000
/** Where files are sent, and the page where they are chosen. */
const filePages = new Map([
  ["/api/imports", "/admin/structures/import"],
  ["/api/imports/offre", "/rafael/catalogue/import"],
  ["/api/imports/adhesion", "/admin/campagnes"],
])

/** Headers that only a declared proxy may set. */
const forwarded = ["x-forwarded-host", "x-forwarded-proto", "x-forwarded-port", "x-forwarded-for", "forwarded"]

const port = settingOf("PORT")
const host = listensOn()
const https = settingOf("NEXTAUTH_URL").startsWith("https:")
const isTrusted = proxyaddr.compile(settingOf("TRUSTED_PROXIES"))
// In a package (scripts/package.ts), the settings come from the build, because their file is not there.
if (import.meta.filename.endsWith(".mjs"))
  process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(
    (JSON.parse(readFileSync(".next/required-server-files.json", "utf8")) as { config: unknown }).config,
  )
// A form that leads elsewhere has Next ask itself for that page: here, and not at the public address of a proxy that ends TLS.
process.env.__NEXT_PRIVATE_ORIGIN = ownOrigin()
const portal = next({ dev: false, dir: process.cwd(), port, hostname: "localhost" })
await portal.prepare()
const handle = portal.getRequestHandler()

const signOn = mountSignOn()
const health = watchHealth(databaseAddress("DATABASE_URL"))

/** What a tab kept of someone's words (the draft of a sign-up) is not for whoever uses this computer next: sign-out empties it. */
class PortalResponse<Request extends IncomingMessage = IncomingMessage> extends ExplainedResponse<Request> {
  override writeHead(status: number, ...more: []) {
    const given = [this.getHeader("Set-Cookie") ?? []].flat().map(String)
    if (!this.headersSent && given.some((cookie) => /session-token=;/.test(cookie))) this.setHeader("Clear-Site-Data", '"storage"')
    return super.writeHead(status, ...more)
  }
}

const server = createServer({ IncomingMessage, ServerResponse: PortalResponse, connectionsCheckingInterval }, (request, response) => {
  // Whether it lives is asked by the public too, through the proxy: that answer has the same headers.
  const nonce = randomBytes(16).toString("base64")
  for (const [name, value] of Object.entries(securityHeaders(nonce, https))) response.setHeader(name, value)
  const asked = health.answerTo(request.url)
  if (asked !== null) {
    void asked.then(({ status, words }) => say(response, status, words))
    return
  }
  const work: Work = { requestId: randomUUID() }
  recordRequest(request, response, work)
  during(work, () => answer(request, response, { requestId: work.requestId, nonce }))
})

function answer(request: IncomingMessage, response: ExplainedResponse, { requestId, nonce }: { requestId: string; nonce: string }) {
  response.setHeader("X-Request-Id", requestId)
  response.explainFailures({ requestId, nonce })
  // What only a declared proxy may say is forgotten before anything is decided on it.
  const address = addressOf(request)
  if (!isTrusted(request.socket.remoteAddress ?? "", 0)) for (const name of forwarded) delete request.headers[name]
  const refusal = refusalOf(request)
  if (refusal?.[0] === 413 && filePages.has(request.url ?? "") && request.method === "POST") return sendBack(request, response)
  if (refusal) return refuse(response, ...refusal)
  if (!filePages.has(request.url ?? "")) limitBody(request, response)
  // These headers are set here, whatever the client sent in them. Next reads the nonce from the policy.
  request.headers["x-request-id"] = requestId
  request.headers["x-client-ip"] = address
  delete request.headers["content-security-policy-report-only"]
  answerEither(request, response, nonce).catch((error: unknown) => {
    log.error({ err: error, path: masked(request.url ?? "/") }, "request failed outside Next")
    if (response.headersSent) response.destroy()
    else refuse(response, 503, "Le service est momentanément indisponible.")
  })
}

/**
 * What is asked of sign-on is answered by its provider, the search of structures here, everything else by Next, which reads the nonce of its
 * scripts in the policy.
 */
async function answerEither(request: IncomingMessage, response: ServerResponse, nonce: string) {
  const url = request.url ?? "/"
  if (isSignOn(url)) return signOn.answer({ request, response, nonce })
  if (isStructureSearch(url)) return answerStructureSearch(request, response, String(request.headers["x-client-ip"] ?? ""))
  const policy = String(response.getHeader("Content-Security-Policy"))
  const origin = await originAfter(url)
  const own = origin ? lettingFormsLeave(policy, origin) : policy
  response.setHeader("Content-Security-Policy", own)
  request.headers["content-security-policy"] = own
  return handle(request, response)
}

/** The visitor's address: the furthest that declared proxies vouch for. What is no address is passed over: a proxy may hand on anyone's words. */
function addressOf(request: IncomingMessage) {
  const vouched = proxyaddr.all(request, isTrusted).map((address) => parseAddress(address ?? ""))
  return vouched.findLast((address) => address !== null) ?? ""
}

const methods = new Set(["GET", "HEAD", "POST", "OPTIONS"])

/** What Next would answer as a failure of its own is refused here in words, and so is a body too large, before a byte of it is kept. */
function refusalOf(request: IncomingMessage): [number, string] | null {
  const { headers, url, method } = request
  if (!methods.has(method ?? "")) return [405, "Cette méthode n’existe pas ici."]
  if (!isReadable(url)) return [400, "Cette adresse est mal écrite."]
  if (isForeign(request)) return [403, "Cet envoi ne vient pas d’une page du portail. Ouvrez la page à nouveau, puis recommencez."]
  if (/^multipart\/form-data(?!.*boundary=)/i.test(headers["content-type"] ?? "")) return [400, "Cet envoi est mal écrit."]
  if (headers["transfer-encoding"] && !mayBeUnmeasured(url ?? "/")) return [411, "La taille de l’envoi doit être annoncée."]
  const limit = method === "POST" && filePages.has(url ?? "") ? fileLimit : bodyLimit
  if (Number(headers["content-length"] ?? 0) > limit) return [413, "Cet envoi est trop volumineux."]
  return null
}

/** Whether the path can be decoded: each `%` begins a byte, and the bytes are UTF-8. */
function isReadable(url = "/") {
  try {
    decodeURIComponent(url.split("?", 1)[0] ?? "")
    return true
  } catch {
    return false
  }
}

/**
 * Whether a request that changes something says that it comes from another site, or hides where it comes from. The names compared are those
 * that Next compares. A request without Origin is no browser's: actions refuse it in words.
 */
function isForeign({ headers, method = "GET" }: IncomingMessage) {
  if (headers.origin === undefined || ["GET", "HEAD", "OPTIONS"].includes(method)) return false
  const here =
    String(headers["x-forwarded-host"] ?? "")
      .split(",")[0]
      ?.trim() || headers.host
  return URL.parse(headers.origin)?.host !== here
}

function refuse(response: ServerResponse, status: number, words: string) {
  response.setHeader("Connection", "close")
  say(response, status, words)
}

function say(response: ServerResponse, status: number, words: string) {
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" })
  response.end(words)
}

/**
 * When a file is too large, the person goes back to the page where they chose it, which says so. A browser reads no answer before it has
 * sent everything, so the server reads the body and drops it; past five times the limit, it cuts the connection.
 */
function sendBack(request: IncomingMessage, response: ServerResponse) {
  if (Number(request.headers["content-length"]) > 5 * fileLimit) return refuse(response, 413, "Cet envoi est trop volumineux.")
  request.once("end", () => {
    response.writeHead(303, {
      Location: `${filePages.get(request.url ?? "")}?refus=trop-gros`,
      Connection: "close",
      "Cache-Control": "no-store",
    })
    response.end()
  })
  request.resume()
}

limitSlowClients(server, (address) => isTrusted(address, 0))
leavePolitely(server, health.leave)
serveMetrics()
server.listen({ port, host }, async () => {
  log.info({ port, host }, "listening")
  // The first page loads what all pages need: the server asks for it now, so that no visitor has to wait for it.
  await fetch(`${ownOrigin()}/connexion`).catch(() => null)
  health.warm()
})
