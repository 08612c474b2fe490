/** What prescribers do with one pre-registration: prepare, edit, delete, withdraw, take over (docs/rafael.md, the three levels). */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { holdById } from "@/lib/access/locks"
import { db, isUniqueViolation, type Tx } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { lookup } from "@/lib/platform/text/lookup"
import { justBefore } from "@/lib/platform/time/presses"
import { todayOf } from "@/lib/platform/time/working-days"
import { candidateData, candidateTouched, type KnownRefusal, keysOf, rememberNotice } from "@/lib/rafael/candidates/operations"
import { whyWords } from "@/lib/rafael/codes/rules"
import type { NewPreregistration, PreregistrationEdition, PreregistrationReason } from "@/lib/rafael/preregistrations/schema"
import { asMember, type MemberRefusal, type Own } from "@/lib/rafael/rights/operations"
import { levelOf, mayPrescribe, type PrescriberGesture, type Relation } from "@/lib/rafael/rights/rules"
import { closedFor, closingWords, isUnsent, openingOf, openingSelect } from "@/lib/rafael/states/rules"
import { type Concerned, follow, holdPreregistrations, tellBody, tellCandidate, tellFollowers } from "@/lib/rafael/steps/operations"
import type { Action } from "@/lib/trace/journal/catalogue"
import { record } from "@/lib/trace/journal/operations"

