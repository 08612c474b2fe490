import "server-only"
import { cache } from "react"
import { type Actor, can, decidedStructureIds, isDecider } from "@/lib/access/permissions"
import { reachable } from "@/lib/membership/referents/queries"
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
  /** The last question that was asked to the applicant. */
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
  /** In whose place they decided. */
  absentee: { select: { firstName: true, lastName: true } },
} as const

const oldestFirst = [{ requestedAt: "asc" }, { id: "asc" }] satisfies Prisma.AffiliationOrderByWithRelationInput[]

function forReferent(actor: Actor) {
  return { status: "pending", structureId: { in: decidedStructureIds(actor) }, NOT: { accountId: actor.accountId } } as const
}

/**
 * The requests that only managers may answer, or that they may answer too. The query starts from the pending requests, which are few:
 * starting from the structures with référents would read all of these structures, at each page a manager opens.
 */
export function managersRequests(now: Date) {
  return Prisma.sql`affiliation f WHERE f.status = 'pending'
    AND (f.escalated_at IS NOT NULL OR NOT EXISTS (SELECT FROM answering(${now}) w WHERE w.structure_id = f.structure_id))`
}

/** The requests waiting for this actor as référent, oldest first. */
export function requestsForReferent(actor: Actor) {
  return db.affiliation.findMany({
    where: forReferent(actor),
    orderBy: oldestFirst,
    select: waiting,
  })
}
export type WaitingRequest = Awaited<ReturnType<typeof requestsForReferent>>[number]

/** The requests for the managers, because no référent can be reached or because the request was handed over. Oldest first. */
export async function requestsForManagers(actor: Actor, now: Date) {
  if (!actor.isManager) return []
  return db.affiliation.findMany({
    where: { id: { in: await idsForManagers(now) } },
    orderBy: oldestFirst,
    select: waiting,
  })
}

/** The request that waits for this actor for longest; null when none does. */
export async function nextRequest(actor: Actor, now: Date): Promise<string | null> {
  if (actor.isManager) return (await idsForManagers(now, 1))[0] ?? null
  const next = await db.affiliation.findFirst({ where: forReferent(actor), orderBy: oldestFirst, select: { id: true } })
  return next?.id ?? null
}

/** The ids of the requests for the managers, oldest first; at most so many when it is said. */
async function idsForManagers(now: Date, most: number | null = null) {
  const rows = await db.$queryRaw<
    { id: string }[]
  >`SELECT f.id FROM ${managersRequests(now)} ORDER BY f.requested_at, f.id LIMIT ${most}::int`
  return rows.map(({ id }) => id)
}

type Count = { count: number; oldest: Date | null }

/** How many requests wait for this actor, and since when the first of them does; counted once per HTTP request. */
export const waitingFor = cache(async (actor: Actor): Promise<Count> => {
  if (actor.isManager) {
    const [row] = await db.$queryRaw<
      Count[]
    >`SELECT count(*)::int AS count, min(f.requested_at) AS oldest FROM ${managersRequests(new Date())}`
    return row ?? none
  }
  if (!isDecider(actor)) return none
  const { _count, _min } = await db.affiliation.aggregate({ where: forReferent(actor), _count: true, _min: { requestedAt: true } })
  return { count: _count, oldest: _min.requestedAt }
})
const none: Count = { count: 0, oldest: null }

/** One request as its decider sees it, decided or not; null when the actor may not decide it. */
export async function requestOf(actor: Actor, affiliationId: string) {
  const [request] = await requestsOf(actor, [affiliationId])
  return request ?? null
}

/** Whether an affiliation has this id: tells whether a page address is about someone else's affiliation or about none. */
export async function affiliationExists(affiliationId: string) {
  return (await db.affiliation.count({ where: { id: affiliationId } })) > 0
}

/** As `requestOf`, several at once, in the order of the ids. */
export async function requestsOf(actor: Actor, affiliationIds: string[]) {
  const ids = [...new Set(affiliationIds.filter(isUuid))].slice(0, mostAtOnce)
  if (ids.length === 0) return []
  const found = await db.affiliation.findMany({
    where: { id: { in: ids }, ...(actor.isManager ? {} : { structureId: { in: decidedStructureIds(actor) } }) },
    select: answered,
  })
  const theirs = found.filter(({ structureId }) => can(actor, "affiliation.decide", structureId))
  return ids.flatMap((id) => theirs.find((request) => request.id === id) ?? [])
}
export type DecidedRequest = Awaited<ReturnType<typeof requestsOf>>[number]

const recentDays = 14

/** The requests answered lately, by the actor or by others, in the structures where the actor is référent; latest first. */
export async function recentDecisions(actor: Actor, now: Date) {
  if (!isDecider(actor)) return []
  const since = new Date(now.getTime() - recentDays * 24 * 3_600_000)
  return db.affiliation.findMany({
    where: { structureId: { in: decidedStructureIds(actor) }, decidedAt: { gte: since }, decidedBy: { not: null } },
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
      suspendedProfil: true,
      isEmployeur: true,
      isPrestataire: true,
      structure,
    },
  })
}

/** The structures the actor works for, with the name that a message gives them. */
export async function ownStructureNames(actor: Actor) {
  const active = await db.affiliation.findMany({
    where: { accountId: actor.accountId, status: "active" },
    orderBy: { requestedAt: "desc" },
    select: { structure: { select: { id: true, raisonSociale: true, siret: true } } },
  })
  return active.map(({ structure: { id, raisonSociale, siret } }) => ({ id, name: `${raisonSociale} (${formatSiret(siret)})` }))
}

export type OwnAffiliation = Awaited<ReturnType<typeof ownAffiliations>>[number]
