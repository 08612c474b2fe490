/** What anyone sees of the programme: the sessions to come, and the page of an action. */
import "server-only"
import type { ProgrammeQuery } from "@/lib/parcourspro/programme/schema"
import { openingSelect } from "@/lib/parcourspro/states/rules"
import { db, isUuid, literal } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { offsetOf, pagesOf } from "@/lib/platform/http/search-params"
import { isDay } from "@/lib/platform/text/fields"
import { dayOf, endOf, startOf } from "@/lib/platform/time/working-days"

const perPage = 20
/** Above this, "more than": nobody reads the exact number, and counting costs. */
const mostCounted = 500

/** What is shown of a session in the programme. */
const programmeLine = {
  ...openingSelect,
  id: true,
  endsAt: true,
  isRemote: true,
  place: true,
  city: true,
  departement: true,
  event: {
    select: {
      ...openingSelect.event.select,
      id: true,
      title: true,
      kind: true,
      duration: true,
      adherentsOnly: true,
      price: true,
      theme: { select: { name: true } },
      provider: { select: { ...openingSelect.event.select.provider.select, raisonSociale: true } },
    },
  },
} as const satisfies Prisma.EventSessionSelect
export type ProgrammeLine = Prisma.EventSessionGetPayload<{ select: typeof programmeLine }>

/** Sessions that anyone may see: published, of an action that is given, by a provider that stands. */
const shown = Prisma.sql`s.status IN ('open', 'closed') AND e.archived_at IS NULL AND p.state = 'active' AND 'formateur' = ANY (p.types)`

function conditions({ q, theme, format, lieu, distance, du, au, public: audience, places }: ProgrammeQuery, now: Date) {
  const from = isDay(du) ? startOf(du) : now
  return [
    shown,
    Prisma.sql`s.starts_at >= ${from < now ? now : from}`,
    ...(isDay(au) ? [Prisma.sql`s.starts_at < ${endOf(au)}`] : []),
    ...q
      .split(/\s+/)
      .filter(Boolean)
      .slice(0, 8)
      .map((word) => Prisma.sql`e.text_folded LIKE '%' || fold(${literal(word)}) || '%'`),
    ...(isUuid(theme) ? [Prisma.sql`e.theme_id = ${theme}::uuid`] : []),
    ...(format ? [Prisma.sql`e.kind = ${format}::event_kind`] : []),
    ...(lieu ? [Prisma.sql`s.departement = ${lieu}`] : []),
    ...(distance ? [Prisma.sql`s.is_remote`] : []),
    ...(audience ? [Prisma.sql`e.adherents_only = ${audience === "adherents"}`] : []),
    ...(places ? [Prisma.sql`s.taken < s.places AND s.status = 'open' AND s.closes_at > ${now}`] : []),
  ]
}

const source = Prisma.sql`event_session s JOIN event e ON e.id = s.event_id JOIN structure p ON p.id = e.provider_id`

