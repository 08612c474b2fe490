/** What goes to the training body: submitted, validated or sent back. */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import type { Tx } from "@/lib/platform/db/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { todayOf } from "@/lib/platform/time/working-days"
import { issueCandidateLink } from "@/lib/rafael/candidate-links/operations"
import { missingToSubmit } from "@/lib/rafael/candidates/rules"
import { whyWords } from "@/lib/rafael/codes/rules"
import { asFollower, type Done, type FollowRefusal } from "@/lib/rafael/preregistrations/operations"
import type { PreregistrationReason } from "@/lib/rafael/preregistrations/schema"
import type { Own } from "@/lib/rafael/rights/operations"
import { closedFor, closingWords, openingOf } from "@/lib/rafael/states/rules"
import { type Concerned, follow, sessionRef } from "@/lib/rafael/steps/operations"
import { followersOf, holdersOf, validatorsOf } from "@/lib/rafael/told/queries"
import { queueMessage, queueMessages } from "@/lib/trace/messages/operations"
import { formatName } from "@/lib/vocabulary/accounts/rules"

type SendRefusal = FollowRefusal | "not-possible" | "closed" | "incomplete"

/** Level 1: hands what was prepared to those who validate. Without any, the référent is told, who can name one. `gesture`: what submits several at once. */
export function submitPreregistration(
  context: ActorContext,
  { preregistrationId }: Done,
  gesture = "",
): Promise<Result<Done, SendRefusal>> {
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
        gesture,
        returned: await tx.preregistrationStep.count({ where: { preregistrationId: one.id, status: "draft", reason: { not: null } } }),
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
        words: whyWords(reason, reasonText),
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
  // Those who want one message a day are told by the clock (lib/rafael/follow-up).
  const people = await holdersOf(tx, session.delivery.course.structureId, "received.answer", { receivedPace: "each" })
  await tx.preregistrationNotice.createMany({
    data: people.map(({ accountId }) => ({ preregistrationId: one.id, accountId, kind: "received", sentAt: context.now })),
  })
  await queueMessages(tx, context.now, people, "preregistration-received", {
    ...sessionRef(one),
    preregistrationId: one.id,
    sessionId: session.id,
    from: candidate.structure.raisonSociale,
    gesture: context.requestId,
  })
  await informCandidate(tx, context, one)
  if (one.ownerId !== own.affiliationId) {
    const followers = await followersOf(tx, { ownerId: one.ownerId, structureId: own.structureId })
    await queueMessages(tx, context.now, followers, "preregistration-validated", {
      ...sessionRef(one),
      preregistrationId: one.id,
      by: formatName(context.actor),
    })
  }
}

/** Tells a candidate who has an address what was sent in their name, with the link to their page. */
export async function informCandidate(tx: Tx, context: ActorContext, one: Concerned) {
  const { candidate } = one
  if (!candidate.email) return
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
