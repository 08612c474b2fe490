/**
 * The web server: Next behind a few lines that decide what Next cannot (docs/decisions/0010-a-server-of-our-own.md). Runs
 * on Node's own TypeScript, without loader: only relative imports.
 */
import { randomBytes, randomUUID } from "node:crypto"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import next from "next"
import proxyaddr from "proxy-addr"
import { log } from "../lib/platform/log.ts"
import { securityHeaders } from "../lib/platform/security-headers.ts"
import { explainFailures } from "./failure-page.ts"

/** A form of the portal is small; nothing larger is even read. The file of an import comes to an address of its own. */
const bodyLimit = 300_000
const fileLimit = 20_000_000
const filePath = "/api/imports"

/** What only a declared proxy may say. */
const forwarded = ["x-forwarded-host", "x-forwarded-proto", "x-forwarded-port", "x-forwarded-for", "forwarded"]

const port = Number(process.env.PORT || 3000)
const https = (process.env.NEXTAUTH_URL ?? "").startsWith("https:")
const isTrusted = proxyaddr.compile((process.env.TRUSTED_PROXIES ?? "").split(/[\s,]+/).filter(Boolean))
const portal = next({ dev: false, dir: process.cwd(), port, hostname: "localhost" })
await portal.prepare()
const handle = portal.getRequestHandler()

const server = createServer((request, response) => {
  const started = performance.now()
  const requestId = randomUUID()
  const nonce = randomBytes(16).toString("base64")
  for (const [name, value] of Object.entries(securityHeaders(nonce, https))) response.setHeader(name, value)
  response.setHeader("X-Request-Id", requestId)
  explainFailures(request, response, { requestId, nonce })
  const refusal = refusalOf(request)
  const path = masked(request.url ?? "/")
  response.once("close", () => {
    const ms = Math.round(performance.now() - started)
    log.info({ requestId, method: request.method, path, status: response.statusCode, ms }, "request")
  })
  if (refusal?.[0] === 413 && request.url === filePath && request.method === "POST") return sendBack(request, response)
  if (refusal) return refuse(response, ...refusal)
  // Whatever the client says of these, what counts is what is seen here. Next reads the nonce from the policy.
  request.headers["x-request-id"] = requestId
  request.headers["x-client-ip"] = (proxyaddr(request, isTrusted) ?? "").replace(/^::ffff:/, "")
  if (!isTrusted(request.socket.remoteAddress ?? "", 0)) for (const name of forwarded) delete request.headers[name]
  request.headers["content-security-policy"] = String(response.getHeader("Content-Security-Policy"))
  delete request.headers["content-security-policy-report-only"]
  handle(request, response).catch((error: unknown) => {
    log.error({ err: error, requestId, path }, "request failed outside Next")
    if (response.headersSent) response.destroy()
    else refuse(response, 503, "Le service est momentanément indisponible.")
  })
})

/** A body whose size is not said, or too large, is refused before a byte of it is kept. */
function refusalOf({ headers, url, method }: IncomingMessage): [number, string] | null {
  if (headers["transfer-encoding"]) return [411, "La taille de l’envoi doit être annoncée."]
  const limit = method === "POST" && url === filePath ? fileLimit : bodyLimit
  if (Number(headers["content-length"] ?? 0) > limit) return [413, "Cet envoi est trop volumineux."]
  return null
}

function refuse(response: ServerResponse, status: number, words: string) {
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8", Connection: "close", "Cache-Control": "no-store" })
  response.end(words)
}

/**
 * A file too large: to the page it was chosen on, which says so. A browser hears nothing before it has sent all of it, so what
 * it sends is let through to nowhere; past five times the limit, the line is cut.
 */
function sendBack(request: IncomingMessage, response: ServerResponse) {
  if (Number(request.headers["content-length"]) > 5 * fileLimit) return refuse(response, 413, "Cet envoi est trop volumineux.")
  request.once("end", () => {
    response.writeHead(303, { Location: "/admin/structures/import?refus=trop-gros", Connection: "close", "Cache-Control": "no-store" })
    response.end()
  })
  request.resume()
}

/** A path without its question, and without the secrets of links: a log is read by others than their owners. */
function masked(url: string) {
  return (url.split("?")[0] ?? "").replace(/[A-Za-z0-9_-]{40,}/g, "[masqué]")
}

server.listen(port, () => log.info({ port }, "listening"))

for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => {
    server.close(() => process.exit(0))
    server.closeIdleConnections()
  })
