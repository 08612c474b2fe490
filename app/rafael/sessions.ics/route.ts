import { offerCalendar } from "@/lib/rafael/calendars/queries"
import { searchOfferForVisitor } from "@/lib/rafael/entrance/searches"
import { readOfferAddress, subscribed } from "@/lib/rafael/offer-search/schema"

/** The sessions of a search as a calendar, which a program asks for again. */
export async function GET(request: Request) {
  const found = await searchOfferForVisitor(readOfferAddress(request), subscribed)
  if ("waitSeconds" in found) return new Response(null, { status: 429, headers: { "Retry-After": String(found.waitSeconds) } })
  return new Response(offerCalendar(found.sessions), {
    headers: { "Content-Type": "text/calendar; charset=utf-8", "Cache-Control": "public, max-age=3600" },
  })
}
