/** What prescribers do: prepare, submit, validate, send, return, withdraw (docs/rafael.md, the three levels). */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { hold } from "@/lib/access/locks"
import { isUniqueViolation, type Tx } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { issueCandidateLink } from "@/lib/rafael/candidate-links/operations"
import { candidateData, type KnownRefusal, rememberNotice } from "@/lib/rafael/candidates/operations"
import { missingToSubmit } from "@/lib/rafael/candidates/rules"
import { reasons } from "@/lib/rafael/codes/rules"
import type { FurtherWish, NewPreregistration, PreregistrationEdition, PreregistrationReason } from "@/lib/rafael/preregistrations/schema"
import { asMember, type MemberRefusal, type Own } from "@/lib/rafael/rights/operations"
import { levelOf, mayPrescribe, type PrescriberGesture, type Relation } from "@/lib/rafael/rights/rules"
import { closedFor, closingWords, isUnsent, openingOf, ordered, todayOf } from "@/lib/rafael/states/rules"
import { type Concerned, follow, holdPreregistrations, sessionRef, tellBody, tellCandidate } from "@/lib/rafael/steps/operations"
import { followersOf, holdersOf, validatorsOf } from "@/lib/rafael/told/queries"
import type { Action } from "@/lib/trace/journal/catalogue"
import { record } from "@/lib/trace/journal/operations"
import { queueMessage, queueMessages } from "@/lib/trace/messages/operations"
import { formatName } from "@/lib/vocabulary/accounts/rules"

type Done = { preregistrationId: string }
type Prepared = Result<Done, MemberRefusal | "closed" | "already-on" | KnownRefusal>

/** Prepares a pre-registration of someone the structure does not know yet, as a draft that its author follows. */
export async function preparePreregistration(
  context: ActorContext,
  { structureId, sessionId, ...dossier }: NewPreregistration,
): Promise<Prepared> {
  try {
    return await asMember(
      context,
      "preregistration.prepare",
      { action: "preregistration.created", targetId: sessionId },
      structureId,
      async (tx, own): Promise<Prepared> => {
        const closed = await closedSession(tx, context, sessionId)
        if (closed) return closed
        const { project, wishedStart, informed, ...candidate } = dossier
        const data = await candidateData(tx, structureId, candidate)
        if (!data.ok) return data
        const { id } = await tx.candidate.create({
          data: { ...data.value, structureId, createdAt: context.now, updatedAt: context.now },
          select: { id: true },
        })
        await record(tx, context, { action: "candidate.created", structureId, targetId: id })
        if (informed) await rememberNotice(tx, context, { id, structureId })
        return ok({ preregistrationId: await writeDraft(tx, context, own, { candidateId: id, sessionId, project, wishedStart }) })
      },
    )
  } catch (error) {
    if (isUniqueViolation(error)) return refuse("known-person", "à l’instant par un·e collègue")
    throw error
  }
}

/** A further wish of someone the structure knows: after the others, on another session. */
export async function addWish(context: ActorContext, { candidateId, sessionId, project, wishedStart }: FurtherWish): Promise<Prepared> {
  const structureOf = async (tx: Tx) =>
    (await tx.candidate.findFirst({ where: { id: candidateId, erasedAt: null }, select: { structureId: true } }))?.structureId ?? null
  try {
    return await asMember(
      context,
      "preregistration.prepare",
      { action: "preregistration.created", targetId: candidateId },
      structureOf,
      async (tx, own): Promise<Prepared> => {
        await hold(tx, "candidate", Prisma.sql`id = ${candidateId}::uuid`, "change")
        const closed = await closedSession(tx, context, sessionId)
        if (closed) return closed
        return ok({ preregistrationId: await writeDraft(tx, context, own, { candidateId, sessionId, project, wishedStart }) })
      },
    )
  } catch (error) {
    if (isUniqueViolation(error)) return refuse("already-on")
    throw error
  }
}

type Draft = { candidateId: string; sessionId: string; project: string; wishedStart: string | null }

async function writeDraft(tx: Tx, context: ActorContext, own: Own, { candidateId, sessionId, project, wishedStart }: Draft) {
  const { _max } = await tx.preregistration.aggregate({ where: { candidateId }, _max: { wish: true } })
  const { id } = await tx.preregistration.create({
    data: {
      candidateId,
      sessionId,
      ownerId: own.affiliationId,
      project,
      wishedStart: wishedStart ? new Date(`${wishedStart}T00:00:00Z`) : null,
      wish: Math.min((_max.wish ?? 0) + 1, 99),
      createdAt: context.now,
      stepAt: context.now,
      steps: { create: { at: context.now, status: "draft", side: "prescriber", accountId: context.actor.accountId } },
    },
    select: { id: true },
  })
  await record(tx, context, { action: "preregistration.created", structureId: own.structureId, targetId: id })
  return id
}

