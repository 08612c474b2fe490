/** An application that hears of events and of logouts, as jose reads them; it can be told to stop answering. */
import { createServer, type IncomingMessage } from "node:http"
import type { AddressInfo } from "node:net"
import { createLocalJWKSet, type JWTPayload, jwtVerify } from "jose"
import { signingKeys } from "@/lib/signon/provider/keys"

type Heard = {
  payload: JWTPayload & { events: Record<string, Record<string, unknown>>; sub_id?: unknown }
  typ: string | undefined
  at: number
}

export async function startReceiver(issuer: string) {
  const events: Heard[] = []
  const logouts: Heard[] = []
  const asked: { path: string; authorization: string | undefined }[] = []
  /** What it answers: 0 hangs up, "never" leaves the question open. */
  let answer: number | "never" = 202

  async function read(token: string): Promise<Heard> {
    const keys = createLocalJWKSet({
      keys: (await signingKeys()).map(({ d: _, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, ...shown }) => shown),
    })
    const { payload, protectedHeader } = await jwtVerify(token, keys, { issuer })
    return { payload: payload as Heard["payload"], typ: protectedHeader.typ, at: performance.now() }
  }

  const server = createServer(async (request, response) => {
    const path = request.url ?? ""
    asked.push({ path, authorization: request.headers.authorization })
    const body = await text(request)
    if (answer === "never") return
    if (answer === 0) return void request.socket.destroy()
    if (answer >= 300) return void response.writeHead(answer, { location: "http://169.254.169.254/" }).end('{"err":"invalid_key"}')
    try {
      if (path === "/evenements") events.push(await read(body))
      else logouts.push(await read(new URLSearchParams(body).get("logout_token") ?? ""))
      response.writeHead(path === "/evenements" ? answer : 200).end()
    } catch {
      // The keys are out of reach, or are not these: it has not taken it.
      response.writeHead(500).end()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    events,
    logouts,
    asked,
    /** The types and bodies of the events heard, in their order. */
    said: () => events.map(({ payload }) => Object.entries(payload.events)[0] ?? ["", {}]),
    answerWith: (given: typeof answer) => {
      answer = given
    },
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function text(request: IncomingMessage) {
  let all = ""
  for await (const chunk of request.setEncoding("utf8")) all += chunk
  return all
}
