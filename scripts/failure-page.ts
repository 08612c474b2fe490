/** The page of a failure. It depends on nothing else, because what renders pages is what failed. Runs without loader. */
import { type IncomingMessage, ServerResponse } from "node:http"
import { barePage } from "../lib/platform/http/bare-page.ts"

type Names = { requestId: string; nonce: string }

/**
 * An answer that explains itself when it fails. Next's page of an error is an empty shell until its scripts run; a person gets a French
 * page instead, with a reference that the log holds, and 503, so that whatever is in between knows to come back.
 */
export class ExplainedResponse<Request extends IncomingMessage = IncomingMessage> extends ServerResponse<Request> {
  // Not `#`: Next may hand over a proxy of this object.
  private names: Names | null = null
  private isReplaced = false

  /** From here on a failure is explained, to a browser that asked for a page. `nonce`: that of the policy of this answer. */
  explainFailures(names: Names) {
    if (asksForPage(this.req)) this.names = names
  }

  /** Whether this answer is the page of a failure: it is sent the first time, and whatever comes after it is dropped. */
  private fails(status: number): boolean {
    if (this.isReplaced) return true
    if (status < 500 || this.headersSent || !this.names) return false
    this.isReplaced = true
    for (const name of ["content-encoding", "content-length", "transfer-encoding", "link", "etag"]) this.removeHeader(name)
    this.setHeader("Content-Type", "text/html; charset=utf-8")
    this.setHeader("Cache-Control", "no-store")
    this.setHeader("Retry-After", "10")
    super.writeHead(503)
    super.end(page(this.names), "utf8")
    return true
  }

  // Next sends an answer in any of these ways. The arguments, of several shapes, are passed on as they are.
  override writeHead(status: number, ...more: []) {
    return this.fails(status) ? this : super.writeHead(status, ...more)
  }
  override flushHeaders() {
    if (!this.fails(this.statusCode)) super.flushHeaders()
  }
  override write(...written: [string]) {
    return this.fails(this.statusCode) || super.write(...written)
  }
  override end(...last: []) {
    return this.fails(this.statusCode) ? this : super.end(...last)
  }
}

/**
 * Whether a browser asks for a page. The fragments and actions that the scripts of a page ask for have error messages of their own, and so have
 * programs, which ask the addresses made for them without asking for a page.
 */
function asksForPage({ headers, url = "/" }: IncomingMessage) {
  const accepted = headers.accept ?? "*/*"
  const isPage = accepted.includes("text/html") || (accepted.includes("*/*") && !/^\/(api|oidc)\//.test(url))
  return isPage && !headers.rsc && !headers["next-action"]
}

function page({ requestId, nonce }: Names) {
  return barePage({
    title: "Service indisponible",
    nonce,
    body: `  <h1>Le service est momentanément indisponible</h1>
  <p>Vos données sont intactes. Revenez dans un instant.</p>
  <p>Si cela continue, donnez cette référence à l’assistance : <strong>${requestId}</strong></p>
  <p><a href="">Réessayer</a></p>`,
  })
}
