import "server-only"
import type { Actor } from "@/lib/access/permissions"
import { db, type Tx } from "@/lib/platform/db"

/** A référent who can answer: still attached, account enabled. */
export const reachable = { status: "active", isReferent: true, account: { disabledAt: null, erasedAt: null } } as const

export type Decider = { accountId: string; email: string }

/** Those who decide for a structure: its reachable référents, else the managers. For use inside operations. */
export async function decidersOf(tx: Tx, structureId: string): Promise<{ toManagers: boolean; deciders: Decider[] }> {
  const referents = await tx.affiliation.findMany({
    where: { structureId, ...reachable },
    select: { account: { select: { id: true, email: true } } },
  })
  if (referents.length > 0) return { toManagers: false, deciders: referents.map(({ account }) => decider(account)) }
  return { toManagers: true, deciders: await managersToTell(tx) }
}

/** Every manager who can sign in. For use inside operations. */
export async function managersToTell(tx: Tx): Promise<Decider[]> {
  const managers = await tx.account.findMany({
    where: { isManager: true, disabledAt: null, erasedAt: null },
    select: { id: true, email: true },
  })
  return managers.map(decider)
}

/** Whether a structure has a référent, reachable or not: otherwise the next person validated becomes one. */
export async function hasReferent(structureId: string, tx: Tx = db) {
  return (await tx.affiliation.count({ where: { structureId, status: "active", isReferent: true } })) > 0
}

/** Whether a structure has a référent who can answer. */
export async function hasReachableReferent(structureId: string) {
  return (await db.affiliation.count({ where: { structureId, ...reachable } })) > 0
}

function decider({ id, email }: { id: string; email: string }) {
  return { accountId: id, email }
}

/**
 * Holds, until the commit, the structures that this person decides for: two référents leaving at once wait for each other,
 * always in the same order. For use inside operations.
 */
export async function holdStructuresLed(tx: Tx, accountId: string) {
  await tx.$queryRaw`
    SELECT 1 FROM structure
     WHERE id IN (SELECT structure_id FROM affiliation WHERE account_id = ${accountId}::uuid AND status = 'active' AND is_referent)
     ORDER BY id FOR UPDATE`
}

/** The structures whose other people would have no référent who can answer if this one left. For use inside operations. */
export function structuresLeftWithoutReferent(tx: Tx, accountId: string) {
  return tx.structure.findMany({
    where: {
      affiliations: { some: { accountId, status: "active", isReferent: true } },
      AND: [
        { affiliations: { some: { status: "active", NOT: { accountId } } } },
        { affiliations: { none: { ...reachable, NOT: { accountId } } } },
      ],
    },
    orderBy: { raisonSociale: "asc" },
    select: { id: true, raisonSociale: true },
  })
}

/** The structures whose only référent who can answer is the actor, and that have other people. */
export function structuresHeldBy(actor: Actor) {
  return structuresLeftWithoutReferent(db, actor.accountId)
}
