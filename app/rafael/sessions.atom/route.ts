import { Feed } from "feed"
import { periodWords } from "@/components/rafael/offer/session-words"
import { env } from "@/lib/platform/process/env"
import { searchOfferForVisitor } from "@/lib/rafael/entrance/searches"
import { offerAddress, readOfferAddress, subscribed } from "@/lib/rafael/offer-search/schema"

/** The feed gives its texts as HTML: what a training body typed is read as it was typed. */
function asHtml(text: string) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
}

/** The sessions of a search as an Atom feed, which a program asks for again. */
export async function GET(request: Request) {
  const query = readOfferAddress(request)
  const found = await searchOfferForVisitor(query, subscribed)
  if ("waitSeconds" in found) return new Response(null, { status: 429, headers: { "Retry-After": String(found.waitSeconds) } })
  const page = `${env.publicUrl}${offerAddress("/rafael", query)}`
  const latest = Math.max(0, ...found.sessions.map(({ updatedAt }) => updatedAt.getTime()))
  const feed = new Feed({ title: "Sessions de formation", id: page, link: page, language: "fr", copyright: "", updated: new Date(latest) })
  for (const session of found.sessions) {
    const link = `${env.publicUrl}/rafael/sessions/${session.id}`
    const where = session.place ? `, ${session.place.city}` : ""
    feed.addItem({
      title: asHtml(session.title),
      id: link,
      link,
      date: session.updatedAt,
      description: asHtml(`${session.body}${where}, ${periodWords(session)}`),
    })
  }
  return new Response(feed.atom1(), {
    headers: { "Content-Type": "application/atom+xml; charset=utf-8", "Cache-Control": "public, max-age=3600" },
  })
}
