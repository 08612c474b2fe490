/** What applicants do about their own requests: ask, remind, withdraw. */
import "server-only"
import type { ActorContext, Context } from "@/lib/access/context"
import { holdById } from "@/lib/access/locks"
import { can } from "@/lib/access/permissions"
import { managersToTell } from "@/lib/identity/managers/queries"
import { joinIfInvited } from "@/lib/membership/joining/operations"
import { type Decider, decidersOf } from "@/lib/membership/referents/queries"
import { openStructure } from "@/lib/membership/successions/operations"
import { alreadyDecided, move } from "@/lib/membership/transitions/operations"
import { db, isUniqueViolation, type Tx, transaction } from "@/lib/platform/db/client"
import type { AffiliationOrigin } from "@/lib/platform/generated/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { record, refuseAsUnknown } from "@/lib/trace/journal/operations"
import type { Catalogue } from "@/lib/trace/messages/catalogue"
import { queueMessage, queueMessages } from "@/lib/trace/messages/operations"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { mayRemind } from "@/lib/vocabulary/affiliations/rules"
import type { Need } from "@/lib/vocabulary/profils/rules"
import { parseSiret, structureRef } from "@/lib/vocabulary/structures/rules"

type NewRequest = { accountId: string; structureId: string; origin: AffiliationOrigin; need: Need | null }

export type OpeningRefusal = "structure-closed" | "account-closed" | "already-attached" | "invited-under-control"

/** `isInvited`: an invitation waited for this person, who is attached already. */
export type Opened = { affiliationId: string; isInvited: boolean }

/**
 * Opens a pending affiliation and tells those who decide; someone whom an invitation awaits there joins at once. Works in the caller's
 * transaction: a second open request for the same structure makes the transaction fail on the unique index. When the structure has closed
 * since it was chosen, the request goes to the structure that replaces it; when none does, nothing is opened. Nothing is opened either for an
 * account disabled at this moment.
 */
export async function openRequest(tx: Tx, context: Context, asked: NewRequest): Promise<Result<Opened, OpeningRefusal>> {
  // The account and the structure are held: someone who closes one of them waits, then finds this request.
  await holdById(tx, "account", asked.accountId, "read")
  const account = { id: asked.accountId, disabledAt: null, erasedAt: null }
  if ((await tx.account.count({ where: account })) === 0) return refuse("account-closed")
  const structureId = await openStructure(tx, asked.structureId)
  if (!structureId) return refuse("structure-closed")
  const open = { accountId: asked.accountId, structureId, status: { in: ["pending" as const, "active" as const] } }
  if ((await tx.affiliation.count({ where: open })) > 0) return refuse("already-attached")
  const joined = await joinIfInvited(tx, context, { ...asked, structureIds: [asked.structureId, structureId] })
  if (joined === "under-control") return refuse("invited-under-control")
  if (joined) return ok({ affiliationId: joined.affiliationId, isInvited: true })
  return ok({ affiliationId: await announce(tx, context, { ...asked, structureId }), isInvited: false })
}

async function announce(tx: Tx, context: Context, request: NewRequest) {
  const affiliation = await tx.affiliation.create({ data: { ...request, requestedAt: context.now }, select: announced })
  const { account, structure } = affiliation
  const { toManagers, deciders } = await decidersOf(tx, request.structureId, context.now)
  // The others asked for one mail a day: lib/membership/follow-up writes it.
  const told = deciders.filter(({ pace }) => pace === "each")
  const isFirst = toManagers && (await tx.affiliation.count({ where: { structureId: request.structureId, status: "active" } })) === 0
  await tellDeciders(tx, context, told, { ...toDecide(affiliation), toManagers, isFirst, reminder: false })
  await tx.notice.createMany({
    data: told.map(({ accountId }) => ({ affiliationId: affiliation.id, accountId, kind: "asked", sentAt: context.now })),
  })
  await queueMessage(tx, context.now, { email: account.email, accountId: account.id }, "request-received", {
    ...structureRef(structure),
    firstName: account.firstName,
    decidedByManagers: toManagers,
  })
  await record(tx, context, {
    action: "affiliation.request",
    actorId: request.accountId,
    structureId: request.structureId,
    targetId: affiliation.id,
    changes: { origin: request.origin, need: request.need },
  })
  return affiliation.id
}

/** Each reads in which quality they answer: as référent, as manager, or in the place of someone. */
async function tellDeciders(tx: Tx, { now }: Context, deciders: Decider[], request: Omit<Catalogue["request-to-decide"], "standsInFor">) {
  for (const { standsInFor, ...decider } of deciders) await queueMessage(tx, now, decider, "request-to-decide", { ...request, standsInFor })
}