/** The pre-registration that a gesture was about. */
export type Done = { preregistrationId: string }
type Prepared = Result<Done, MemberRefusal | "closed" | KnownRefusal>

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
        // Those who write the same person at once wait for each other: between the two questions below, a twin would look like a colleague's.
        await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`person ${structureId} ${keysOf(dossier).nameKey}`}, 0))`
        const twin = await madeJustNow(tx, context, { structureId, sessionId, ...dossier })
        if (twin) return ok({ preregistrationId: twin })
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
    if (!isUniqueViolation(error)) throw error
    const twin = await madeJustNow(db, context, { structureId, sessionId, ...dossier })
    return twin ? ok({ preregistrationId: twin }) : refuse("known-person", "à l’instant par un·e collègue")
  }
}

/** What the same press, sent twice, has made already: the same person on the same session, by the same hand; null otherwise. */
async function madeJustNow(tx: Tx, { actor, now }: ActorContext, { structureId, sessionId, ...person }: NewPreregistration) {
  const candidate = { structureId, nameKey: keysOf(person).nameKey }
  const owner = { accountId: actor.accountId }
  const where = { sessionId, owner, candidate, createdAt: { gte: justBefore(now) } }
  return (await tx.preregistration.findFirst({ where, select: { id: true } }))?.id ?? null
}

type Draft = { candidateId: string; sessionId: string; project: string; wishedStart: string | null }

/** Writes a draft that its author follows, after the other wishes of its candidate. */
export async function writeDraft(tx: Tx, context: ActorContext, own: Own, { candidateId, sessionId, project, wishedStart }: Draft) {
  const { _max } = await tx.preregistration.aggregate({ where: { candidateId }, _max: { wish: true } })
  const { id } = await tx.preregistration.create({
    data: {
      candidateId,
      sessionId,
      ownerId: own.affiliationId,
      project,
      wishedStart: dayOrNull(wishedStart),
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

/** The day on which someone wishes to begin, as the database holds it. */
function dayOrNull(typed: string | null) {
  return typed ? new Date(`${typed}T00:00:00Z`) : null
}

/** The refusal of a session that takes no pre-registration today; null when it does, and it then stays open until the commit. */
export async function closedSession(tx: Tx, { now }: ActorContext, sessionId: string) {
  await holdById(tx, "training_session", sessionId, "read")
  const session = await tx.trainingSession.findUnique({ where: { id: sessionId }, select: openingSelect })
  if (!session) return refuse("not-found")
  const why = closedFor(openingOf(session), todayOf(now))
  return why ? refuse("closed", closingWords[why]) : null
}

/** Changes what was prepared, while nothing has been sent. */
export async function editPreregistration(
  context: ActorContext,
  { preregistrationId, ...dossier }: PreregistrationEdition,
): Promise<Result<Done, FollowRefusal | KnownRefusal | "not-possible" | "person-shared">> {
  try {
    return await asFollower(
      context,
      "edit",
      "preregistration.changed",
      preregistrationId,
      async (tx, own, one): Promise<Result<Done, KnownRefusal | "not-possible" | "person-shared">> => {
        const { structureId } = own
        if (!isUnsent(one.status)) return refuse("not-possible")
        const { project, wishedStart, informed, ...candidate } = dossier
        const data = await candidateData(tx, structureId, candidate, one.candidateId)
        if (!data.ok) return data
        const changes = await changesPerson(tx, one.candidateId, data.value)
        if (changes && !(await isTheirsAlone(tx, own, one))) return refuse("person-shared")
        await tx.candidate.update({ where: { id: one.candidateId }, data: { ...data.value, updatedAt: context.now } })
        await candidateTouched(tx, one.candidateId)
        if (informed) await rememberNotice(tx, context, { id: one.candidateId, structureId })
        await tx.preregistration.update({
          where: { id: one.id },
          data: { project, wishedStart: dayOrNull(wishedStart) },
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

/** Whether what is said of a person differs from what is known. */
async function changesPerson(tx: Tx, candidateId: string, said: object) {
  const known: object = await tx.candidate.findUniqueOrThrow({ where: { id: candidateId } })
  const plain = (value: unknown) => (value instanceof Date ? value.getTime() : value)
  return Object.entries(said).some(([name, value]) => plain(value) !== plain(lookup(known, name)))
}

/**
 * Whether a person may be changed from this pre-registration: nothing else was sent in their name, and no colleague follows them whom this
 * one may not replace. What a training body has read is corrected by the gesture made for it, which tells.
 */
async function isTheirsAlone(tx: Tx, own: Own, { id, candidateId }: Concerned) {
  const level = levelOf(own.profil)
  const others = await tx.preregistration.findMany({ where: { candidateId, NOT: { id } }, select: { sentAt: true, ownerId: true } })
  for (const { sentAt, ownerId } of others)
    if (sentAt || !level || !mayPrescribe(level, "edit", await relationTo(tx, own, ownerId))) return false
  return true
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

/** Withdraws a pre-registration, in the prescriber's name: whoever knows of it is told. `gesture`: what withdraws several at once. */
export function withdrawPreregistration(
  context: ActorContext,
  { preregistrationId, reason, reasonText }: PreregistrationReason,
  gesture = "",
): Promise<Result<Done, FollowRefusal | "not-possible">> {
  return asFollower(
    context,
    "withdraw",
    "preregistration.withdraw",
    preregistrationId,
    async (tx, own, one): Promise<Result<Done, "not-possible">> => {
      if (!(await follow(tx, context, one, { arrow: "withdraw", side: "prescriber", reason, reasonText }))) return refuse("not-possible")
      const words = whyWords(reason, reasonText)
      if (one.ownerId !== own.affiliationId) await tellFollowers(tx, context, one, "withdrawn", words)
      if (!isUnsent(one.status)) {
        await tellBody(tx, context, one, "prescriber", words, gesture)
        await tellCandidate(tx, context, one, "withdrawn", words)
      }
      return ok({ preregistrationId })
    },
  )
}

/** Level 3: takes over a pre-registration whose owner is gone. */
export function takeOverPreregistration(context: ActorContext, { preregistrationId }: Done): Promise<Result<Done, FollowRefusal>> {
  return asFollower(
    context,
    "see",
    "preregistration.reassigned",
    preregistrationId,
    async (tx, own, one): Promise<Result<Done, "see-only">> => {
      // The same press, sent twice.
      const level = levelOf(own.profil)
      if (level === 3 && one.ownerId === own.affiliationId) return ok({ preregistrationId })
      if (!level || !mayPrescribe(level, "takeOver", await relationTo(tx, own, one.ownerId))) return refuse("see-only")
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

/** The structure whose candidate a pre-registration is about; null when there is none. */
export async function prescriberOf(tx: Tx, preregistrationId: string): Promise<string | null> {
  const select = { candidate: { select: { structureId: true } } }
  return (await tx.preregistration.findUnique({ where: { id: preregistrationId }, select }))?.candidate.structureId ?? null
}

export type FollowRefusal = MemberRefusal | "see-only"

/**
 * The frame of a prescriber's gesture on one pre-registration, which is held until the commit with its session and its candidate. The level
 * is the one held now, and so is that of the colleague who follows it. What one may not see is not found; what one may only see says so.
 */
export function asFollower<
  Value,
  Why extends
    | "not-possible"
    | "not-theirs"
    | "see-only"
    | "closed"
    | "incomplete"
    | "person-shared"
    | "erased"
    | "unreachable"
    | KnownRefusal,
>(
  context: ActorContext,
  gesture: PrescriberGesture,
  action: Action,
  preregistrationId: string,
  work: (tx: Tx, own: Own, one: Concerned) => Promise<Result<Value, Why>>,
): Promise<Result<Value, Why | FollowRefusal>> {
  return asMember(
    context,
    "preregistration.prepare",
    { action, targetId: preregistrationId },
    (tx) => prescriberOf(tx, preregistrationId),
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

/** Whose a pre-registration is for this person, as its owner is now. */
export async function relationTo(tx: Tx, own: Own, ownerId: string | null): Promise<Relation> {
  if (ownerId === own.affiliationId) return "own"
  if (!ownerId) return "nobody"
  const owner = await tx.affiliation.findFirst({
    where: { id: ownerId, status: "active", account: { disabledAt: null, erasedAt: null } },
    select: { rafaelProfil: true },
  })
  return levelOf(owner?.rafaelProfil ?? null) ?? "nobody"
}
