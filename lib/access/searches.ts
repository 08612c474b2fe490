import "server-only"
import { visit } from "@/lib/access/auth"
import { networkOf, searches } from "@/lib/access/limits"
import { type FoundStructure, searchStructures } from "@/lib/structure-searches/queries"

/** As `searchStructures`, for whoever asks, so many times a minute; else how long to wait. */
export async function searchForVisitor(text: string, limit: number): Promise<{ structures: FoundStructure[] } | { waitSeconds: number }> {
  const { ip } = await visit()
  const allowance = await searches.take(networkOf(ip))
  return allowance.allowed ? { structures: await searchStructures(text, limit) } : { waitSeconds: allowance.waitSeconds }
}
