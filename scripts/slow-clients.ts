/** What one client may hold of the server by being slow, or by opening ever more connections. Runs without loader. */
import type { IncomingMessage, Server, ServerResponse } from "node:http"
import type { Socket } from "node:net"

/** A whole school behind one address has some forty browsers of six connections. */
const socketsPerAddress = 300
const seconds = 1000

/**
 * Closes connections that say nothing, send their request drop by drop, or do not read the answer; and those of an address that has too many.
 * `isProxy`: whether an address is that of a declared proxy, which speaks for everybody.
 */
export function limitSlowClients(server: Server, isProxy: (address: string) => boolean) {
  server.headersTimeout = 15 * seconds
  // A file of 20 MB over a telephone. Other bodies have less: see `limitBody`.
  server.requestTimeout = 180 * seconds
  server.setTimeout(120 * seconds)
  // Connections live longer here than in the proxies in front: the side that sends requests must be the one that closes first.
  server.keepAliveTimeout = 75 * seconds
  const open = new Map<string, number>()
  server.on("connection", (socket: Socket) => {
    const address = socket.remoteAddress ?? ""
    if (isProxy(address)) return
    const count = (open.get(address) ?? 0) + 1
    open.set(address, count)
    socket.once("close", () => {
      const left = (open.get(address) ?? 1) - 1
      if (left > 0) open.set(address, left)
      else open.delete(address)
    })
    if (count <= socketsPerAddress) return
    // First those that only wait for a next request: browsers open them again. What is still too many says nothing, or says it slowly.
    server.closeIdleConnections()
    setTimeout(() => {
      if ((open.get(address) ?? 0) > socketsPerAddress) socket.destroy()
    }, 100).unref()
  })
}

/** How often the limits above are checked, in milliseconds: an option of `createServer`. */
export const connectionsCheckingInterval = 2 * seconds

/** The body of a form is small: it comes within this time, or the connection is cut. */
export function limitBody(request: IncomingMessage, response: ServerResponse) {
  if (!Number(request.headers["content-length"] ?? 0)) return
  const cut = setTimeout(() => request.socket.destroy(), 20 * seconds)
  for (const emitter of [request, response]) for (const event of ["end", "close"]) emitter.once(event, () => clearTimeout(cut))
}
