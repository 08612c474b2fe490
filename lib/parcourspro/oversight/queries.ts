/** What managers see of the programme. */
import "server-only"
import { type Actor, can } from "@/lib/access/permissions"
import { withCounts } from "@/lib/parcourspro/providers/queries"
import { lineSelect } from "@/lib/parcourspro/states/rules"
import { containing, db, isUuid } from "@/lib/platform/db/client"
import type { Prisma } from "@/lib/platform/generated/client"
import { offsetOf, pagesOf } from "@/lib/platform/http/search-params"
import { inFrenchOrder } from "@/lib/platform/text/french-order"

const perPage = 25
type Filters = { q: string; page: number }
const named = (q: string) =>
  q
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => ({ title: containing(word) }))

const titleOf = ({ title }: { title: string }) => title

/** A page of the actions of the programme, by title; none for anyone but a manager. */
export async function allEvents(actor: Actor, { q, page }: Filters) {
  if (!can(actor, "programme.manage")) return { rows: [], total: 0, pages: 1 }
  const where: Prisma.EventWhereInput = { AND: named(q) }
  // Their titles are few enough to be put in order here: the database would do it as its server was set up to.
  const titled = inFrenchOrder(await db.event.findMany({ where, orderBy: { id: "asc" }, select: { id: true, title: true } }), titleOf)
  const first = offsetOf(page, perPage)
  const rows = await db.event.findMany({
    where: { id: { in: titled.slice(first, first + perPage).map(({ id }) => id) } },
    select: {
      id: true,
      title: true,
      kind: true,
      archivedAt: true,
      adherentsOnly: true,
      theme: { select: { name: true } },
      provider: { select: { raisonSociale: true } },
      _count: { select: { sessions: true } },
    },
  })
  return { rows: inFrenchOrder(rows, titleOf), total: titled.length, pages: pagesOf(titled.length, perPage) }
}

/**
 * A page of the sessions that are not over, the next first. `orphans`: only those whose provider closed, or gives no formation any more,
 * which someone must take up.
 */
export async function allSessions(actor: Actor, { q, page, orphans = false }: Filters & { orphans?: boolean }, now: Date) {
  if (!can(actor, "programme.manage")) return { rows: [], total: 0, pages: 1 }
  const where: Prisma.EventSessionWhereInput = {
    OR: [{ endsAt: { gt: now } }, { endsAt: null }],
    event: {
      AND: named(q),
      ...(orphans ? { OR: [{ provider: { state: "closed" } }, { provider: { NOT: { types: { has: "formateur" } } } }] } : {}),
    },
    ...(orphans ? { status: { in: ["draft", "open", "closed"] } } : {}),
  }
  const [total, rows] = await Promise.all([
    db.eventSession.count({ where }),
    db.eventSession.findMany({
      where,
      orderBy: [{ startsAt: "asc" }, { id: "asc" }],
      skip: offsetOf(page, perPage),
      take: perPage,
      select: lineSelect,
    }),
  ])
  return { rows: await withCounts(rows), total, pages: pagesOf(total, perPage) }
}

/** An action with all of it and its sessions; null for anyone but a manager. */
export function eventSheet(actor: Actor, eventId: string) {
  if (!isUuid(eventId) || !can(actor, "programme.manage")) return null
  return db.event.findUnique({
    where: { id: eventId },
    include: {
      theme: { select: { name: true } },
      provider: { select: { siret: true, raisonSociale: true, state: true } },
      sessions: { orderBy: [{ startsAt: "desc" }, { id: "asc" }], select: lineSelect },
    },
  })
}

const request = {
  id: true,
  requestedAt: true,
  account: { select: { firstName: true, lastName: true } },
  structure: { select: { id: true, raisonSociale: true } },
  session: { select: { startsAt: true, endsAt: true, closesAt: true, event: { select: { id: true, title: true } } } },
} as const satisfies Prisma.RegistrationSelect
export type WaitingRequest = Prisma.RegistrationGetPayload<{ select: typeof request }>

/** A page of the requests that wait for an employer, those asked first first. */
export async function waitingForEmployers(actor: Actor, { q, page }: Filters) {
  if (!can(actor, "programme.manage")) return { rows: [], total: 0, pages: 1 }
  const where: Prisma.RegistrationWhereInput = { status: "requested", session: { event: { AND: named(q) } } }
  const [total, rows] = await Promise.all([
    db.registration.count({ where }),
    db.registration.findMany({
      where,
      orderBy: [{ requestedAt: "asc" }, { id: "asc" }],
      skip: offsetOf(page, perPage),
      take: perPage,
      select: request,
    }),
  ])
  return { rows, total, pages: pagesOf(total, perPage) }
}

/** Those of these ids that a manager may answer for, in the order in which they were asked. */
export function waitingOnes(actor: Actor, ids: readonly string[]): Promise<WaitingRequest[]> {
  if (!can(actor, "programme.manage")) return Promise.resolve([])
  return db.registration.findMany({
    where: { id: { in: ids.filter(isUuid) }, status: "requested" },
    orderBy: [{ requestedAt: "asc" }, { id: "asc" }],
    take: 50,
    select: request,
  })
}