/** The refusal of a session that takes no pre-registration today; null when it does. */
async function closedSession(tx: Tx, { now }: ActorContext, sessionId: string) {
  const session = await tx.trainingSession.findUnique({
    where: { id: sessionId },
    select: {
      startsOn: true,
      places: true,
      taken: true,
      hasLateEntry: true,
      recruitment: true,
      registrationFrom: true,
      registrationUntil: true,
      cancelledAt: true,
      delivery: {
        select: {
          entryMode: true,
          isFunded: true,
          course: { select: { state: true, structure: { select: { state: true, types: true } } } },
        },
      },
    },
  })
  if (!session) return refuse("not-found")
  const why = closedFor(openingOf(session), todayOf(now))
  return why ? refuse("closed", closingWords[why]) : null
}

/** Changes what was prepared, while nothing has been sent. */
export async function editPreregistration(
  context: ActorContext,
  { preregistrationId, ...dossier }: PreregistrationEdition,
): Promise<Result<Done, FollowRefusal | KnownRefusal | "not-possible">> {
  try {
    return await asFollower(
      context,
      "edit",
      "preregistration.changed",
      preregistrationId,
      async (tx, { structureId }, one): Promise<Result<Done, KnownRefusal | "not-possible">> => {
        if (!isUnsent(one.status)) return refuse("not-possible")
        const { project, wishedStart, informed, ...candidate } = dossier
        const data = await candidateData(tx, structureId, candidate, one.candidateId)
        if (!data.ok) return data
        await tx.candidate.update({ where: { id: one.candidateId }, data: { ...data.value, updatedAt: context.now } })
        if (informed) await rememberNotice(tx, context, { id: one.candidateId, structureId })
        await tx.preregistration.update({
          where: { id: one.id },
          data: { project, wishedStart: wishedStart ? new Date(`${wishedStart}T00:00:00Z`) : null },
        })
        await record(tx, context, { action: "preregistration.changed", structureId, targetId: one.id })
        return ok({ preregistrationId })
      },
    )
  } catch (error) {
    if (isUniqueViolation(error)) return refuse("known-person", "à l’instant par un·e collègue")
    throw error
  }
}

/**
 * Puts a wish before the one that comes just before it: the first wish accepted frees the later ones. Only while nothing is decided for
 * it; two colleagues who order at once wait for each other, because the candidate is held.
 */
export function raiseWish(context: ActorContext, { preregistrationId }: Done): Promise<Result<Done, FollowRefusal | "not-possible">> {
  return asFollower(
    context,
    "edit",
    "preregistration.changed",
    preregistrationId,
    async (tx, { structureId }, one): Promise<Result<Done, "not-possible">> => {
      if (!ordered.some((status) => status === one.status)) return refuse("not-possible")
      const before = await tx.preregistration.findFirst({
        where: { candidateId: one.candidateId, wish: { lt: one.wish }, status: { in: [...ordered] } },
        orderBy: { wish: "desc" },
        select: { id: true, wish: true },
      })
      if (!before) return refuse("not-possible")
      await tx.preregistration.update({ where: { id: before.id }, data: { wish: one.wish } })
      await tx.preregistration.update({ where: { id: one.id }, data: { wish: before.wish } })
      for (const targetId of [one.id, before.id]) await record(tx, context, { action: "preregistration.changed", structureId, targetId })
      return ok({ preregistrationId })
    },
  )
}

/** Deletes what was prepared, while nothing has been sent; and its candidate, when nothing else is kept of them. */
export function deletePreregistration(
  context: ActorContext,
  { preregistrationId }: Done,
): Promise<Result<undefined, FollowRefusal | "not-possible">> {
  return asFollower(
    context,
    "edit",
    "preregistration.deleted",
    preregistrationId,
    async (tx, { structureId }, one): Promise<Result<undefined, "not-possible">> => {
      if (!isUnsent(one.status)) return refuse("not-possible")
      await tx.preregistration.delete({ where: { id: one.id } })
      const rest = await tx.preregistration.count({ where: { candidateId: one.candidateId } })
      if (rest === 0) await tx.candidate.delete({ where: { id: one.candidateId } })
      await record(tx, context, { action: "preregistration.deleted", structureId, targetId: one.id })
      return ok()
    },
  )
}

