import { createServer } from "node:http"
import type { AddressInfo } from "node:net"

export type SentMail = {
  to: string
  subject: string
  html: string
  text: string
  from: string
  idempotencyKey: string | null
  attachments?: { filename: string; content: string }[]
}

/**
 * How it behaves: "well"; "refusing" the message for good (422), "failing" (500), "busy" (429); "silent": takes the message and
 * never answers; "cut": takes it and breaks the line.
 */
type Behaviour = "well" | "refusing" | "failing" | "busy" | "silent" | "cut"

/**
 * A local server that answers as Resend's documentation says, so that the real client is what tests exercise: one id per
 * idempotency key, failures on demand. GET /mails?to=… lists what was accepted for an address.
 */
export async function startFakeResend(port = 0) {
  const mails: SentMail[] = []
  const asked: string[] = []
  const accepted = new Map<string, string>()
  const state: { is: Behaviour } = { is: "well" }
  const server = createServer(async (request, response) => {
    const answer = (status: number, body: unknown) => {
      response.writeHead(status, { "content-type": "application/json" })
      response.end(JSON.stringify(body))
    }
    if (request.method === "GET") {
      const to = new URL(request.url ?? "/", "http://resend.test").searchParams.get("to")
      return answer(
        200,
        mails.filter((mail) => mail.to === to),
      )
    }
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    if (request.headers.authorization !== "Bearer re_test")
      return answer(401, { statusCode: 401, name: "missing_api_key", message: "API key is invalid" })
    if (state.is === "failing") return answer(500, { statusCode: 500, name: "application_error", message: "Internal server error" })
    if (state.is === "busy") return answer(429, { statusCode: 429, name: "rate_limit_exceeded", message: "Too many requests" })
    if (state.is === "refusing") return answer(422, { statusCode: 422, name: "validation_error", message: "Invalid `to` field" })
    const key = request.headers["idempotency-key"]?.toString() ?? null
    const mail = JSON.parse(Buffer.concat(chunks).toString()) as SentMail
    asked.push(mail.to)
    const known = key ? accepted.get(key) : undefined
    if (known) return answer(200, { id: known })
    const id = crypto.randomUUID()
    if (key) accepted.set(key, id)
    mails.push({ ...mail, idempotencyKey: key })
    if (state.is === "silent") return
    if (state.is === "cut") return request.socket.destroy()
    answer(200, { id })
  })
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    /** The accepted mails, each once. */
    mails,
    /** The recipient of each mail that the portal asked to send, repeats included. */
    asked,
    state,
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      }),
  }
}
