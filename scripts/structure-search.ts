/**
 * `GET /api/structures`, what the combobox reads at each key: answered in the web server itself, because the framework would cost more than the
 * search. Public, the best first, never who works there, never more than twenty, never a second page. Runs without loader.
 */
import type { IncomingMessage, ServerResponse } from "node:http"
import { SpanKind, SpanStatusCode, trace } from "@opentelemetry/api"
import { searches } from "../lib/access/searches.ts"
import { networkOf } from "../lib/platform/http/network-address.ts"
import { storable } from "../lib/platform/text/storable.ts"
import { findStructures } from "../lib/search/ask/queries.ts"
import { toContract } from "../lib/search/ask/rules.ts"

const path = "/api/structures"
const usual = 10
const most = 20
/** Nothing that an address says is longer. */
const longest = 500

export const isStructureSearch = (url: string) => url === path || url.startsWith(`${path}?`)

const tracer = trace.getTracer("portail")

/** `visitor`: their address on the network, by which searches are counted. Traced as Next traces what it answers. */
export function answerStructureSearch(request: IncomingMessage, response: ServerResponse, visitor: string): Promise<void> {
  const attributes = { "http.request.method": request.method ?? "", "http.route": path }
  return tracer.startActiveSpan(`${request.method} ${path}`, { kind: SpanKind.SERVER, attributes }, async (span) => {
    try {
      await answer(request, response, visitor)
      span.setAttribute("http.response.status_code", response.statusCode)
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR })
      throw error
    } finally {
      span.end()
    }
  })
}

async function answer(request: IncomingMessage, response: ServerResponse, visitor: string) {
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.writeHead(request.method === "OPTIONS" ? 204 : 405, { Allow: "GET, HEAD, OPTIONS", "Cache-Control": "no-store" }).end()
    return
  }
  const allowance = await searches.take(networkOf(visitor))
  if (!allowance.allowed) {
    const headers = { "Retry-After": String(allowance.waitSeconds), "Cache-Control": "no-store" }
    return say(request, response, 429, { structures: [] }, headers)
  }
  const asked = new URLSearchParams((request.url ?? "").slice(path.length))
  const text = storable(asked.get("q") ?? "", longest, "\ufffd")
  const limit = Math.min(Math.max(Number.parseInt(asked.get("limit") ?? "", 10) || usual, 1), most)
  const { structures, departure } = await findStructures(text, limit)
  say(
    request,
    response,
    200,
    { structures: structures.map(toContract), ...(departure ? { departure } : {}) },
    { "Cache-Control": "public, max-age=60" },
  )
}

function say(request: IncomingMessage, response: ServerResponse, status: number, said: object, headers: Record<string, string>) {
  const body = JSON.stringify(said)
  response.writeHead(status, { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body), ...headers })
  response.end(request.method === "HEAD" ? undefined : body)
}
