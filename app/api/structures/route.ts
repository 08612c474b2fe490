import { parseAsInteger } from "nuqs/server"
import { searchForVisitor } from "@/lib/identity/entrance/searches"
import { reading, words } from "@/lib/platform/http/search-params"
import { toContract } from "@/lib/search/ask/rules"

const readAddress = reading({ q: words, limit: parseAsInteger })

/** What the combobox reads: public, the best first, never who works there, never more than twenty, never a second page. */
export async function GET(request: Request) {
  const { q, limit } = readAddress(request)
  const found = await searchForVisitor(q, Math.min(Math.max(limit || 10, 1), 20))
  if ("structures" in found)
    return Response.json(
      { structures: found.structures.map(toContract), departure: found.departure },
      { headers: { "Cache-Control": "public, max-age=60" } },
    )
  const headers = { "Retry-After": String(found.waitSeconds), "Cache-Control": "no-store" }
  return Response.json({ structures: [], departure: null }, { status: 429, headers })
}
