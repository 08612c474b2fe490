import "server-only"
import type { ActorContext, Context } from "@/lib/access/context"
import { holdById } from "@/lib/access/locks"
import { can } from "@/lib/access/permissions"
import { managersToTell } from "@/lib/identity/managers/queries"
import { decidersOf } from "@/lib/membership/referents/queries"
import { db, isUniqueViolation, type Tx, transaction } from "@/lib/platform/db/client"
import type { AffiliationOrigin, Prisma } from "@/lib/platform/generated/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { formatInstant } from "@/lib/platform/time/dates"
import { record, refuseAsUnknown } from "@/lib/trace/journal/operations"
import { queueMessage, queueMessages } from "@/lib/trace/messages/operations"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { mayRemind, type Transition, transitions } from "@/lib/vocabulary/affiliations/rules"
import type { Need } from "@/lib/vocabulary/profils/rules"
import { parseSiret, structureRef } from "@/lib/vocabulary/structures/rules"

type NewRequest = { accountId: string; structureId: string; origin: AffiliationOrigin; need: Need | null }

export type OpeningRefusal = "structure-closed" | "account-closed" | "already-attached"

/**
 * Opens a pending affiliation and tells those who decide. Inside the caller's transaction, which a second open request
 * for the same structure makes fail on the unique index. A structure that closed since it was chosen hands over to the one
 * that replaces it; without one, nothing is opened. Nor for an account that was disabled at this instant.
 */
export async function openRequest(tx: Tx, context: Context, asked: NewRequest): Promise<Result<string, OpeningRefusal>> {
  // Both are held: whoever closes one of them waits, then finds this request.
  await holdById(tx, "account", asked.accountId, "read")
  const account = { id: asked.accountId, disabledAt: null, erasedAt: null }
  if ((await tx.account.count({ where: account })) === 0) return refuse("account-closed")
  const structureId = await openStructure(tx, asked.structureId)
  if (!structureId) return refuse("structure-closed")
  const open = { accountId: asked.accountId, structureId, status: { in: ["pending" as const, "active" as const] } }
  if ((await tx.affiliation.count({ where: open })) > 0) return refuse("already-attached")
  return ok(await announce(tx, context, { ...asked, structureId }))
}

/** The structure itself while it is open, else the open one it ends in; null when there is none. Only that one is held. */
async function openStructure(tx: Tx, structureId: string): Promise<string | null> {
  let id: string | null = structureId
  for (let hops = 0; id && hops < 10; hops += 1) {
    const structure: { state: string; successorId: string | null } | null = await tx.structure.findUnique({
      where: { id },
      select: { state: true, successorId: true },
    })
    if (structure?.state !== "active") {
      id = structure?.successorId ?? null
      continue
    }
    await holdById(tx, "structure", id, "read")
    const held: { state: string } | null = await tx.structure.findUnique({ where: { id }, select: { state: true } })
    // Closed while we waited for it: its own successor, then.
    if (held?.state === "active") return id
  }
  return null
}

async function announce(tx: Tx, context: Context, request: NewRequest) {
  const affiliation = await tx.affiliation.create({
    data: { ...request, requestedAt: context.now },
    select: announced,
  })
  const { toManagers, deciders } = await decidersOf(tx, request.structureId)
  // The others asked for one mail a day: lib/membership/follow-up writes it.
  const told = deciders.filter(({ pace }) => pace === "each")
  const isFirst = toManagers && (await tx.affiliation.count({ where: { structureId: request.structureId, status: "active" } })) === 0
  await queueMessages(tx, context.now, told, "request-to-decide", { ...toDecide(affiliation), toManagers, isFirst, reminder: false })
  await tx.notice.createMany({
    data: told.map(({ accountId }) => ({ affiliationId: affiliation.id, accountId, kind: "asked", sentAt: context.now })),
  })
  const { account, structure } = affiliation
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

/** Someone signed in asks for a further structure: the one chosen, or (without JavaScript) the SIRET typed as `q`. */
export async function requestAffiliation(
  context: ActorContext,
  { siret, q = "", need }: { siret: string; q?: string | undefined; need?: Need | null | undefined },
): Promise<Result<undefined, "managers-do-not-ask" | "structure-unknown" | OpeningRefusal>> {
  const { actor } = context
  if (!can(actor, "affiliation.request")) return refuse("managers-do-not-ask")
  const structure = await db.structure.findUnique({ where: { siret: parseSiret(siret || q) ?? "" }, select: { id: true, state: true } })
  if (!structure) return refuse("structure-unknown")
  if (structure.state === "closed") return refuse("structure-closed")
  try {
    const asked = { accountId: actor.accountId, structureId: structure.id, origin: "request" as const, need: need ?? null }
    const opened = await transaction((tx) => openRequest(tx, context, asked))
    return opened.ok ? ok() : opened
  } catch (error) {
    if (isUniqueViolation(error)) return refuse("already-attached")
    throw error
  }
}

/** The write that re-checks: false when the affiliation is no longer where the transition begins. */
export async function move(tx: Tx, transition: Transition, id: string, data: Prisma.AffiliationUncheckedUpdateManyInput) {
  const { from, to } = transitions[transition]
  const { count } = await tx.affiliation.updateMany({ where: { id, status: from }, data: { ...data, status: to } })
  return count === 1
}

/** Who was quicker, in words. */
export async function alreadyDecided(tx: Tx, affiliationId: string) {
  const { status, decider, decidedAt, endedAt } = await tx.affiliation.findUniqueOrThrow({
    where: { id: affiliationId },
    select: { status: true, decidedAt: true, endedAt: true, decider: { select: { firstName: true, lastName: true } } },
  })
  const when = decidedAt ?? endedAt
  const nobody = status === "expired" ? "le portail, faute de réponse," : "la personne elle-même"
  const by = decider ? formatName(decider) : nobody
  return refuse("already-decided", `${by}${when ? ` le ${formatInstant(when)}` : ""}`)
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
    if (!(await move(tx, "cancel", affiliationId, { endedAt: context.now }))) return alreadyDecided(tx, affiliationId)
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
    if (request.status !== "pending") return alreadyDecided(tx, affiliationId)
    const may = mayRemind(request, context.now)
    if (!may.ok) return may
    const { count } = await tx.affiliation.updateMany({
      where: { id: request.id, status: "pending", lastReminderAt: request.lastReminderAt },
      data: { lastReminderAt: context.now },
    })
    if (count === 0) return refuse("too-soon")
    const { toManagers, deciders } = await decidersOf(tx, request.structureId)
    const reminder = { ...toDecide(request), reminder: true }
    await queueMessages(tx, context.now, deciders, "request-to-decide", { ...reminder, toManagers })
    // Handed over: whoever may answer is reminded.
    if (request.escalatedAt && !toManagers)
      await queueMessages(tx, context.now, await managersToTell(tx), "request-to-decide", { ...reminder, toManagers: true })
    await record(tx, context, { action: "affiliation.remind", structureId: request.structureId, targetId: request.id })
    return ok()
  })
}
