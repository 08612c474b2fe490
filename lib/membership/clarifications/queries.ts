import "server-only"
import type { Actor } from "@/lib/access/permissions"
import { db } from "@/lib/platform/db/client"

const shown = { id: true, affiliationId: true, text: true, askedAt: true, answer: true, answeredAt: true } as const

/**
 * The questions asked about these requests and their answers, oldest first. The caller has already checked that the reader decides these
 * requests.
 */
export function clarificationsOf(affiliationIds: string[]) {
  if (affiliationIds.length === 0) return Promise.resolve([])
  return db.clarification.findMany({
    where: { affiliationId: { in: affiliationIds } },
    orderBy: [{ askedAt: "asc" }, { id: "asc" }],
    select: { ...shown, asker: { select: { firstName: true, lastName: true } } },
  })
}
export type AskedClarification = Awaited<ReturnType<typeof clarificationsOf>>[number]

/** The questions that wait for the actor's own answer. */
export function ownOpenQuestions(actor: Actor) {
  return db.clarification.findMany({
    where: { answeredAt: null, affiliation: { accountId: actor.accountId, status: "pending" } },
    orderBy: [{ askedAt: "asc" }, { id: "asc" }],
    select: {
      ...shown,
      asker: { select: { firstName: true, lastName: true } },
      affiliation: { select: { structure: { select: { raisonSociale: true } } } },
    },
  })
}
