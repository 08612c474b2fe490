/** The page of a failure: whole in itself, because what renders pages is what failed. Runs without loader. */
import type { IncomingMessage, ServerResponse } from "node:http"

/**
 * Where the answer would be an error without words (Next's shell is empty until its scripts run), a person gets a French
 * page with a reference that the log holds, and 503: whoever is in between knows to come back.
 */
export function explainFailures(
  request: IncomingMessage,
  response: ServerResponse,
  { requestId, nonce }: { requestId: string; nonce: string },
) {
  if (!asksForPage(request)) return
  const { writeHead, write, end, flushHeaders } = response
  let isReplaced = false

  function replaces(status: number) {
    if (isReplaced) return true
    if (status < 500 || response.headersSent) return false
    isReplaced = true
    for (const name of ["content-encoding", "content-length", "transfer-encoding", "link", "etag"]) response.removeHeader(name)
    response.setHeader("Content-Type", "text/html; charset=utf-8")
    response.setHeader("Cache-Control", "no-store")
    response.setHeader("Retry-After", "10")
    writeHead.call(response, 503)
    end.call(response, page(requestId, nonce), "utf8")
    return true
  }

  Object.assign(response, {
    writeHead: (status: number, ...rest: []) => (replaces(status) ? response : writeHead.call(response, status, ...rest)),
    flushHeaders: () => replaces(response.statusCode) || flushHeaders.call(response),
    write: (...args: Parameters<typeof write>) => replaces(response.statusCode) || write.apply(response, args),
    end: (...args: Parameters<typeof end>) => (replaces(response.statusCode) ? response : end.apply(response, args)),
  })
}

/** A document, not the fragments and actions that the pages' own scripts ask for: those have their own words. */
function asksForPage({ headers }: IncomingMessage) {
  return /text\/html|\*\/\*/.test(headers.accept ?? "*/*") && !headers.rsc && !headers["next-action"]
}

function page(requestId: string, nonce: string) {
  return `<!DOCTYPE html>
<html lang="fr">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Service indisponible – Portail Cap Métiers</title>
<style nonce="${nonce}">
  body { margin: 0; background: #faf7f1; color: #17272e; font: 1.0625rem/1.6 system-ui, sans-serif }
  main { max-width: 40rem; margin: 0 auto; padding: 4rem 1rem }
  h1 { font-size: 1.75rem; line-height: 1.25; color: #0a3643 }
  a { display: inline-block; padding: .65rem 1.1rem; border-radius: .625rem; background: #0f4c5c; color: #fff; font-weight: 600; text-decoration: none }
  :focus-visible { outline: 3px solid #b4531a; outline-offset: 2px }
</style>
<main>
  <h1>Le service est momentanément indisponible</h1>
  <p>Vos données sont intactes. Revenez dans un instant.</p>
  <p>Si cela continue, donnez cette référence à l’assistance : <strong>${requestId}</strong></p>
  <p><a href="">Réessayer</a></p>
</main>
</html>
`
}
