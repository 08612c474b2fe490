import "server-only"
import { type Actor, can } from "@/lib/access/permissions"
import { managersToTell } from "@/lib/identity/managers/queries"
import { wishShape } from "@/lib/membership/referents/schema"
import { db, type Tx } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { inFrenchOrder } from "@/lib/platform/text/french-order"
import { formatName, nameInPlace } from "@/lib/vocabulary/accounts/rules"
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
 * Of them, those who can answer for a structure until the last day of something (`deadline`, a SQL date): not those who are away now and come back after
 * it. Nobody stands in for them there: it is for the managers to answer.
 */
export function referentsUntil(structureId: Prisma.Sql, deadline: Prisma.Sql, now: Date) {
  return Prisma.sql`${reachableReferents(structureId)} AND NOT ${awayUntil(Prisma.sql`r.account_id`, structureId, deadline, now)}`
}

/** Whether someone is away from a structure now, and comes back after the day `deadline` only, as SQL. */
export function awayUntil(accountId: Prisma.Sql, structureId: Prisma.Sql, deadline: Prisma.Sql, now: Date) {
  return Prisma.sql`EXISTS (SELECT FROM absent_at(${now}) b WHERE b.account_id = ${accountId} AND b.structure_id = ${structureId}
    AND b.ends_at >= ((${deadline}) + 1)::timestamp AT TIME ZONE 'Europe/Paris')`
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

/** `pace`: how often they asked to be told of requests. `standsInFor`: the référents in whose place they answer; "" for a référent. */
export type Decider = { accountId: string; email: string; pace: "each" | "daily"; standsInFor: string }

/**
 * The people to tell of a structure's requests: its référents who are there, can be reached and want to know, and whoever stands in for those
 * who are away; all of them when none wants to; the managers when there is nobody. For use inside operations.
 */
export async function decidersOf(tx: Tx, structureId: string, now: Date): Promise<{ toManagers: boolean; deciders: Decider[] }> {
  const deciders = await tx.$queryRaw<Decider[]>`
    SELECT w.account_id AS "accountId", a.email, w.pace::text AS pace, '' AS "standsInFor"
      FROM to_tell(${now}) w JOIN account a ON a.id = w.account_id WHERE w.structure_id = ${structureId}::uuid ORDER BY a.id`
  if (deciders.length === 0) {
    const managers = await managersToTell(tx)
    return { toManagers: true, deciders: managers.map((manager) => ({ ...manager, pace: "each" as const, standsInFor: "" })) }
  }
  const standIns = await standInsOf(tx, [structureId], now)
  const namesFor = (id: string) => standIns.filter(({ accountId }) => accountId === id).map(({ absent }) => formatName(absent))
  return { toManagers: false, deciders: deciders.map((decider) => ({ ...decider, standsInFor: namesFor(decider.accountId).join(", ") })) }
}

/**
 * The people to tell of what only référents may do in a structure (not its requests, which a stand-in answers too): those who can be reached and want
 * to know, all when none does, the managers when there is nobody.
 */
export async function referentsToTell(
  tx: Tx,
  structureId: string,
): Promise<{ toManagers: boolean; deciders: Omit<Decider, "standsInFor">[] }> {
  const referents = await tx.$queryRaw<Decider[]>`
    SELECT r.account_id AS "accountId", a.email, r.pace::text AS pace
      FROM referent_to_tell r JOIN account a ON a.id = r.account_id WHERE r.structure_id = ${structureId}::uuid ORDER BY a.id`
  if (referents.length > 0) return { toManagers: false, deciders: referents }
  const managers = await managersToTell(tx)
  return { toManagers: true, deciders: managers.map((manager) => ({ ...manager, pace: "each" as const })) }
}

type Named = { firstName: string; lastName: string }
/** Someone who stands in for a référent of a structure, until `until`. */
export type StandIn = { structureId: string; accountId: string; standIn: Named; absentId: string; absent: Named; until: Date }

/** Who stands in for whom in these structures at this moment, by the name of the absent. */
export async function standInsOf(tx: Tx, structureIds: readonly string[], now: Date): Promise<StandIn[]> {
  if (structureIds.length === 0) return []
  return tx.$queryRaw<StandIn[]>`
    SELECT i.structure_id AS "structureId", i.account_id AS "accountId", i.absent_id AS "absentId", i.ends_at AS until,
           json_build_object('firstName', s.first_name, 'lastName', s.last_name) AS "standIn",
           json_build_object('firstName', r.first_name, 'lastName', r.last_name) AS absent
      FROM standing_in(${now}) i JOIN account s ON s.id = i.account_id JOIN account r ON r.id = i.absent_id
     WHERE i.structure_id = ANY (${[...structureIds]}::uuid[]) ORDER BY r.name_folded, r.id`
}

/** Who answers the requests of these structures at this moment, in words: "Dominique FAURE", "Léa PETIT, en suppléance de Dominique FAURE". */
export async function answererNames(structureIds: readonly string[], now: Date): Promise<ReadonlyMap<string, string[]>> {
  if (structureIds.length === 0) return new Map()
  const ids = [...structureIds]
  const [rows, standIns] = await Promise.all([
    db.$queryRaw<(Named & { structureId: string; accountId: string })[]>`
      SELECT w.structure_id AS "structureId", w.account_id AS "accountId", a.first_name AS "firstName", a.last_name AS "lastName"
        FROM answering(${now}) w JOIN account a ON a.id = w.account_id
       WHERE w.structure_id = ANY (${ids}::uuid[]) ORDER BY a.name_folded, a.id`,
    standInsOf(db, ids, now),
  ])
  const names = rows.map(({ structureId, accountId, ...person }) => {
    const standIn = standIns.find((one) => one.structureId === structureId && one.accountId === accountId)
    return [structureId, nameInPlace(person, standIn?.absent ?? null)] as const
  })
  return new Map(ids.map((id) => [id, names.flatMap(([structureId, name]) => (structureId === id ? [name] : []))]))
}

/** In whose place the actor answers at this moment, and until when. */
export async function standsInNow(actor: Actor, now: Date): Promise<StandIn[]> {
  const theirs = actor.affiliations.filter(({ isStandIn }) => isStandIn).map(({ structureId }) => structureId)
  return (await standInsOf(db, theirs, now)).filter(({ accountId }) => accountId === actor.accountId)
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
