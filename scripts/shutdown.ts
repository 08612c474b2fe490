/** Leaving without losing anyone: a web server that stops while others go on. Runs without loader. */
import type { Server, ServerResponse } from "node:http"
import { log } from "../lib/platform/process/log.ts"
import { settingOf } from "../lib/platform/process/settings.ts"

/** Milliseconds, well within the ten seconds after which whoever started the server kills it: a busy one hears late. */
const longest = 7000

/**
 * On Ctrl-C or a polite kill, in this order: `onLeave` tells those who ask that no one should be sent here any more, for
 * `DRAIN_SECONDS` (what a proxy needs to notice) requests are still answered, each closing its connection; then nothing new
 * is taken, what is under way is finished, and the process ends.
 */
export function leavePolitely(server: Server, onLeave: () => void) {
  const underWay = new Set<ServerResponse>()
  let isLeaving = false
  server.prependListener("request", (_request, response: ServerResponse) => {
    underWay.add(response)
    response.once("close", () => underWay.delete(response))
    if (isLeaving) closes(response)
  })

  async function leave() {
    if (isLeaving) return
    isLeaving = true
    onLeave()
    for (const response of underWay) closes(response)
    setTimeout(cutOff, longest).unref()
    await new Promise((resolve) => setTimeout(resolve, drainMilliseconds()))
    server.close(() => process.exit(0))
    server.closeIdleConnections()
    // A connection that never asked for anything is not idle for Node: it keeps nobody here.
    setInterval(() => underWay.size === 0 && process.exit(0), 50)
  }

  function cutOff() {
    log.warn({ requests: underWay.size }, "leaving before these were answered")
    process.exit(0)
  }

  // Heard however often: an unheard second one would end the process half-way.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void leave())
}

/** A proxy that keeps connections must not send the next request on one that is about to close. */
function closes(response: ServerResponse) {
  if (!response.headersSent) response.setHeader("Connection", "close")
}

function drainMilliseconds() {
  return (settingOf("DRAIN_SECONDS") ?? 0) * 1000
}
