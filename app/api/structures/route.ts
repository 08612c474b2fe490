import { searchForVisitor } from "@/lib/identity/entrance/searches"
import { toContract } from "@/lib/search/ask/rules"

/** What the combobox reads: public, the best first, never who works there, never more than twenty, never a second page. */
export async function GET(request: Request) {
  const { searchParams } = new URL(request.url)
  const limit = Math.min(Math.max(Number.parseInt(searchParams.get("limit") ?? "10", 10) || 10, 1), 20)
  const found = await searchForVisitor(searchParams.get("q") ?? "", limit)
  if ("structures" in found)
    return Response.json({ structures: found.structures.map(toContract) }, { headers: { "Cache-Control": "public, max-age=60" } })
  const headers = { "Retry-After": String(found.waitSeconds), "Cache-Control": "no-store" }
  return Response.json({ structures: [] }, { status: 429, headers })
}