type SendRefusal = FollowRefusal | "not-possible" | "closed" | "incomplete"

/** Level 1: hands what was prepared to those who validate. Without any, the référent is told, who can name one. */
export function submitPreregistration(context: ActorContext, { preregistrationId }: Done): Promise<Result<Done, SendRefusal>> {
  return asFollower(
    context,
    "submit",
    "preregistration.submit",
    preregistrationId,
    async (tx, { structureId }, one): Promise<Result<Done, Exclude<SendRefusal, FollowRefusal>>> => {
      const notReady = await notReadyFor(tx, context, one)
      if (notReady) return notReady
      if (!(await follow(tx, context, one, { arrow: "submit", side: "prescriber", data: { submittedAt: context.now } })))
        return refuse("not-possible")
      const { isLevel3, people } = await validatorsOf(tx, structureId)
      await queueMessages(tx, context.now, people, "preregistration-to-validate", {
        ...sessionRef(one),
        preregistrationId: one.id,
        structureId,
        by: formatName(context.actor),
        isLevel3,
      })
      return ok({ preregistrationId })
    },
  )
}

/** Takes back what waits for a validation. */
export function takeBackPreregistration(
  context: ActorContext,
  { preregistrationId }: Done,
): Promise<Result<Done, FollowRefusal | "not-possible">> {
  return asFollower(
    context,
    "takeBack",
    "preregistration.takeBack",
    preregistrationId,
    async (tx, _own, one): Promise<Result<Done, "not-possible">> => {
      const done = await follow(tx, context, one, { arrow: "takeBack", side: "prescriber", data: { submittedAt: null } })
      return done ? ok({ preregistrationId }) : refuse("not-possible")
    },
  )
}

/** Level 3: sends it back to whoever prepared it, with the reason. */
export function returnPreregistration(
  context: ActorContext,
  { preregistrationId, reason, reasonText }: PreregistrationReason,
): Promise<Result<Done, FollowRefusal | "not-possible">> {
  return asFollower(
    context,
    "return",
    "preregistration.return",
    preregistrationId,
    async (tx, own, one): Promise<Result<Done, "not-possible">> => {
      const done = await follow(tx, context, one, { arrow: "return", side: "prescriber", reason, reasonText, data: { submittedAt: null } })
      if (!done) return refuse("not-possible")
      const people = await followersOf(tx, { ownerId: one.ownerId, structureId: own.structureId })
      await queueMessages(tx, context.now, people, "preregistration-returned", {
        ...sessionRef(one),
        preregistrationId: one.id,
        by: formatName(context.actor),
        words: [reasons[reason], reasonText].filter(Boolean).join(" : "),
      })
      return ok({ preregistrationId })
    },
  )
}

/** Levels 2 and 3: sends it to the training body, from a draft or from what waits for a validation. The candidate is told. */
export function sendPreregistration(context: ActorContext, { preregistrationId }: Done): Promise<Result<Done, SendRefusal>> {
  return asFollower(
    context,
    "validate",
    "preregistration.validate",
    preregistrationId,
    async (tx, own, one): Promise<Result<Done, Exclude<SendRefusal, FollowRefusal>>> => {
      const notReady = await notReadyFor(tx, context, one)
      if (notReady) return notReady
      const arrow = one.status === "draft" ? "send" : "validate"
      const data = { sentAt: context.now, sentById: context.actor.accountId }
      if (!(await follow(tx, context, one, { arrow, side: "prescriber", data }))) return refuse("not-possible")
      await tellOfSending(tx, context, own, one)
      return ok({ preregistrationId })
    },
  )
}

async function tellOfSending(tx: Tx, context: ActorContext, own: Own, one: Concerned) {
  const { candidate, session } = one
  const people = await holdersOf(tx, session.delivery.course.structureId, "received.answer")
  await queueMessages(tx, context.now, people, "preregistration-received", {
    ...sessionRef(one),
    preregistrationId: one.id,
    sessionId: session.id,
    from: candidate.structure.raisonSociale,
    day: context.now.toISOString().slice(0, 10),
  })
  if (candidate.email) {
    const token = await issueCandidateLink(tx, candidate.id, context.now)
    await queueMessage(tx, context.now, { email: candidate.email }, "candidate-informed", {
      ...sessionRef(one),
      candidateId: candidate.id,
      firstName: candidate.firstName,
      by: formatName(context.actor),
      from: candidate.structure.raisonSociale,
      token,
    })
  }
  if (one.ownerId !== own.affiliationId) {
    const followers = await followersOf(tx, { ownerId: one.ownerId, structureId: own.structureId })
    await queueMessages(tx, context.now, followers, "preregistration-validated", {
      ...sessionRef(one),
      preregistrationId: one.id,
      by: formatName(context.actor),
    })
  }
}

