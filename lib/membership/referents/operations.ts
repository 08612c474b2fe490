import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { hold, holdById } from "@/lib/access/locks"
import { can, inPlaceOfReferent, type Permission } from "@/lib/access/permissions"
import { managersToTell } from "@/lib/identity/managers/queries"
import { reachable, standInsOf } from "@/lib/membership/referents/queries"
import { type ReferentChangeInput, type Wish, wishShape } from "@/lib/membership/referents/schema"
import { type Tx, transaction } from "@/lib/platform/db/client"
import { type NoticePace, Prisma } from "@/lib/platform/generated/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import type { Action } from "@/lib/trace/journal/catalogue"
import { record, refuseAsUnknown, refuseStructureAsUnknown } from "@/lib/trace/journal/operations"
import { queueMessages } from "@/lib/trace/messages/operations"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { structureRef } from "@/lib/vocabulary/structures/rules"

/** The structure a gesture is about: given directly, or as the structure of an affiliation. */
type Thing = { structureId: string } | { affiliationId: string }

/**
 * The frame of a gesture on what belongs to a structure, for those whom the permission table lets act there (`permission`). One
 * transaction holds the structure, `exclusive` when its référents may change. If the actor may not act at this moment, whatever their
 * page still shows: "not found", and a journal row about the attempt. `asManager` is the same for what only managers do.
 */
export function asDecider<Value, Why extends string>(
  context: ActorContext,
  permission: Permission & Action,
  thing: Thing,
  how: "shared" | "exclusive",
  work: (tx: Tx, structureId: string) => Promise<Result<Value, Why>>,
  options?: { timeout: number },
): Promise<Result<Value, Why | "not-found">> {
  return transaction(async (tx) => {
    const structureId = await structureOf(tx, thing)
    const { actor } = context
    const isTheirs =
      structureId && can(actor, permission, structureId) && (await holdStructureToDecide(tx, context, structureId, how, permission))
    if (isTheirs) return work(tx, structureId)
    return "affiliationId" in thing
      ? refuseAsUnknown(tx, context, permission, thing.affiliationId)
      : refuseStructureAsUnknown(tx, context, permission, thing.structureId)
  }, options)
}

async function structureOf(tx: Tx, thing: Thing): Promise<string | null> {
  if ("structureId" in thing) return thing.structureId
  const affiliation = await tx.affiliation.findUnique({ where: { id: thing.affiliationId }, select: { structureId: true } })
  return affiliation?.structureId ?? null
}

/**
 * Holds a structure until the commit, and says whether this actor decides for it at that moment, as référent or, for what `permission` lets
 * them do, in the place of one. `exclusive` when the référents themselves may change: two référents who detach each other then wait for each
 * other.
 */
async function holdStructureToDecide(
  tx: Tx,
  { actor, now }: ActorContext,
  structureId: string,
  how: "shared" | "exclusive",
  permission?: Permission,
) {
  // The lock is NO KEY: rows that only refer to the structure (a message, an affiliation that ends) need not wait.
  if (how === "exclusive") await holdById(tx, "structure", structureId, "change")
  else await holdById(tx, "structure", structureId, "read")
  const enabled = { disabledAt: null, erasedAt: null }
  const { accountId } = actor
  if (actor.isManager) return (await tx.account.count({ where: { id: accountId, isManager: true, ...enabled } })) > 0
  const asReferent = { structureId, accountId, status: "active", isReferent: true, account: enabled } as const
  if ((await tx.affiliation.count({ where: asReferent })) > 0) return true
  if (!permission || !inPlaceOfReferent.has(permission)) return false
  return (await standInsOf(tx, [structureId], now)).some((standIn) => standIn.accountId === accountId)
}

/**
 * Holds, until the commit, the structures that this person decides for, always in the same order: two référents who leave at the same
 * time wait for each other.
 */
export async function holdStructuresLed(tx: Tx, accountId: string) {
  await hold(
    tx,
    "structure",
    Prisma.sql`id IN (SELECT structure_id FROM affiliation WHERE account_id = ${accountId}::uuid AND status = 'active' AND is_referent)`,
    "change",
  )
}

type ChangeRefusal = "not-found" | "already-asked" | "person-unknown"

