import "server-only"
import { type Actor, can } from "@/lib/access/permissions"
import { db, type Tx } from "@/lib/platform/db/client"

const person = { select: { id: true, firstName: true, lastName: true, email: true } } as const

/** The proposals to make someone a manager that wait for a second person; an empty list for anyone but a manager. */
export async function pendingNominations(actor: Actor) {
  if (!can(actor, "account.manage")) return []
  return db.managerNomination.findMany({
    where: { status: "pending" },
    orderBy: { proposedAt: "asc" },
    select: { id: true, reason: true, proposedAt: true, proposedBy: true, account: person, proposer: person },
  })
}
export type PendingNomination = Awaited<ReturnType<typeof pendingNominations>>[number]

/** Every manager who can sign in: they receive the messages sent to the managers. For use inside operations. */
export async function managersToTell(tx: Tx): Promise<{ accountId: string; email: string }[]> {
  const managers = await tx.account.findMany({
    where: { isManager: true, disabledAt: null, erasedAt: null },
    select: { id: true, email: true },
  })
  return managers.map(({ id, email }) => ({ accountId: id, email }))
}
