/** Leaving without losing anyone: a web server that stops while others go on. Runs without loader. */
import type { Server, ServerResponse } from "node:http"
import { setTimeout as pause } from "node:timers/promises"
import { createHttpTerminator } from "http-terminator"
import { settingOf } from "../lib/platform/process/settings.ts"

/** Milliseconds, well within the ten seconds after which whoever started the server kills it: a busy one hears late. */
const longest = 7000

/**
 * On Ctrl-C or a polite kill, in this order: `onLeave` tells those who ask that no one should be sent here any more, for
 * `DRAIN_SECONDS` (what a proxy needs to notice) requests are still answered, each closing its connection; then nothing new
 * is taken, what is under way is finished, and the process ends.
 */
export function leavePolitely(server: Server, onLeave: () => void) {
  const drain = (settingOf("DRAIN_SECONDS") ?? 0) * 1000
  const terminator = createHttpTerminator({ server, gracefulTerminationTimeout: longest - drain })
  let isLeaving = false
  // A proxy that keeps connections must not send the next request on one that is about to close.
  server.prependListener("request", (_request, response: ServerResponse) => {
    if (isLeaving) response.setHeader("Connection", "close")
  })

  async function leave() {
    if (isLeaving) return
    isLeaving = true
    onLeave()
    await pause(drain)
    await terminator.terminate()
    process.exit(0)
  }

  // Heard however often: an unheard second one would end the process half-way.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void leave())
}
