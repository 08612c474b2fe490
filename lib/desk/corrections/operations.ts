import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { holdById } from "@/lib/access/locks"
import { type Correctable, correctable, correctableNames, type Differences, differencesOf } from "@/lib/desk/corrections/rules"
import { type CorrectionInput, differencesShape } from "@/lib/desk/corrections/schema"
import { applyTypes, writeFields } from "@/lib/desk/structures/operations"
import { asManager } from "@/lib/identity/managers/operations"
import { managersToTell } from "@/lib/identity/managers/queries"
import { asDecider } from "@/lib/membership/referents/operations"
import type { Tx } from "@/lib/platform/db/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { record } from "@/lib/trace/journal/operations"
import { queueMessage, queueMessages } from "@/lib/trace/messages/operations"
import { deciderOf, formatName } from "@/lib/vocabulary/accounts/rules"
import { type StructureType, structureRef, typesOf } from "@/lib/vocabulary/structures/rules"

/**
 * A référent says what is wrong in the structure's data; nothing changes until a manager agrees. Only one correction may wait per
 * structure.
 */
export function sendCorrection(
  context: ActorContext,
  { structureId, type, message, ...typed }: CorrectionInput,
): Promise<Result<{ structureId: string }, "not-found" | "already-sent" | "nothing-changed">> {
  const { actor, now } = context
  return asDecider(context, "correction.send", { structureId }, "exclusive", async (tx) => {
    if ((await tx.correction.count({ where: { structureId, status: "pending" } })) > 0) return refuse("already-sent")
    const structure = await tx.structure.findUniqueOrThrow({
      where: { id: structureId },
      select: { siret: true, raisonSociale: true, sigle: true, enseigne: true, address: true, postcode: true, city: true, types: true },
    })
    const proposed = differencesOf(structure, { ...typed, types: typesOf(type) })
    const fields = Object.keys(proposed) as Correctable[]
    if (fields.length === 0 && !message) return refuse("nothing-changed")
    const { id } = await tx.correction.create({
      data: { structureId, accountId: actor.accountId, proposed, message: message || null, createdAt: now },
      select: { id: true },
    })
    await queueMessages(tx, now, await managersToTell(tx), "correction-to-decide", {
      ...structureRef(structure),
      by: formatName(actor),
      fields: fields.map((field) => correctableNames[field]),
    })
    await record(tx, context, { action: "correction.send", structureId, targetId: id, changes: { fields } })
    return ok({ structureId })
  })
}

type Answer = { correctionId: string }
type AnswerRefusal = "not-found" | "already-decided"

/**
 * Writes into the structure what the référent proposed. When its types change, profils that the new types do not open are withdrawn;
 * `people` is the number of people who lose one, as the page showed it.
 */
export function acceptCorrection(
  context: ActorContext,
  { correctionId, people, seen }: Answer & { people: number; seen: string },
): Promise<Result<{ structureId: string }, AnswerRefusal | "changed-meanwhile">> {
  return answerCorrection(context, correctionId, "accepted", null, async (tx, { structureId, proposed }) => {
    const { updatedAt } = await tx.structure.findUniqueOrThrow({ where: { id: structureId }, select: { updatedAt: true } })
    // When the structure (or, below, the effect on its people) is not what the manager read, everything is rolled back.
    if (updatedAt.toISOString() !== seen) return refuse("changed-meanwhile")
    const { types, ...texts } = proposed
    const fields = Object.fromEntries(Object.entries(texts).map(([field, { to }]) => [field, to || null]))
    if (types && (await applyTypes(tx, context, structureId, types.to.split(",").filter(Boolean) as StructureType[])) !== people)
      return refuse("changed-meanwhile")
    await writeFields(tx, context, structureId, fields)
    return ok()
  })
}

/** Refuses a correction and tells its sender why. */
export function refuseCorrection(
  context: ActorContext,
  { correctionId, reason }: Answer & { reason: string },
): Promise<Result<{ structureId: string }, AnswerRefusal | "changed-meanwhile">> {
  return answerCorrection(context, correctionId, "refused", reason, async () => ok())
}

type Pending = { structureId: string; proposed: Differences }

async function answerCorrection(
  context: ActorContext,
  id: string,
  status: "accepted" | "refused",
  reason: string | null,
  work: (tx: Tx, correction: Pending) => Promise<Result<undefined, "changed-meanwhile">>,
): Promise<Result<{ structureId: string }, AnswerRefusal | "changed-meanwhile">> {
  const action = status === "accepted" ? "correction.accept" : "correction.refuse"
  const { actor, now } = context
  return asManager(context, "correction.decide", { action, targetId: id }, async (tx) => {
    const correction = await tx.correction.findUnique({ where: { id }, include: { account: true, structure: true } })
    if (!correction) return refuse("not-found")
    const { structureId, structure, account } = correction
    await holdById(tx, "structure", structureId, "change")
    const { count } = await tx.correction.updateMany({
      where: { id, status: "pending" },
      data: { status, reason, decidedAt: now, decidedBy: actor.accountId },
    })
    if (count === 0)
      return refuse("already-decided", deciderOf(await tx.correction.findUniqueOrThrow({ where: { id }, include: { decider: true } })))
    const proposed = differencesShape.parse(correction.proposed)
    const fields = correctable.filter((field) => field in proposed)
    const done = await work(tx, { structureId, proposed })
    if (!done.ok) return done
    if (!account.erasedAt)
      await queueMessage(tx, now, { email: account.email, accountId: account.id }, "correction-answered", {
        ...structureRef(structure),
        structureId,
        firstName: account.firstName,
        by: formatName(actor),
        fields: fields.map((field) => correctableNames[field]),
        isAccepted: status === "accepted",
        reason: reason ?? "",
      })
    await record(tx, context, { action, structureId, targetId: id, reason, changes: { fields } })
    return ok({ structureId })
  })
}
