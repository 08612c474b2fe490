import "server-only"
import { type Actor, can, referentStructureIds } from "@/lib/access/permissions"
import { db, isUuid } from "@/lib/platform/db"

const waiting = {
  id: true,
  origin: true,
  need: true,
  status: true,
  requestedAt: true,
  account: { select: { id: true, firstName: true, lastName: true, email: true, jobTitle: true, phone: true } },
  structure: {
    select: { id: true, raisonSociale: true, sigle: true, siret: true, city: true, departement: true, types: true },
  },
} as const

/** The requests waiting for this actor as référent, oldest first. */
export function requestsForReferent(actor: Actor) {
  return db.affiliation.findMany({
    where: { status: "pending", structureId: { in: referentStructureIds(actor) }, NOT: { accountId: actor.accountId } },
    orderBy: [{ requestedAt: "asc" }, { id: "asc" }],
    select: waiting,
  })
}
export type WaitingRequest = Awaited<ReturnType<typeof requestsForReferent>>[number]

/** The requests nobody but the managers answers: no reachable référent, or handed over. Oldest first. */
export async function requestsForManagers(actor: Actor) {
  if (!actor.isManager) return []
  return db.affiliation.findMany({
    where: {
      status: "pending",
      OR: [
        { escalatedAt: { not: null } },
        { structure: { affiliations: { none: { status: "active", isReferent: true, account: { disabledAt: null, erasedAt: null } } } } },
      ],
    },
    orderBy: [{ requestedAt: "asc" }, { id: "asc" }],
    select: waiting,
  })
}

/** How many requests wait for this actor, for the navigation. */
export async function countWaiting(actor: Actor): Promise<number> {
  if (actor.isManager) return (await requestsForManagers(actor)).length
  const structureId = { in: referentStructureIds(actor) }
  return db.affiliation.count({ where: { status: "pending", structureId, NOT: { accountId: actor.accountId } } })
}

/** One request as its decider sees it, decided or not; null when it is not the actor's to decide. */
export async function requestOf(actor: Actor, affiliationId: string) {
  if (!isUuid(affiliationId)) return null
  const request = await db.affiliation.findFirst({
    where: { id: affiliationId, ...(actor.isManager ? {} : { structureId: { in: referentStructureIds(actor) } }) },
    select: {
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
    },
  })
  return request && can(actor, "affiliation.decide", request.structureId) ? request : null
}

/** The actor's own affiliations, open or not, newest first, with the référents' names of those that are active. */
export function ownAffiliations(actor: Actor) {
  return db.affiliation.findMany({
    where: { accountId: actor.accountId },
    orderBy: [{ requestedAt: "desc" }, { id: "asc" }],
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
      structure: {
        select: {
          id: true,
          raisonSociale: true,
          sigle: true,
          siret: true,
          city: true,
          departement: true,
          types: true,
          affiliations: {
            where: { status: "active", isReferent: true, account: { disabledAt: null, erasedAt: null } },
            select: { account: { select: { id: true, firstName: true, lastName: true } } },
          },
        },
      },
    },
  })
}
export type OwnAffiliation = Awaited<ReturnType<typeof ownAffiliations>>[number]
