import "server-only"
import { searches } from "@/lib/access/limits"
import { visit } from "@/lib/identity/entrance/auth"
import { networkOf } from "@/lib/platform/http/network-address"
import { type FoundStructure, searchStructures } from "@/lib/search/ask/queries"

/** As `searchStructures`, for any visitor, up to a number of searches per minute; above it, returns how long to wait, in seconds. */
export async function searchForVisitor(text: string, limit: number): Promise<{ structures: FoundStructure[] } | { waitSeconds: number }> {
  const { ip } = await visit()
  const allowance = await searches.take(networkOf(ip))
  return allowance.allowed ? { structures: await searchStructures(text, limit) } : { waitSeconds: allowance.waitSeconds }
}
