/** "Les droits au …": who could do what in a structure at a past instant. */
import "server-only"
import { type Actor, can } from "@/lib/access/permissions"
import { endings, type RightsRow, rewind, rightsActions } from "@/lib/membership/rights-history/rules"
import { db, isUuid, transaction } from "@/lib/platform/db/client"
import { heldShape, rightsChangeShape } from "@/lib/vocabulary/profils/schema"
import { heldOf } from "@/lib/vocabulary/transfers/rules"

/** Who held what in a structure at an instant less than twelve months ago, by name; null for anyone but a manager. */
export async function rightsOn(actor: Actor, structureId: string, instant: Date) {
  return can(actor, "journal.read") && isUuid(structureId) ? rightsAt(structureId, instant) : null
}

/** The same, for a caller that has checked who may read it. */
export async function rightsAt(structureId: string, instant: Date) {
  // Both reads use one snapshot: a change made between them would be undone by `rewind`, although the first read did not see it.
  const { active, rows } = await transaction(
    async (tx) => ({
      active: await tx.affiliation.findMany({
        where: { structureId, status: "active" },
        select: { id: true, isReferent: true, rafaelProfil: true, isEmployeur: true, isPrestataire: true },
      }),
      rows: await tx.journal.findMany({
        where: { structureId, at: { gt: instant }, outcome: "done", action: { in: [...rightsActions] }, targetId: { not: null } },
        orderBy: { id: "desc" },
        select: { action: true, targetId: true, changes: true },
      }),
    }),
    { isolationLevel: "RepeatableRead" },
  )
  const then = rewind(new Map(active.map(({ id, ...held }) => [id, heldOf(held)])), rows.flatMap(asRightsRow))
  const affiliations = await db.affiliation.findMany({
    where: { id: { in: [...then.keys()] } },
    orderBy: [{ personOrder: "asc" }, { id: "asc" }],
    select: { id: true, account: { select: { id: true, firstName: true, lastName: true, email: true, phone: true, disabledAt: true } } },
  })
  const wereClosed = await closedAccounts(
    affiliations.map(({ account }) => account),
    instant,
  )
  return affiliations.flatMap(({ id, account }) => {
    const held = then.get(id)
    return held ? [{ affiliationId: id, account, held, isDisabled: wereClosed.has(account.id) }] : []
  })
}
const changing = new Set(["affiliation.join", "profils.set"])

function asRightsRow({ action, targetId, changes }: { action: string; targetId: string | null; changes: unknown }): RightsRow[] {
  if (!targetId) return []
  if (endings.has(action)) return [{ action, targetId, before: heldShape.parse(changes) }]
  return [{ action, targetId, before: changing.has(action) ? rightsChangeShape.parse(changes).before : null }]
}

export type PastRights = Awaited<ReturnType<typeof rightsAt>>[number]

/** The accounts that were disabled at that instant: their rights had no effect then. */
async function closedAccounts(accounts: { id: string; disabledAt: Date | null }[], instant: Date) {
  const later = await db.journal.findMany({
    where: {
      targetId: { in: accounts.map(({ id }) => id) },
      action: { in: ["account.disable", "account.enable"] },
      outcome: "done",
      at: { gt: instant },
    },
    orderBy: { id: "asc" },
    select: { targetId: true, action: true },
  })
  // The first change after the instant tells the state before that change.
  const first = new Map<string, string>()
  for (const { targetId, action } of later) if (targetId && !first.has(targetId)) first.set(targetId, action)
  const wasDisabled = ({ id, disabledAt }: { id: string; disabledAt: Date | null }) =>
    first.has(id) ? first.get(id) === "account.enable" : disabledAt !== null
  return new Set(accounts.filter(wasDisabled).map(({ id }) => id))
}
