import "server-only"
import type { ActorContext, Context } from "@/lib/access/context"
import { can } from "@/lib/access/permissions"
import { formatName } from "@/lib/accounts/rules"
import { becomesReferent, mayDecide, mayGrant, mayRemind, type Transition, transitions } from "@/lib/affiliations/rules"
import type { Validation } from "@/lib/affiliations/schema"
import { record } from "@/lib/journal/operations"
import { queueMessage, queueMessages } from "@/lib/notifications/operations"
import { formatInstant } from "@/lib/platform/dates"
import { db, isUniqueViolation, type Tx } from "@/lib/platform/db"
import type { AffiliationOrigin, Prisma } from "@/lib/platform/generated/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { type Need, profilNames } from "@/lib/profils/rules"
import { decidersOf, hasReferent } from "@/lib/referents/queries"
import { parseSiret } from "@/lib/structures/rules"

type NewRequest = { accountId: string; structureId: string; origin: AffiliationOrigin; need: Need | null }

/**
 * Opens a pending affiliation and tells those who decide. Inside the caller's transaction, which a second open request
 * for the same structure makes fail on the unique index.
 */
export async function openRequest(tx: Tx, context: Context, request: NewRequest) {
  const affiliation = await tx.affiliation.create({
    data: { ...request, requestedAt: context.now },
    select: announced,
  })
  const { toManagers, deciders } = await decidersOf(tx, request.structureId)
  await queueMessages(tx, context.now, deciders, "request-to-decide", { ...toDecide(affiliation), toManagers, reminder: false })
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

function structureRef(structure: { raisonSociale: string; siret: string }) {
  return { structureName: structure.raisonSociale, siret: structure.siret }
}

/** Someone signed in asks for a further structure: the one chosen, or (without JavaScript) the SIRET typed as `q`. */
export async function requestAffiliation(
  context: ActorContext,
  { siret, q = "", need }: { siret: string; q?: string | undefined; need?: Need | null | undefined },
): Promise<Result<undefined, "not-found" | "structure-unknown" | "structure-closed" | "already-attached">> {
  const { actor } = context
  if (!can(actor, "affiliation.request")) return refuse("not-found")
  const structure = await db.structure.findUnique({ where: { siret: parseSiret(siret || q) ?? "" }, select: { id: true, state: true } })
  if (!structure) return refuse("structure-unknown")
  if (structure.state === "closed") return refuse("structure-closed")
  try {
    await db.$transaction((tx) =>
      openRequest(tx, context, { accountId: actor.accountId, structureId: structure.id, origin: "request", need: need ?? null }),
    )
    return ok()
  } catch (error) {
    if (isUniqueViolation(error)) return refuse("already-attached")
    throw error
  }
}

type DecisionRefusal = "not-found" | "own-request" | "already-decided"

/** Validates a request and grants its profils in one gesture; of two deciders at once, one wins. */
export function validateRequest(
  context: ActorContext,
  { affiliationId, rafaelProfil, isEmployeur, isPrestataire, ...asked }: Validation,
): Promise<Result<{ affiliationId: string }, DecisionRefusal | "profil-not-open" | "structure-closed">> {
  const rights = { rafaelProfil, isEmployeur, isPrestataire }
  return db.$transaction(async (tx) => {
    const found = await requestToDecide(tx, context, affiliationId)
    if (!found.ok) return found
    const request = found.value
    // Held until the commit: the types on which the rights depend cannot change meanwhile.
    await tx.$queryRaw`SELECT 1 FROM structure WHERE id = ${request.structureId}::uuid FOR SHARE`
    const { types, state } = await tx.structure.findUniqueOrThrow({
      where: { id: request.structureId },
      select: { types: true, state: true },
    })
    if (state === "closed") return refuse("structure-closed")
    const granted = mayGrant(rights, types)
    if (!granted.ok) return granted
    const isReferent = becomesReferent(context.actor, asked.becomesReferent, await hasReferent(request.structureId, tx))
    const decision = { decidedAt: context.now, decidedBy: context.actor.accountId }
    if (!(await move(tx, "validate", request.id, { ...decision, isReferent, ...rights }))) return alreadyDecided(tx, request.id)
    const { account, structure } = request
    await queueMessage(tx, context.now, { email: account.email, accountId: account.id }, "request-accepted", {
      ...structureRef(structure),
      firstName: account.firstName,
      by: formatName(context.actor),
      profils: profilNames(rights),
      becomesReferent: isReferent,
    })
    await record(tx, context, {
      action: "affiliation.validate",
      structureId: request.structureId,
      targetId: request.id,
      changes: { ...rights, isReferent },
    })
    return ok({ affiliationId: request.id })
  })
}

/** Refuses a request, with the reason the applicant will read. */
export function refuseRequest(
  context: ActorContext,
  { affiliationId, reason }: { affiliationId: string; reason: string },
): Promise<Result<{ affiliationId: string }, DecisionRefusal>> {
  return db.$transaction(async (tx) => {
    const found = await requestToDecide(tx, context, affiliationId)
    if (!found.ok) return found
    const request = found.value
    const decision = { decidedAt: context.now, decidedBy: context.actor.accountId, reason }
    if (!(await move(tx, "refuse", request.id, decision))) return alreadyDecided(tx, request.id)
    const { account, structure } = request
    await queueMessage(tx, context.now, { email: account.email, accountId: account.id }, "request-refused", {
      ...structureRef(structure),
      firstName: account.firstName,
      by: formatName(context.actor),
      reason,
    })
    await record(tx, context, { action: "affiliation.refuse", structureId: request.structureId, targetId: request.id, reason })
    return ok({ affiliationId: request.id })
  })
}

/**
 * The request, if this actor may decide it at this instant: a référent detached a moment ago is no longer one, whatever
 * their page still shows.
 */
async function requestToDecide(tx: Tx, context: ActorContext, affiliationId: string) {
  const { actor } = context
  const decides = { some: { accountId: actor.accountId, status: "active", isReferent: true } } as const
  const request = await tx.affiliation.findFirst({
    where: { id: affiliationId, ...(actor.isManager ? {} : { structure: { affiliations: decides } }) },
    select: { ...announced, accountId: true, structureId: true, status: true },
  })
  const decision = request ? mayDecide(actor, request) : refuse("not-found")
  if (decision.ok) return decision
  if (decision.why === "already-decided") return alreadyDecided(tx, affiliationId)
  if (decision.why === "not-found") return notTheirs(tx, context, "affiliation.decide", affiliationId)
  await record(tx, context, { action: "affiliation.decide", outcome: "refused", targetId: affiliationId, reason: decision.why })
  return decision
}

/** Someone else's request does not exist for this actor, but the attempt leaves a trace. */
async function notTheirs(tx: Tx, context: ActorContext, action: string, affiliationId: string) {
  const target = await tx.affiliation.findUnique({ where: { id: affiliationId }, select: { structureId: true } })
  await record(tx, context, {
    action,
    outcome: "refused",
    structureId: target?.structureId ?? null,
    targetId: affiliationId,
    reason: "not-found",
  })
  return refuse("not-found")
}

/** The write that re-checks: false when the affiliation is no longer where the transition begins. */
async function move(tx: Tx, transition: Transition, id: string, data: Prisma.AffiliationUncheckedUpdateManyInput) {
  const { from, to } = transitions[transition]
  const { count } = await tx.affiliation.updateMany({ where: { id, status: from }, data: { ...data, status: to } })
  return count === 1
}

async function alreadyDecided(tx: Tx, affiliationId: string) {
  const { decider, decidedAt, endedAt } = await tx.affiliation.findUniqueOrThrow({
    where: { id: affiliationId },
    select: { decidedAt: true, endedAt: true, decider: { select: { firstName: true, lastName: true } } },
  })
  const when = decidedAt ?? endedAt
  const by = decider ? formatName(decider) : "la personne elle-même"
  return refuse("already-decided", `${by}${when ? ` le ${formatInstant(when)}` : ""}`)
}

type OwnRequestRefusal = "not-found" | "already-decided"

/** The applicant withdraws their own pending request. */
export function cancelRequest(
  context: ActorContext,
  { affiliationId }: { affiliationId: string },
): Promise<Result<undefined, OwnRequestRefusal>> {
  return db.$transaction(async (tx) => {
    const own = { id: affiliationId, accountId: context.actor.accountId }
    const request = await tx.affiliation.findFirst({ where: own, select: { structureId: true } })
    if (!request) return notTheirs(tx, context, "affiliation.cancel", affiliationId)
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
  return db.$transaction(async (tx) => {
    const request = await tx.affiliation.findFirst({
      where: { id: affiliationId, accountId: context.actor.accountId },
      select: { ...announced, structureId: true, status: true, requestedAt: true, lastReminderAt: true },
    })
    if (!request) return notTheirs(tx, context, "affiliation.remind", affiliationId)
    if (request.status !== "pending") return alreadyDecided(tx, affiliationId)
    const may = mayRemind(request, context.now)
    if (!may.ok) return may
    const { count } = await tx.affiliation.updateMany({
      where: { id: request.id, status: "pending", lastReminderAt: request.lastReminderAt },
      data: { lastReminderAt: context.now },
    })
    if (count === 0) return refuse("too-soon")
    const { toManagers, deciders } = await decidersOf(tx, request.structureId)
    await queueMessages(tx, context.now, deciders, "request-to-decide", { ...toDecide(request), toManagers, reminder: true })
    await record(tx, context, { action: "affiliation.remind", structureId: request.structureId, targetId: request.id })
    return ok()
  })
}
