/** A small version of the proxy in front of a region's instances: it ends TLS, and sends visitors to the instances that say they are ready. */
import http, { type IncomingMessage, type ServerResponse } from "node:http"
import https from "node:https"
import type { AddressInfo } from "node:net"

/**
 * Asks each target `/readyz` every tenth of a second. Connections to the targets are kept. A request goes to another target only when
 * the first could not be reached at all, as proxies do: a request that was sent may have been done.
 */
export async function startProxy(targets: string[], certificate: { cert: string; key: string }, port = 0) {
  const agent = new http.Agent({ keepAlive: true })
  const ready = new Set<string>()
  const served = new Map<string, number>(targets.map((target) => [target, 0]))
  const lost: string[] = []
  let turn = 0

  let isOver = false
  for (const target of targets) void watch(target)

  /**
   * A target that says no is left alone at once. A target that does not answer, because it is busy, is left alone after three times, as
   * load balancers do.
   */
  async function watch(target: string) {
    for (let silences = 0; !isOver; ) {
      const status = await fetch(`${target}/readyz`, { signal: AbortSignal.timeout(2000) }).then(
        (answer) => answer.status,
        (error: Error) => (error.name === "TimeoutError" ? null : 503),
      )
      silences = status === null ? silences + 1 : 0
      if (status === 200) ready.add(target)
      else if (status !== null || silences >= 3) ready.delete(target)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }

  const server = https.createServer(certificate, async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    send(request, response, Buffer.concat(chunks), inTurn())
  })

  function inTurn() {
    const candidates = targets.filter((target) => ready.has(target))
    turn += 1
    return candidates.map((_, index) => candidates[(index + turn) % candidates.length] ?? "")
  }

  function send(request: IncomingMessage, response: ServerResponse, body: Buffer, [target, ...others]: string[]) {
    if (!target) return lose(request, response, "no instance is ready")
    const headers = {
      ...request.headers,
      "x-forwarded-for": request.socket.remoteAddress ?? "",
      "x-forwarded-proto": "https",
      "x-forwarded-host": request.headers.host,
    }
    delete headers["transfer-encoding"]
    if (body.length > 0) headers["content-length"] = String(body.length)
    const onward = http.request(new URL(request.url ?? "/", target), { agent, method: request.method ?? "GET", headers }, (answer) => {
      served.set(target, (served.get(target) ?? 0) + 1)
      if ((answer.statusCode ?? 0) >= 500) lost.push(`${request.method} ${request.url}: ${answer.statusCode}`)
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    onward.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ECONNREFUSED") return send(request, response, body, others)
      return lose(request, response, `${target}: ${error.message}`)
    })
    onward.end(body)
  }

  function lose(request: IncomingMessage, response: ServerResponse, why: string) {
    lost.push(`${request.method} ${request.url}: ${why}`)
    if (!response.headersSent) response.writeHead(502)
    response.end()
  }

  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve))
  return {
    port: (server.address() as AddressInfo).port,
    /** The targets that said they were ready when last asked. */
    ready,
    /** How many requests each answered. */
    served,
    /** Those that got no good answer, and why. */
    lost,
    stop: () => {
      isOver = true
      agent.destroy()
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}
