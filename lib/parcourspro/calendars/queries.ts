/** The sessions of the programme as calendars: one session for anyone, and someone's own at their private address. */
import "server-only"
import { openingSelect } from "@/lib/parcourspro/states/rules"
import { db, isUuid } from "@/lib/platform/db/client"
import type { Prisma } from "@/lib/platform/generated/client"
import { env } from "@/lib/platform/process/env"
import { hashSecret } from "@/lib/platform/secrets/secrets"
import { calendarFile } from "@/lib/platform/text/calendar"

const dated = {
  sequence: true,
  isRemote: true,
  place: true,
  postcode: true,
  city: true,
  updatedAt: true,
  halfDays: { orderBy: { startsAt: "asc" }, select: { id: true, startsAt: true, endsAt: true } },
  event: { select: { title: true } },
} as const satisfies Prisma.EventSessionSelect
type Dated = Prisma.EventSessionGetPayload<{ select: typeof dated }>

/** The half-days of a session. `isOwn`: whoever has a place reads how to join from afar. */
function eventsOf({ sequence, isRemote, place, postcode, city, updatedAt, halfDays, event }: Dated, isOwn: boolean) {
  const there = [place, [postcode, city].filter(Boolean).join(" ")].filter(Boolean).join(", ")
  const location = isRemote ? (isOwn && place ? place : "À distance") : there
  return halfDays.map(({ id, startsAt, endsAt }) => ({
    id,
    sequence: sequence * 2,
    start: startsAt,
    end: endsAt,
    summary: event.title,
    location,
    stamp: updatedAt,
  }))
}

/** A session that anyone may see, as a calendar file; null for another one. */
export async function sessionCalendar(eventId: string, sessionId: string): Promise<string | null> {
  if (!isUuid(sessionId) || !isUuid(eventId)) return null
  const found = await db.eventSession.findFirst({
    where: { id: sessionId, eventId, status: { in: ["open", "closed"] }, event: { archivedAt: null } },
    select: { ...dated, event: { select: { ...openingSelect.event.select, title: true } } },
  })
  const isProvided = found?.event.provider.state === "active" && found.event.provider.types.includes("formateur")
  return found && isProvided ? calendarFile(found.event.title, eventsOf(found, false), env) : null
}

/** The sessions on which the owner of this private address has a place, or came; null for an address that is nobody's any more. */
export async function feedCalendar(secret: string): Promise<string | null> {
  const feed = await db.calendarFeed.findUnique({
    where: { hash: hashSecret(secret), account: { disabledAt: null, erasedAt: null } },
    select: { accountId: true },
  })
  if (!feed) return null
  const rows = await db.registration.findMany({
    where: { accountId: feed.accountId, status: { in: ["confirmed", "attended", "partly"] } },
    orderBy: [{ session: { startsAt: "asc" } }, { id: "asc" }],
    take: 300,
    select: { session: { select: dated } },
  })
  return calendarFile(
    "Mes sessions du programme",
    rows.flatMap(({ session }) => eventsOf(session, true)),
    env,
  )
}

/** When the actor's private address was made; null without one. */
export async function feedSince({ accountId }: { accountId: string }): Promise<Date | null> {
  return (await db.calendarFeed.findUnique({ where: { accountId }, select: { createdAt: true } }))?.createdAt ?? null
}
