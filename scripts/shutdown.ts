/** Stops a web server without losing any request, while other servers go on. Runs without loader. */
import type { Server, ServerResponse } from "node:http"
import { setTimeout as pause } from "node:timers/promises"
import { createHttpTerminator } from "http-terminator"
import { settingOf } from "../lib/platform/process/settings.ts"

/** Milliseconds. Whoever started the server kills it after ten seconds, and a busy server hears the signal late: this stays well below. */
const longest = 7000

/**
 * What happens on Ctrl-C or a polite kill, in this order. `onLeave` says that no more visitors should be sent here. For `DRAIN_SECONDS`
 * (the time a proxy needs to notice) requests are still answered, and each answer closes its connection. Then nothing new is accepted,
 * the requests under way are finished, and the process ends.
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

  // The listeners stay: a second signal without a listener would end the process half-way.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void leave())
}
