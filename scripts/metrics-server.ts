/** The metrics, on a port of their own that no visitor reaches. Runs without loader. */
import { createServer } from "node:http"
import { log } from "../lib/platform/process/log.ts"
import { metricsPage } from "../lib/platform/process/metrics.ts"
import { settingOf } from "../lib/platform/process/settings.ts"

/** Serves `GET /metrics` on METRICS_PORT (METRICS_HOST: 127.0.0.1 unless told); does nothing without METRICS_PORT. */
export function serveMetrics() {
  const port = settingOf("METRICS_PORT")
  if (!port) return
  const server = createServer(async (request, response) => {
    if (request.method !== "GET" || request.url !== "/metrics") return response.writeHead(404).end()
    const page = await metricsPage().catch((error: unknown) => {
      log.error({ err: error }, "metrics cannot be read")
      return null
    })
    if (!page) return response.writeHead(500).end()
    return response.writeHead(200, { "Content-Type": page.type }).end(page.text)
  })
  // The portal goes on serving its visitors without metrics.
  server.on("error", (error) => log.error({ err: error, port }, "metrics cannot be served"))
  server.listen(port, settingOf("METRICS_HOST"))
  server.unref()
}
