import { searchStructures } from "@/lib/structures/queries"

/** What the combobox reads: public, the best first, never who works there. */
export async function GET(request: Request) {
  const { searchParams } = new URL(request.url)
  const limit = Math.min(Math.max(Number.parseInt(searchParams.get("limit") ?? "10", 10) || 10, 1), 20)
  const structures = await searchStructures(searchParams.get("q") ?? "", limit)
  return Response.json({ structures }, { headers: { "Cache-Control": "public, max-age=60" } })
}
