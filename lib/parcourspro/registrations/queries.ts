/** What people see of their own registrations on the programme. */
import "server-only"
import type { Actor } from "@/lib/access/permissions"
import { structuresWith } from "@/lib/parcourspro/rights/rules"
import { isLiving, living } from "@/lib/parcourspro/states/rules"
import { membershipOn, yearOfPerson, yearRules } from "@/lib/parcourspro/year-rules/queries"
import { mayAsk, yearOf } from "@/lib/parcourspro/year-rules/rules"
import { db, isUuid } from "@/lib/platform/db/client"
import type { Prisma } from "@/lib/platform/generated/client"
import { inFrenchOrder } from "@/lib/platform/text/french-order"

const line = {
  id: true,
  status: true,
  rank: true,
  reason: true,
  requestedAt: true,
  stepAt: true,
  offeredUntil: true,
  needsAdaptation: true,
  expectations: true,
  satisfaction: { select: { score: true } },
  structure: { select: { id: true, raisonSociale: true } },
  session: {
    select: {
      id: true,
      startsAt: true,
      endsAt: true,
      closesAt: true,
      isRemote: true,
      place: true,
      postcode: true,
      city: true,
      event: { select: { id: true, title: true, kind: true, duration: true, price: true, provider: { select: { raisonSociale: true } } } },
    },
  },
} as const satisfies Prisma.RegistrationSelect
export type OwnLine = Prisma.RegistrationGetPayload<{ select: typeof line }>

/** The actor's own registrations: those that go on, the next first; then the others, the last first. */
export async function ownRegistrations({ accountId }: Actor): Promise<OwnLine[]> {
  const rows = await db.registration.findMany({
    where: { accountId },
    orderBy: [{ session: { startsAt: "asc" } }, { id: "asc" }],
    take: 300,
    select: line,
  })
  const [goingOn, over] = [rows.filter(({ status }) => isLiving(status)), rows.filter(({ status }) => !isLiving(status))]
  return [...goingOn, ...over.toReversed()]
}

/** One of the actor's own registrations; null for anyone else's. */
export function ownRegistration({ accountId }: Actor, registrationId: string) {
  if (!isUuid(registrationId)) return null
  return db.registration.findFirst({ where: { id: registrationId, accountId }, select: line })
}

/** The actor's living registrations whose half-days overlap those of a session. */
export async function overlapping({ accountId }: Actor, sessionId: string) {
  const halves = await db.halfDay.findMany({ where: { sessionId }, select: { startsAt: true, endsAt: true } })
  if (halves.length === 0) return []
  const rows = await db.registration.findMany({
    where: {
      accountId,
      status: { in: [...living] },
      sessionId: { not: sessionId },
      session: {
        halfDays: { some: { OR: halves.map(({ startsAt, endsAt }) => ({ startsAt: { lt: endsAt }, endsAt: { gt: startsAt } })) } },
      },
    },
    select: { session: { select: { startsAt: true, event: { select: { title: true } } } } },
  })
  return rows.map(({ session }) => session)
}

/**
 * For each of the actor's structures, why they may not ask for a session of this action in its name: null when they may. The operation asks
 * again.
 */
export async function refusalsFor(
  actor: Actor,
  event: { id: string; kind: Parameters<typeof mayAsk>[0]["kind"]; adherentsOnly: boolean },
  startsAt: Date,
  now: Date,
) {
  const year = yearOf(startsAt)
  const [own, rules] = await Promise.all([yearOfPerson(db, actor.accountId, year), yearRules(db, year)])
  const ids = structuresWith(actor, "register")
  const found = await db.structure.findMany({ where: { id: { in: ids } }, select: { id: true, raisonSociale: true, state: true } })
  const structures = inFrenchOrder(found, ({ raisonSociale }) => raisonSociale)
  return Promise.all(
    structures.map(async ({ state, ...structure }) => {
      const may = mayAsk(event, own, await membershipOn(db, structure.id, startsAt), rules, now)
      return {
        ...structure,
        refusal: state === "closed" ? ("structure-closed" as const) : may.ok ? null : may.why,
        detail: may.ok ? undefined : may.detail,
      }
    }),
  )
}

/** The actor's living request on an action; null without one. */
export function livingOn({ accountId }: Actor, eventId: string) {
  return db.registration.findFirst({
    where: { accountId, eventId, status: { in: [...living] } },
    select: { id: true, status: true, sessionId: true },
  })
}