/** A référent asks the managers to appoint someone attached, says that they leave, or both. One at a time for a structure. */
export function sendReferentChange(
  context: ActorContext,
  { structureId, ...wish }: ReferentChangeInput,
): Promise<Result<{ structureId: string }, ChangeRefusal>> {
  return asDecider(context, "referent-change.send", { structureId }, "exclusive", async (tx) => {
    if (await pendingChange(tx, context, structureId)) return refuse("already-asked")
    const proposed = wish.affiliationId
      ? await tx.affiliation.findFirst({
          where: { id: wish.affiliationId, structureId, status: "active", isReferent: false },
          select: { account: { select: { firstName: true, lastName: true } } },
        })
      : null
    if (wish.affiliationId && !proposed) return refuse("person-unknown")
    await ask(tx, context, structureId, wish)
    await tellManagers(tx, context, structureId, { proposed: proposed ? formatName(proposed.account) : null, isLeaving: wish.isLeaving })
    return ok({ structureId })
  })
}

/**
 * A référent announces that they leave a structure; the caller's transaction holds the structure. A change they had asked for before is
 * kept, and the departure is added to it. False when the departure was already announced.
 */
export async function announceDeparture(tx: Tx, context: ActorContext, structureId: string, message: string): Promise<boolean> {
  const pending = await pendingChange(tx, context, structureId)
  if (!pending) await ask(tx, context, structureId, { affiliationId: null, isLeaving: true, message })
  else {
    const wish = wishShape.parse(pending.proposed)
    await tx.referentChange.update({
      where: { id: pending.id },
      data: { proposed: { ...wish, isLeaving: true }, message: [pending.message, message].filter(Boolean).join("\n") || null },
    })
    await record(tx, context, { action: "referent-change.send", structureId, targetId: pending.id, changes: { isLeaving: true } })
    if (wish.isLeaving) return false
  }
  await tellManagers(tx, context, structureId, { proposed: null, isLeaving: true })
  return true
}

function pendingChange(tx: Tx, { actor }: ActorContext, structureId: string) {
  return tx.referentChange.findFirst({
    where: { structureId, accountId: actor.accountId, status: "pending" },
    select: { id: true, proposed: true, message: true },
  })
}

async function ask(tx: Tx, context: ActorContext, structureId: string, { affiliationId, isLeaving, message }: Wish & { message: string }) {
  const { id } = await tx.referentChange.create({
    data: {
      structureId,
      accountId: context.actor.accountId,
      proposed: { affiliationId, isLeaving },
      message: message || null,
      createdAt: context.now,
    },
    select: { id: true },
  })
  await record(tx, context, { action: "referent-change.send", structureId, targetId: id, changes: { affiliationId, isLeaving } })
}

async function tellManagers(tx: Tx, context: ActorContext, structureId: string, what: { proposed: string | null; isLeaving: boolean }) {
  const structure = await tx.structure.findUniqueOrThrow({ where: { id: structureId }, select: { raisonSociale: true, siret: true } })
  await queueMessages(tx, context.now, await managersToTell(tx), "referent-change-to-decide", {
    ...structureRef(structure),
    by: formatName(context.actor),
    ...what,
  })
}

/** Sets how often the actor is told of a structure's requests; "none" is allowed only while another référent is told. */
export function setPace(
  context: ActorContext,
  { structureId, pace }: { structureId: string; pace: NoticePace },
): Promise<Result<{ structureId: string }, "not-found" | "only-one-told">> {
  const { accountId } = context.actor
  return transaction(async (tx) => {
    if (context.actor.isManager || !(await holdStructureToDecide(tx, context, structureId, "exclusive")))
      return refuseStructureAsUnknown(tx, context, "referent.set-pace", structureId)
    const others = { structureId, ...reachable, noticePace: { not: "none" as const }, NOT: { accountId } }
    if (pace === "none" && (await tx.affiliation.count({ where: others })) === 0) return refuse("only-one-told")
    await tx.affiliation.updateMany({ where: { structureId, accountId, status: "active", isReferent: true }, data: { noticePace: pace } })
    await record(tx, context, { action: "referent.set-pace", structureId, targetId: accountId, changes: { pace } })
    return ok({ structureId })
  })
}
