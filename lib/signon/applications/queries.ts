import "server-only"
import { type Actor, can } from "@/lib/access/permissions"
import { db, isUuid } from "@/lib/platform/db/client"
import { inFrenchOrder } from "@/lib/platform/text/french-order"

/** The applications, for a manager: who enters them, and what waits for them. */
export async function applicationsForManagers(actor: Actor) {
  if (!can(actor, "application.manage")) return []
  return db.$queryRaw<ApplicationLine[]>`
    SELECT a.id, a.name, a.purpose, a.state::text, a.event_failures AS "failures",
           (SELECT max(last_at) FROM application_person p WHERE p.application_id = a.id) AS "lastAt",
           (SELECT count(DISTINCT account_id)::int FROM application_person p WHERE p.application_id = a.id) AS people,
           (SELECT count(*)::int FROM event_delivery e WHERE e.application_id = a.id AND answered_at IS NULL AND dead_at IS NULL) AS waiting,
           (SELECT count(*)::int FROM event_delivery e WHERE e.application_id = a.id AND dead_at IS NOT NULL) AS dead
      FROM application a ORDER BY a.created_at, a.id`
}
export type ApplicationLine = {
  id: string
  name: string
  purpose: string
  state: "active" | "suspended"
  failures: number
  lastAt: Date | null
  people: number
  waiting: number
  dead: number
}

/** One application with its secrets and its last deliveries; null for anyone but a manager. */
export async function applicationOf(actor: Actor, id: string) {
  if (!can(actor, "application.manage") || !isUuid(id)) return null
  return db.application.findUnique({
    where: { id },
    include: {
      creator: { select: { firstName: true, lastName: true } },
      asker: { select: { id: true, firstName: true, lastName: true } },
      granter: { select: { firstName: true, lastName: true } },
      secrets: { orderBy: [{ createdAt: "asc" }, { id: "asc" }], select: { id: true, createdAt: true } },
      events: {
        orderBy: { id: "desc" },
        take: 50,
        select: {
          id: true,
          kind: true,
          happenedAt: true,
          tries: true,
          answeredAt: true,
          deadAt: true,
          error: true,
          account: { select: { id: true, firstName: true, lastName: true } },
        },
      },
    },
  })
}
export type ApplicationSheet = NonNullable<Awaited<ReturnType<typeof applicationOf>>>
export type Delivery = ApplicationSheet["events"][number]

/** The other applications, of which a new one may be the sibling. */
export async function possibleSiblings(actor: Actor): Promise<{ id: string; name: string }[]> {
  if (!can(actor, "application.manage")) return []
  const found = await db.application.findMany({ orderBy: { id: "asc" }, select: { id: true, name: true } })
  return inFrenchOrder(found, ({ name }) => name)
}
