import { Readable } from "node:stream"
import { notFound } from "next/navigation"
import { searches } from "@/lib/access/searches"
import { visit } from "@/lib/identity/entrance/auth"
import { networkOf } from "@/lib/platform/http/network-address"
import { lheoFile, lheoMark } from "@/lib/rafael/lheo/queries"

/** The whole published offer in LHÉO 2.3, streamed. `ETag`: nothing is written again for a reader who has it. */
export async function GET(request: Request) {
  const allowance = await searches.take(networkOf((await visit()).ip))
  if (!allowance.allowed) return new Response(null, { status: 429, headers: { "Retry-After": String(allowance.waitSeconds) } })
  const etag = `"${await lheoMark()}"`
  const headers = { ETag: etag, "Cache-Control": "public, max-age=300" }
  if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers })
  const pieces = await lheoFile("all")
  if (!pieces) notFound()
  return new Response(Readable.toWeb(Readable.from(pieces)) as ReadableStream<Uint8Array>, {
    headers: { ...headers, "Content-Type": "application/xml; charset=utf-8" },
  })
}
