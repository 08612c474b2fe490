import "server-only"
import { networkOf, searches } from "@/lib/access/limits"
import { visit } from "@/lib/identity/entrance/auth"
import { type FoundStructure, searchStructures } from "@/lib/search/ask/queries"

/** As `searchStructures`, for whoever asks, so many times a minute; else how long to wait. */
export async function searchForVisitor(text: string, limit: number): Promise<{ structures: FoundStructure[] } | { waitSeconds: number }> {
  const { ip } = await visit()
  const allowance = await searches.take(networkOf(ip))
  return allowance.allowed ? { structures: await searchStructures(text, limit) } : { waitSeconds: allowance.waitSeconds }
}
