import { createServer } from "node:http"
import type { AddressInfo } from "node:net"

/** Takes traces as an OpenTelemetry collector does, and keeps them as they came. */
export async function startFakeCollector() {
  const received: string[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    if (request.url === "/v1/traces") received.push(Buffer.concat(chunks).toString("utf8"))
    response.writeHead(200, { "content-type": "application/json" }).end("{}")
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { url, received, stop: () => new Promise((resolve) => server.close(resolve)) }
}
