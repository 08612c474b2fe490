import "server-only"
import { type Actor, can } from "@/lib/access/permissions"
import { managersToTell } from "@/lib/identity/managers/queries"
import { wishShape } from "@/lib/membership/referents/schema"
import { db, type Tx } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { inFrenchOrder } from "@/lib/platform/text/french-order"
import type { ReferentState } from "@/lib/vocabulary/affiliations/rules"

/** A référent who can answer: still attached, account enabled, mails not coming back. */
export const reachable = {
  status: "active",
  isReferent: true,
  account: { disabledAt: null, erasedAt: null, bouncedAt: null },
} as const

/** The same as a subquery: the reachable référents of a structure, their accounts as `a`. */
export function reachableReferents(structureId: Prisma.Sql) {
  return Prisma.sql`SELECT FROM affiliation r JOIN account a ON a.id = r.account_id
    WHERE r.structure_id = ${structureId} AND r.is_referent AND a.disabled_at IS NULL AND a.erased_at IS NULL AND a.bounced_at IS NULL`
}

/**
 * Whether an account decides for a structure at this moment, as SQL: a manager, or one of its référents, whose account is open. Mails that come
 * back take nothing away from what someone may do.
 */
export function deciderNow(accountId: Prisma.Sql, structureId: Prisma.Sql) {
  return Prisma.sql`EXISTS (SELECT FROM account d WHERE d.id = ${accountId} AND d.disabled_at IS NULL AND d.erased_at IS NULL
    AND (d.is_manager OR EXISTS (SELECT FROM affiliation r
      WHERE r.account_id = d.id AND r.structure_id = ${structureId} AND r.status = 'active' AND r.is_referent)))`
}

/** The same for one account and one structure. */
export async function decidesNow(tx: Tx, accountId: string, structureId: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ decides: boolean }[]>`
    SELECT ${deciderNow(Prisma.sql`${accountId}::uuid`, Prisma.sql`${structureId}::uuid`)} AS decides`
  return row?.decides ?? false
}

/** `pace`: how often they asked to be told of requests. */
export type Decider = { accountId: string; email: string; pace: "each" | "daily" }

/**
 * The people to tell of a structure's requests: its reachable référents who want to know; all its reachable référents when none of them
 * wants to; the managers when no référent can be reached. For use inside operations.
 */
export async function decidersOf(tx: Tx, structureId: string): Promise<{ toManagers: boolean; deciders: Decider[] }> {
  const referents = await tx.$queryRaw<Decider[]>`
    SELECT r.account_id AS "accountId", a.email, r.pace::text AS pace
      FROM referent_to_tell r JOIN account a ON a.id = r.account_id WHERE r.structure_id = ${structureId}::uuid ORDER BY a.id`
  if (referents.length > 0) return { toManagers: false, deciders: referents }
  const managers = await managersToTell(tx)
  return { toManagers: true, deciders: managers.map((manager) => ({ ...manager, pace: "each" as const })) }
}

/** Whether a structure has a référent, and one who can be reached, to answer requests. */
export async function referentState(structureId: string, tx: Tx = db): Promise<ReferentState> {
  if ((await tx.affiliation.count({ where: { structureId, ...reachable } })) > 0) return "reachable"
  return (await tx.affiliation.count({ where: { structureId, status: "active", isReferent: true } })) > 0 ? "unreachable" : "none"
}

/**
 * The requests whose applicant becomes référent when all are validated in this order: the first request of each structure where no
 * référent can be reached.
 */
export async function firstToBecomeReferent(actor: Actor, requests: { id: string; structureId: string }[]): Promise<string[]> {
  if (!can(actor, "referent.appoint")) return []
  const first = new Map<string, string>()
  for (const { id, structureId } of requests)
    if (!first.has(structureId) && (await referentState(structureId)) !== "reachable") first.set(structureId, id)
  return [...first.values()]
}

/** The structures that have other people, but would have no référent who can answer if this account left. For use inside operations. */
export async function structuresLeftWithoutReferent(tx: Tx, accountId: string) {
  const structures = await tx.structure.findMany({
    where: {
      affiliations: { some: { accountId, status: "active", isReferent: true } },
      AND: [
        { affiliations: { some: { status: "active", NOT: { accountId } } } },
        { affiliations: { none: { ...reachable, NOT: { accountId } } } },
      ],
    },
    select: { id: true, raisonSociale: true },
  })
  return inFrenchOrder(structures, ({ raisonSociale }) => raisonSociale)
}

/** The structures that have other people, and where only the actor is a référent who can answer. */
export function structuresHeldBy(actor: Actor) {
  return structuresLeftWithoutReferent(db, actor.accountId)
}

/** The actor's own request to change the référents of a structure, while it waits. */
export function ownPendingChange(actor: Actor, structureId: string) {
  return db.referentChange.findFirst({
    where: { structureId, accountId: actor.accountId, status: "pending" },
    select: { createdAt: true },
  })
}

/** All the changes of référent that wait, oldest first, with the person proposed; none for anyone but a manager. */
export async function pendingReferentChanges(actor: Actor) {
  if (!can(actor, "referent.appoint")) return []
  const changes = await db.referentChange.findMany({
    where: { status: "pending" },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: {
      id: true,
      proposed: true,
      message: true,
      createdAt: true,
      account: { select: { firstName: true, lastName: true, email: true } },
      structure: { select: { id: true, raisonSociale: true, siret: true } },
    },
  })
  const wishes = changes.map(({ proposed }) => wishShape.parse(proposed))
  const people = await db.affiliation.findMany({
    where: { id: { in: wishes.flatMap(({ affiliationId }) => affiliationId ?? []) } },
    select: { id: true, status: true, account: { select: { firstName: true, lastName: true, email: true } } },
  })
  return changes.map((change, index) => ({
    ...change,
    isLeaving: wishes[index]?.isLeaving === true,
    person: people.find(({ id }) => id === wishes[index]?.affiliationId) ?? null,
  }))
}
export type PendingReferentChange = Awaited<ReturnType<typeof pendingReferentChanges>>[number]