/** The refusal of what may not leave yet: something is missing, or the session is closed; null when it may. */
async function notReadyFor(tx: Tx, context: ActorContext, one: Concerned) {
  const { candidate, project } = await tx.preregistration.findUniqueOrThrow({
    where: { id: one.id },
    select: {
      project: true,
      candidate: { select: { firstName: true, birthDate: true, email: true, phone: true, city: true, situation: true, noticeAt: true } },
    },
  })
  const missing = missingToSubmit(candidate, { project })
  if (missing.length > 0) return refuse("incomplete", missing.join(", "))
  const why = closedFor(openingOf(one.session), todayOf(context.now))
  return why ? refuse("closed", closingWords[why]) : null
}

/** Withdraws a pre-registration, in the prescriber's name: whoever knows of it is told. */
export function withdrawPreregistration(
  context: ActorContext,
  { preregistrationId, reason, reasonText }: PreregistrationReason,
): Promise<Result<Done, FollowRefusal | "not-possible">> {
  return asFollower(
    context,
    "withdraw",
    "preregistration.withdraw",
    preregistrationId,
    async (tx, _own, one): Promise<Result<Done, "not-possible">> => {
      if (!(await follow(tx, context, one, { arrow: "withdraw", side: "prescriber", reason, reasonText }))) return refuse("not-possible")
      if (!isUnsent(one.status)) {
        await tellBody(tx, context, one, "prescriber", reasonText)
        await tellCandidate(tx, context, one, "withdrawn", reasonText)
      }
      return ok({ preregistrationId })
    },
  )
}

/** Level 3: takes over a pre-registration whose owner is gone. */
export function takeOverPreregistration(context: ActorContext, { preregistrationId }: Done): Promise<Result<Done, FollowRefusal>> {
  return asFollower(
    context,
    "takeOver",
    "preregistration.reassigned",
    preregistrationId,
    async (tx, own, one): Promise<Result<Done, never>> => {
      await tx.preregistration.update({ where: { id: one.id }, data: { ownerId: own.affiliationId } })
      await record(tx, context, {
        action: "preregistration.reassigned",
        structureId: own.structureId,
        targetId: one.id,
        changes: { from: one.ownerId, to: own.affiliationId },
      })
      return ok({ preregistrationId })
    },
  )
}

export type FollowRefusal = MemberRefusal | "see-only"

/**
 * The frame of a prescriber's gesture on one pre-registration, which is held until the commit with its session and its candidate. The level
 * is the one held now, and so is that of the colleague who follows it. What one may not see is not found; what one may only see says so.
 */
function asFollower<Value, Why extends "not-possible" | "closed" | "incomplete" | KnownRefusal>(
  context: ActorContext,
  gesture: PrescriberGesture,
  action: Action,
  preregistrationId: string,
  work: (tx: Tx, own: Own, one: Concerned) => Promise<Result<Value, Why>>,
): Promise<Result<Value, Why | FollowRefusal>> {
  const structureOf = async (tx: Tx) =>
    (await tx.preregistration.findUnique({ where: { id: preregistrationId }, select: { candidate: { select: { structureId: true } } } }))
      ?.candidate.structureId ?? null
  return asMember(
    context,
    "preregistration.prepare",
    { action, targetId: preregistrationId },
    structureOf,
    async (tx, own): Promise<Result<Value, Why | FollowRefusal>> => {
      const [one] = await holdPreregistrations(tx, Prisma.sql`id = ${preregistrationId}::uuid`)
      const level = levelOf(own.profil)
      if (!one || !level || one.candidate.structureId !== own.structureId) return refuse("not-found")
      const relation = await relationTo(tx, own, one.ownerId)
      if (!mayPrescribe(level, "see", relation)) return refuse("not-found")
      if (!mayPrescribe(level, gesture, relation)) return refuse("see-only")
      return work(tx, own, one)
    },
  )
}

async function relationTo(tx: Tx, own: Own, ownerId: string | null): Promise<Relation> {
  if (ownerId === own.affiliationId) return "own"
  if (!ownerId) return "nobody"
  const owner = await tx.affiliation.findFirst({
    where: { id: ownerId, status: "active", account: { disabledAt: null, erasedAt: null } },
    select: { rafaelProfil: true },
  })
  return levelOf(owner?.rafaelProfil ?? null) ?? "nobody"
}
