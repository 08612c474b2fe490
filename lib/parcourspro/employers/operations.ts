/** What employers answer to the requests of their people. */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import type { HolderRefusal } from "@/lib/membership/holders/operations"
import { asHolder } from "@/lib/membership/holders/operations"
import type { EmployerPace } from "@/lib/parcourspro/employers/schema"
import { tellValidators } from "@/lib/parcourspro/registrations/operations"
import { asEmployer, type EmployerQuality } from "@/lib/parcourspro/rights/operations"
import { parcoursproRights } from "@/lib/parcourspro/rights/rules"
import type { Several } from "@/lib/parcourspro/several/rules"
import type { EmployerAnswers } from "@/lib/parcourspro/several/schema"
import { type AnswerRefusal, type EmployerAnswer, mayAnswerAsEmployer, needsReason } from "@/lib/parcourspro/states/rules"
import { type Concerned, follow, holdRegistrations, tellPerson, tellProvider } from "@/lib/parcourspro/steps/operations"
import { employersOf } from "@/lib/parcourspro/told/queries"
import type { Tx } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { record } from "@/lib/trace/journal/operations"
import { formatName } from "@/lib/vocabulary/accounts/rules"

type Answered = { structureId: string; as: EmployerQuality }
type Why = AnswerRefusal | HolderRefusal | "reason-needed"

/** Answers one or several requests, each in a commit of its own: what one lacks keeps no other back. */
export async function answerRequests(
  context: ActorContext,
  { registrationIds, arrow, reason }: EmployerAnswers,
): Promise<Result<Several & { as: EmployerQuality }, "not-found" | "structure-closed" | "reason-needed">> {
  if (needsReason(arrow) && reason.length < 5) return refuse("reason-needed")
  const several: Several & { as: EmployerQuality } = { done: 0, waited: 0, refused: 0, first: null, structureId: null, as: "employer" }
  for (const registrationId of registrationIds) {
    const result = await answer(context, registrationId, arrow, reason)
    if (result.ok) {
      several.done += 1
      Object.assign(several, result.value)
    } else {
      if (result.why === "not-found" || result.why === "structure-closed" || result.why === "reason-needed") return refuse(result.why)
      several.refused += 1
      several.first ??= result.why
    }
  }
  return ok(several)
}

/** The structure for which it was answered, and in which quality. */
function answer(context: ActorContext, registrationId: string, arrow: EmployerAnswer, reason: string): Promise<Result<Answered, Why>> {
  const structureOf = async (tx: Tx) =>
    (await tx.registration.findUnique({ where: { id: registrationId }, select: { structureId: true } }))?.structureId ?? null
  return asEmployer(
    context,
    { action: `registration.${arrow}`, targetId: registrationId },
    structureOf,
    async (tx, as): Promise<Result<Answered, Why>> => {
      // A manager does it in someone else's place, and says why.
      if (as === "manager" && reason.length < 5) return refuse("reason-needed")
      const [one] = await holdRegistrations(tx, Prisma.sql`id = ${registrationId}::uuid`)
      if (!one) return refuse("not-found")
      const may = mayAnswerAsEmployer(arrow, one, one.session, { actorId: context.actor.accountId, now: context.now })
      if (!may.ok) return may
      if (!(await follow(tx, context, one, { arrow, side: as === "manager" ? "manager" : "employer", reason })))
        return refuse("not-possible")
      await tell(tx, context, one, arrow, reason)
      return ok({ structureId: one.structureId, as })
    },
  )
}

async function tell(tx: Tx, context: ActorContext, one: Concerned, arrow: EmployerAnswer, reason: string) {
  if (arrow === "accept") {
    await tellPerson(tx, context, one, "employer_accepted")
    await tellValidators(tx, context, { ...one, registrationId: one.id, person: formatName(one.account) })
    return
  }
  await tellPerson(tx, context, one, "employer_refused", reason)
  if (arrow === "withdrawConsent") await tellProvider(tx, context, one, "employer_refused", reason)
}

/** Chooses how often the actor is told of the requests of a structure. Someone who is its only Employeur is told. */
export function setEmployerPace(
  context: ActorContext,
  { structureId, pace }: EmployerPace,
): Promise<Result<{ structureId: string }, HolderRefusal | "only-one">> {
  return asHolder(
    context,
    parcoursproRights["employer.answer"],
    { action: "employer.set-pace", targetId: structureId },
    structureId,
    async (tx, { affiliationId }): Promise<Result<{ structureId: string }, "only-one">> => {
      const others = (await employersOf(tx, structureId)).filter((one) => one.accountId !== context.actor.accountId && one.pace !== "none")
      if (pace === "none" && others.length === 0) return refuse("only-one")
      await tx.affiliation.update({ where: { id: affiliationId }, data: { employerPace: pace } })
      await record(tx, context, { action: "employer.set-pace", structureId, targetId: structureId, changes: { pace } })
      return ok({ structureId })
    },
  )
}
