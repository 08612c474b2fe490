/** "Mon absence": a référent says when they are away and who stands in; whoever is asked accepts, or not. */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { holdById } from "@/lib/access/locks"
import { tellReferent, tellStandIn } from "@/lib/membership/absence-ends/operations"
import { overlap, type Period, periodOf } from "@/lib/membership/absences/rules"
import type { AbsenceInput, OneAbsence } from "@/lib/membership/absences/schema"
import { asDecider } from "@/lib/membership/referents/operations"
import { type Tx, transaction } from "@/lib/platform/db/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { formatDay } from "@/lib/platform/time/dates"
import { record, refuseStructureAsUnknown, refuseWithTrace } from "@/lib/trace/journal/operations"
import { queueMessage } from "@/lib/trace/messages/operations"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { structureRef } from "@/lib/vocabulary/structures/rules"

type Done = { structureId: string; isAsked: boolean }
type SetRefusal = "not-found" | "past" | "ends-before" | "too-long" | "overlaps" | "oneself" | "stand-in-unknown" | "answers-already"

/**
 * Announces an absence. The person who stands in, someone attached to the structure who does not answer for it already, is asked; until they accept
 * it is as if there were nobody. Two absences of one référent in one structure never overlap.
 */
export function setAbsence(context: ActorContext, { structureId, from, to, standIn }: AbsenceInput): Promise<Result<Done, SetRefusal>> {
  const { actor, now } = context
  return asDecider(context, "absence.set", { structureId }, "exclusive", async (tx): Promise<Result<Done, SetRefusal>> => {
    const period = periodOf(from, to, now)
    if (!period.ok) return period
    const other = await overlapping(tx, context, structureId, period.value)
    if (other) return refuse("overlaps", `du ${formatDay(other.startsAt)} au ${formatDay(new Date(other.endsAt.getTime() - 1))}`)
    const found = standIn ? await standInOf(tx, context, structureId, standIn) : ok(null)
    if (!found.ok) return found
    const person = found.value
    const asked = person ? { standInId: person.id, standInStatus: "asked" as const } : {}
    const { id } = await tx.absence.create({
      data: { structureId, accountId: actor.accountId, ...period.value, ...asked, createdAt: now },
      select: { id: true },
    })
    const { startsAt, endsAt } = period.value
    const [since, until] = [startsAt.toISOString(), endsAt.toISOString()]
    if (person)
      await queueMessage(tx, now, { email: person.email, accountId: person.id }, "absence-asked", {
        ...structureRef(person.structure),
        structureId,
        firstName: person.firstName,
        by: formatName(actor),
        since,
        until,
      })
    const changes = { startsAt: since, endsAt: until, standInId: person?.id ?? null }
    await record(tx, context, { action: "absence.set", structureId, targetId: id, changes })
    return ok({ structureId, isAsked: person !== null })
  })
}

async function overlapping(tx: Tx, { actor, now }: ActorContext, structureId: string, period: Period) {
  const others = await tx.absence.findMany({
    where: { structureId, accountId: actor.accountId, endedAt: null, endsAt: { gt: now } },
    select: { startsAt: true, endsAt: true },
  })
  return others.find((other) => overlap(other, period))
}

async function standInOf(tx: Tx, { actor }: ActorContext, structureId: string, affiliationId: string) {
  const found = await tx.affiliation.findFirst({
    where: { id: affiliationId, structureId, status: "active", account: { disabledAt: null, erasedAt: null, isManager: false } },
    select: {
      isReferent: true,
      account: { select: { id: true, email: true, firstName: true } },
      structure: { select: { raisonSociale: true, siret: true } },
    },
  })
  if (!found) return refuse("stand-in-unknown")
  if (found.account.id === actor.accountId) return refuse("oneself")
  // A colleague who is référent answers whoever is away: there is nothing to give them.
  if (found.isReferent) return refuse("answers-already")
  return ok({ ...found.account, structure: found.structure })
}

/** The référent is back, or does not leave after all: the absence ends now, and the stand-in is told. */
export function endAbsence(
  context: ActorContext,
  { structureId, absenceId }: OneAbsence,
): Promise<Result<{ structureId: string }, "not-found" | "already-over">> {
  const { actor, now } = context
  return asDecider(context, "absence.set", { structureId }, "exclusive", async (tx) => {
    const own = { id: absenceId, structureId, accountId: actor.accountId }
    if ((await tx.absence.count({ where: own })) === 0)
      return refuseWithTrace(tx, context, { action: "absence.end", structureId, targetId: absenceId }, refuse("not-found"))
    const { count } = await tx.absence.updateMany({ where: { ...own, endedAt: null, endsAt: { gt: now } }, data: { endedAt: now } })
    if (count === 0) return refuse("already-over")
    await tellStandIn(tx, context, absenceId)
    await record(tx, context, { action: "absence.end", structureId, targetId: absenceId })
    return ok({ structureId })
  })
}

type AnswerRefusal = "not-found" | "already-over"

/** Whoever was asked accepts: from then on, while the absence lasts, they answer in the référent's place. */
export function acceptStandIn(context: ActorContext, asked: OneAbsence): Promise<Result<{ structureId: string }, AnswerRefusal>> {
  return answerStandIn(context, asked, "accepted")
}

/** Whoever was asked says no, or can no longer do it; the référent is told. */
export function declineStandIn(context: ActorContext, asked: OneAbsence): Promise<Result<{ structureId: string }, AnswerRefusal>> {
  return answerStandIn(context, asked, "declined")
}

function answerStandIn(context: ActorContext, { structureId, absenceId }: OneAbsence, answer: "accepted" | "declined") {
  const { actor, now } = context
  const action = answer === "accepted" ? "absence.accept" : "absence.decline"
  return transaction(async (tx): Promise<Result<{ structureId: string }, AnswerRefusal>> => {
    await holdById(tx, "structure", structureId, "read")
    const theirs = { id: absenceId, structureId, standInId: actor.accountId }
    const here = { accountId: actor.accountId, structureId, status: "active" as const }
    const isTheirs = (await tx.absence.count({ where: theirs })) > 0 && (await tx.affiliation.count({ where: here })) > 0
    if (!isTheirs || actor.control) return refuseStructureAsUnknown(tx, context, action, structureId)
    const from = answer === "accepted" ? (["asked"] as const) : (["asked", "accepted"] as const)
    const { count } = await tx.absence.updateMany({
      where: { ...theirs, standInStatus: { in: [...from] }, endedAt: null, endsAt: { gt: now } },
      data: { standInStatus: answer },
    })
    if (count === 0) return refuse("already-over")
    await tellReferent(tx, context, absenceId)
    await record(tx, context, { action, structureId, targetId: absenceId })
    return ok({ structureId })
  })
}