/** What those who decide are told of a request. */
const announced = {
  id: true,
  need: true,
  account: { select: { id: true, email: true, firstName: true, lastName: true, jobTitle: true } },
  structure: { select: { raisonSociale: true, siret: true } },
} as const

type Announced = {
  id: string
  need: Need | null
  account: { firstName: string; lastName: string; jobTitle: string | null }
  structure: { raisonSociale: string; siret: string }
}

function toDecide({ id, need, account, structure }: Announced) {
  return { ...structureRef(structure), affiliationId: id, applicant: formatName(account), jobTitle: account.jobTitle, need }
}

type Asked = { siret: string; q?: string | undefined; need?: Need | null | undefined }

/** Someone signed in asks for a further structure: the one chosen, or (without JavaScript) the SIRET typed as `q`. */
export async function requestAffiliation(
  context: ActorContext,
  { siret, q = "", need = null }: Asked,
): Promise<Result<Opened, "managers-do-not-ask" | "structure-unknown" | OpeningRefusal>> {
  const { actor } = context
  if (!can(actor, "affiliation.request")) return refuse("managers-do-not-ask")
  const structure = await db.structure.findUnique({ where: { siret: parseSiret(siret || q) ?? "" }, select: { id: true, state: true } })
  if (!structure) return refuse("structure-unknown")
  if (structure.state === "closed") return refuse("structure-closed")
  const asked = { accountId: actor.accountId, structureId: structure.id, origin: "request" as const, need }
  try {
    return await transaction((tx) => openRequest(tx, context, asked))
  } catch (error) {
    if (isUniqueViolation(error)) return refuse("already-attached")
    throw error
  }
}

type OwnRequestRefusal = "not-found" | "already-decided"

/** The applicant withdraws their own pending request. */
export function cancelRequest(
  context: ActorContext,
  { affiliationId }: { affiliationId: string },
): Promise<Result<undefined, OwnRequestRefusal>> {
  return transaction(async (tx) => {
    const own = { id: affiliationId, accountId: context.actor.accountId }
    const request = await tx.affiliation.findFirst({ where: own, select: { structureId: true } })
    if (!request) return refuseAsUnknown(tx, context, "affiliation.cancel", affiliationId)
    if (!(await move(tx, context, "cancel", affiliationId, { endedAt: context.now }))) return alreadyDecided(tx, affiliationId)
    await record(tx, context, { action: "affiliation.cancel", structureId: request.structureId, targetId: affiliationId })
    return ok()
  })
}

/** The applicant reminds those who decide, once per 48 hours. */
export function remindDeciders(
  context: ActorContext,
  { affiliationId }: { affiliationId: string },
): Promise<Result<undefined, OwnRequestRefusal | "too-soon">> {
  return transaction(async (tx) => {
    const request = await tx.affiliation.findFirst({
      where: { id: affiliationId, accountId: context.actor.accountId },
      select: { ...announced, structureId: true, status: true, requestedAt: true, lastReminderAt: true, escalatedAt: true },
    })
    if (!request) return refuseAsUnknown(tx, context, "affiliation.remind", affiliationId)
    const { id, structureId, status, lastReminderAt, escalatedAt } = request
    if (status !== "pending") return alreadyDecided(tx, id)
    const may = mayRemind(request, context.now)
    if (!may.ok) return may
    // Two clicks at once: the second one finds the time of reminder that the first one wrote.
    const unchanged = { id, status, lastReminderAt }
    const { count } = await tx.affiliation.updateMany({ where: unchanged, data: { lastReminderAt: context.now } })
    if (count === 0) return refuse("too-soon")
    await remind(tx, context, request, { structureId, isHandedOver: escalatedAt !== null })
    await record(tx, context, { action: "affiliation.remind", structureId, targetId: id })
    return ok()
  })
}

type Whose = { structureId: string; isHandedOver: boolean }

/** Once a request has been handed over, the managers may answer it too: they are reminded together with the référents. */
async function remind(tx: Tx, context: Context, request: Announced, { structureId, isHandedOver }: Whose) {
  const { now } = context
  const { toManagers, deciders } = await decidersOf(tx, structureId, now)
  const reminder = { ...toDecide(request), reminder: true }
  await tellDeciders(tx, context, deciders, { ...reminder, toManagers })
  if (isHandedOver && !toManagers)
    await queueMessages(tx, now, await managersToTell(tx), "request-to-decide", { ...reminder, toManagers: true, standsInFor: "" })
}