/** A page of the sessions to come that answer these filters, the next first. `isMore`: there are more than `total`. */
export async function programmeSessions(query: ProgrammeQuery, now: Date) {
  const where = Prisma.join(conditions(query, now), " AND ")
  const [ids, counted] = await Promise.all([
    db.$queryRaw<{ id: string }[]>`
      SELECT s.id FROM ${source} WHERE ${where} ORDER BY s.starts_at, s.id LIMIT ${perPage} OFFSET ${offsetOf(query.page, perPage)}`,
    db.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM (SELECT FROM ${source} WHERE ${where} LIMIT ${mostCounted + 1}) found`,
  ])
  const count = counted[0]?.count ?? 0
  const total = Math.min(count, mostCounted)
  return { sessions: await inOrder(ids), total, isMore: count > mostCounted, pages: pagesOf(total, perPage) }
}

/** The sessions of one month ("2027-03") that answer these filters, as a calendar shows them. */
export async function programmeMonth(query: ProgrammeQuery, month: string, now: Date) {
  const first = startOf(`${month}-01`)
  const last = startOf(monthAfter(month))
  const where = Prisma.join(conditions({ ...query, du: "", au: "" }, now), " AND ")
  const ids = await db.$queryRaw<{ id: string }[]>`
    SELECT s.id FROM ${source} WHERE ${where} AND s.starts_at >= ${first} AND s.starts_at < ${last} ORDER BY s.starts_at, s.id LIMIT 300`
  return inOrder(ids)
}

/** "2027-04-01", the day at which the next month begins. */
function monthAfter(month: string) {
  const [year = 0, number = 1] = month.split("-").map(Number)
  return number === 12 ? `${year + 1}-01-01` : `${year}-${String(number + 1).padStart(2, "0")}-01`
}

async function inOrder(ids: { id: string }[]): Promise<ProgrammeLine[]> {
  const rows = await db.eventSession.findMany({ where: { id: { in: ids.map(({ id }) => id) } }, select: programmeLine })
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap(({ id }) => byId.get(id) ?? [])
}

/** The month that an address asks for, else that of the next session that answers these filters, else that of now. */
export async function monthOf(query: ProgrammeQuery, now: Date): Promise<string> {
  if (/^20\d{2}-(0[1-9]|1[0-2])$/.test(query.mois)) return query.mois
  const where = Prisma.join(conditions({ ...query, du: "", au: "" }, now), " AND ")
  const [next] = await db.$queryRaw<{ startsAt: Date }[]>`
    SELECT s.starts_at AS "startsAt" FROM ${source} WHERE ${where} ORDER BY s.starts_at, s.id LIMIT 1`
  return dayOf(next?.startsAt ?? now).slice(0, 7)
}

/** An action with its sessions, the next first, for anyone; null when it is not shown. Its drafts are not. */
export async function eventPage(eventId: string, now: Date) {
  if (!isUuid(eventId)) return null
  const found = await db.event.findFirst({
    where: { id: eventId, archivedAt: null },
    select: {
      id: true,
      title: true,
      kind: true,
      objectives: true,
      audience: true,
      prerequisites: true,
      programme: true,
      methods: true,
      evaluation: true,
      nature: true,
      duration: true,
      adherentsOnly: true,
      needsEmployer: true,
      price: true,
      providerId: true,
      theme: { select: { name: true } },
      provider: { select: { raisonSociale: true, state: true, types: true } },
      sessions: {
        where: { status: { in: ["open", "closed", "cancelled"] }, startsAt: { gt: now } },
        orderBy: [{ startsAt: "asc" }, { id: "asc" }],
        take: 50,
        select: {
          ...openingSelect,
          id: true,
          endsAt: true,
          isRemote: true,
          place: true,
          postcode: true,
          city: true,
          trainers: true,
          contactName: true,
          contactEmail: true,
          contactPhone: true,
          adaptationContact: true,
          cancelledFor: true,
          halfDays: { orderBy: { startsAt: "asc" }, select: { id: true, startsAt: true, endsAt: true } },
          _count: { select: { registrations: { where: { status: "waitlisted" } } } },
        },
      },
    },
  })
  return found?.provider.state === "active" && found.provider.types.includes("formateur") ? found : null
}
export type EventPage = NonNullable<Awaited<ReturnType<typeof eventPage>>>

/** The départements where a session to come takes place: each is looked for after the one before, whatever the number of its sessions. */
export async function programmeDepartements(now: Date): Promise<string[]> {
  const after = (former: Prisma.Sql) => Prisma.sql`
    SELECT s.departement FROM event_session s
     WHERE s.status IN ('open', 'closed') AND s.starts_at > ${now} AND s.departement > ${former} ORDER BY s.departement LIMIT 1`
  const rows = await db.$queryRaw<{ departement: string }[]>`
    WITH RECURSIVE places AS (
      (${after(Prisma.sql`''`)}) UNION ALL
      SELECT (${after(Prisma.sql`places.departement`)}) FROM places WHERE places.departement IS NOT NULL)
    SELECT departement FROM places WHERE departement IS NOT NULL`
  return rows.map(({ departement }) => departement)
}
