import { searchOfferForVisitor } from "@/lib/rafael/entrance/searches"
import { toOfferContract } from "@/lib/rafael/offer-search/rules"
import { readOfferAddress } from "@/lib/rafael/offer-search/schema"

/** The search of the offer for other programs: public, with the filters of its page, cacheable for a minute (docs/rafael.md). */
export async function GET(request: Request) {
  const query = readOfferAddress(request)
  const found = await searchOfferForVisitor(query)
  if ("waitSeconds" in found) {
    const headers = { "Retry-After": String(found.waitSeconds), "Cache-Control": "no-store" }
    return Response.json({ total: 0, suivante: null, sessions: [] }, { status: 429, headers })
  }
  const page = Math.max(1, query.page)
  const suivante = page < found.pages ? page + 1 : null
  return Response.json(
    { total: found.total, suivante, sessions: found.sessions.map(toOfferContract) },
    { headers: { "Cache-Control": "public, max-age=60" } },
  )
}
