import "server-only"
import { cache } from "react"
import { type Actor, can, isReferent, referentStructureIds } from "@/lib/access/permissions"
import { reachable, reachableReferents } from "@/lib/membership/referents/queries"
import { db, isUuid } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { mostAtOnce } from "@/lib/vocabulary/affiliations/rules"
import { formatSiret } from "@/lib/vocabulary/structures/rules"

/** The structure of a request or an affiliation, with the référents who can answer for it. */
const structure = {
  select: {
    id: true,
    raisonSociale: true,
    sigle: true,
    siret: true,
    city: true,
    departement: true,
    address: true,
    postcode: true,
    types: true,
    affiliations: { where: reachable, select: { account: { select: { id: true, firstName: true, lastName: true } } } },
  },
} as const

const waiting = {
  id: true,
  origin: true,
  need: true,
  status: true,
  requestedAt: true,
  escalatedAt: true,
  account: { select: { id: true, firstName: true, lastName: true, email: true, jobTitle: true, phone: true } },
  /** The last thing that was asked of the applicant. */
  clarifications: { orderBy: { askedAt: "desc" }, take: 1, select: { answeredAt: true } },
  structure,
} as const satisfies Prisma.AffiliationSelect

/** A request once it is answered: what was decided, and by whom. */
const answered = {
  ...waiting,
  accountId: true,
  structureId: true,
  reason: true,
  decidedAt: true,
  rafaelProfil: true,
  isEmployeur: true,
  isPrestataire: true,
  isReferent: true,
  decider: { select: { firstName: true, lastName: true } },
} as const

function forReferent(actor: Actor) {
  return { status: "pending", structureId: { in: referentStructureIds(actor) }, NOT: { accountId: actor.accountId } } as const
}

/**
 * The requests only managers answer, or may answer too. Asked of those that wait, which are few: beginning with the structures
 * that have référents costs all of them, at each page a manager opens.
 */
const forManagers = Prisma.sql`affiliation f WHERE f.status = 'pending'
  AND (f.escalated_at IS NOT NULL OR NOT EXISTS (${reachableReferents(Prisma.sql`f.structure_id`)}))`

/** The requests waiting for this actor as référent, oldest first. */
export function requestsForReferent(actor: Actor) {
  return db.affiliation.findMany({
    where: forReferent(actor),
    orderBy: [{ requestedAt: "asc" }, { id: "asc" }],
    select: waiting,
  })
}
export type WaitingRequest = Awaited<ReturnType<typeof requestsForReferent>>[number]

/** The requests nobody but the managers answers: no reachable référent, or handed over. Oldest first. */
export async function requestsForManagers(actor: Actor) {
  const ids = (await waitingForManagers(actor)).map(({ id }) => id)
  return db.affiliation.findMany({
    where: { id: { in: ids } },
    orderBy: [{ requestedAt: "asc" }, { id: "asc" }],
    select: waiting,
  })
}

/** The same, as much as it takes to count them: since when they wait, and whether they were handed over. */
export async function waitingForManagers(actor: Actor) {
  if (!actor.isManager) return []
  return db.$queryRaw<{ id: string; requestedAt: Date; isHandedOver: boolean }[]>`
    SELECT f.id, f.requested_at AS "requestedAt", f.escalated_at IS NOT NULL AS "isHandedOver" FROM ${forManagers} ORDER BY f.requested_at, f.id`
}

/** How many requests wait for this actor, for the navigation and the home page; counted once per request. */
export const waitingFor = cache(async (actor: Actor): Promise<number> => {
  if (actor.isManager) {
    const [row] = await db.$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM ${forManagers}`
    return row?.count ?? 0
  }
  if (!isReferent(actor)) return 0
  return db.affiliation.count({ where: forReferent(actor) })
})

/** One request as its decider sees it, decided or not; null when it is not the actor's to decide. */
export async function requestOf(actor: Actor, affiliationId: string) {
  const [request] = await requestsOf(actor, [affiliationId])
  return request ?? null
}

/** Whether an id is an affiliation's, for those who must know if an address was someone else's or none. */
export async function affiliationExists(affiliationId: string) {
  return (await db.affiliation.count({ where: { id: affiliationId } })) > 0
}

/** As `requestOf`, several at once, in the order of the ids. */
export async function requestsOf(actor: Actor, affiliationIds: string[]) {
  const ids = [...new Set(affiliationIds.filter(isUuid))].slice(0, mostAtOnce)
  if (ids.length === 0) return []
  const found = await db.affiliation.findMany({
    where: { id: { in: ids }, ...(actor.isManager ? {} : { structureId: { in: referentStructureIds(actor) } }) },
    select: answered,
  })
  const theirs = found.filter(({ structureId }) => can(actor, "affiliation.decide", structureId))
  return ids.flatMap((id) => theirs.find((request) => request.id === id) ?? [])
}
export type DecidedRequest = Awaited<ReturnType<typeof requestsOf>>[number]

const recentDays = 14

/** What was answered lately in the actor's structures as référent, by them or by others, the latest first. */
export async function recentDecisions(actor: Actor, now: Date) {
  if (!isReferent(actor)) return []
  const since = new Date(now.getTime() - recentDays * 24 * 3_600_000)
  return db.affiliation.findMany({
    where: { structureId: { in: referentStructureIds(actor) }, decidedAt: { gte: since }, decidedBy: { not: null } },
    orderBy: [{ decidedAt: "desc" }, { id: "asc" }],
    take: 10,
    select: { ...answered, decidedBy: true },
  })
}

/** The actor's own affiliations, open or not, newest first, with the référents' names of those that are active. */
export function ownAffiliations(actor: Actor) {
  return db.affiliation.findMany({
    relationLoadStrategy: "join",
    where: { accountId: actor.accountId },
    orderBy: [{ requestedAt: "desc" }, { id: "asc" }],
    take: 200,
    select: {
      id: true,
      status: true,
      origin: true,
      requestedAt: true,
      lastReminderAt: true,
      escalatedAt: true,
      decidedAt: true,
      reason: true,
      isReferent: true,
      rafaelProfil: true,
      isEmployeur: true,
      isPrestataire: true,
      structure,
    },
  })
}
/** The structures the actor works for, by the name a message would give them. */
export async function ownStructureNames(actor: Actor) {
  const active = await db.affiliation.findMany({
    where: { accountId: actor.accountId, status: "active" },
    orderBy: { requestedAt: "desc" },
    select: { structure: { select: { id: true, raisonSociale: true, siret: true } } },
  })
  return active.map(({ structure: { id, raisonSociale, siret } }) => ({ id, name: `${raisonSociale} (${formatSiret(siret)})` }))
}

export type OwnAffiliation = Awaited<ReturnType<typeof ownAffiliations>>[number]
