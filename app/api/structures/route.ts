import { visit } from "@/lib/access/auth"
import { networkOf, searches } from "@/lib/access/limits"
import { searchStructures } from "@/lib/structure-searches/queries"

/** What the combobox reads: public, the best first, never who works there, never more than twenty, never a second page. */
export async function GET(request: Request) {
  const { ip } = await visit()
  const allowance = await searches.take(networkOf(ip))
  if (!allowance.allowed)
    return Response.json(
      { structures: [] },
      { status: 429, headers: { "Retry-After": String(allowance.waitSeconds), "Cache-Control": "no-store" } },
    )
  const { searchParams } = new URL(request.url)
  const limit = Math.min(Math.max(Number.parseInt(searchParams.get("limit") ?? "10", 10) || 10, 1), 20)
  const structures = await searchStructures(searchParams.get("q") ?? "", limit)
  return Response.json({ structures }, { headers: { "Cache-Control": "public, max-age=60" } })
}
