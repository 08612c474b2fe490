import "server-only"
import { type Actor, can } from "@/lib/access/permissions"
import { db } from "@/lib/platform/db/client"

const person = { select: { id: true, firstName: true, lastName: true, email: true } } as const

/** The proposals of managers that wait for a second person; none for anyone but a manager. */
export async function pendingNominations(actor: Actor) {
  if (!can(actor, "account.manage")) return []
  return db.managerNomination.findMany({
    where: { status: "pending" },
    orderBy: { proposedAt: "asc" },
    select: { id: true, reason: true, proposedAt: true, proposedBy: true, account: person, proposer: person },
  })
}
export type PendingNomination = Awaited<ReturnType<typeof pendingNominations>>[number]
