import "server-only"
import { searches } from "@/lib/access/searches"
import { visit } from "@/lib/identity/entrance/auth"
import { networkOf } from "@/lib/platform/http/network-address"
import { type Found, findStructures } from "@/lib/search/ask/queries"

/** As `findStructures`, for any visitor, up to a number of searches per minute; above it, returns how long to wait, in seconds. */
export async function searchForVisitor(text: string, limit: number): Promise<Found | { waitSeconds: number }> {
  const { ip } = await visit()
  const allowance = await searches.take(networkOf(ip))
  return allowance.allowed ? findStructures(text, limit) : { waitSeconds: allowance.waitSeconds }
}
