import "server-only"
import { searches } from "@/lib/access/searches"
import { visit } from "@/lib/identity/entrance/auth"
import { networkOf } from "@/lib/platform/http/network-address"
import { todayOf } from "@/lib/platform/time/working-days"
import { searchOffer } from "@/lib/rafael/offer-search/queries"
import type { OfferQuery } from "@/lib/rafael/offer-search/schema"

type Found = Awaited<ReturnType<typeof searchOffer>>

/** As `searchOffer`, for any visitor, up to a number of searches per minute; above it, how long to wait, in seconds. */
export async function searchOfferForVisitor(query: OfferQuery, perPage?: number): Promise<Found | { waitSeconds: number }> {
  const { ip, now } = await visit()
  const allowance = await searches.take(networkOf(ip))
  return allowance.allowed ? searchOffer(query, todayOf(now), perPage) : { waitSeconds: allowance.waitSeconds }
}
