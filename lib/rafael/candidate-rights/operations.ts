/**
 * What someone may ask of the person who accompanies them, as by their own page: their contact details corrected, their link again, their
 * data handed over or erased. For whoever may withdraw all that is sent in their name.
 */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import type { Tx } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { type ContactRefusal, eraseAndTell, exportCandidacy, writeContact } from "@/lib/rafael/candidacies/operations"
import type { ContactOfPerson } from "@/lib/rafael/candidate-rights/schema"
import { type Done, prescriberOf, relationTo } from "@/lib/rafael/preregistrations/operations"
import { asMember, type MemberRefusal, type Own } from "@/lib/rafael/rights/operations"
import { levelOf, mayPrescribe } from "@/lib/rafael/rights/rules"
import { isUnsent } from "@/lib/rafael/states/rules"
import { type Concerned, holdPreregistrations } from "@/lib/rafael/steps/operations"
import { informCandidate } from "@/lib/rafael/validations/operations"
import type { Action } from "@/lib/trace/journal/catalogue"
import { record } from "@/lib/trace/journal/operations"

type PersonRefusal = MemberRefusal | "not-theirs" | "erased"

/** Corrects how to reach someone. At another address, they receive the link to their page anew. */
export function correctPerson(
  context: ActorContext,
  { preregistrationId, ...fields }: ContactOfPerson,
): Promise<Result<Done, PersonRefusal | ContactRefusal>> {
  return forPerson(context, "candidate.changed", preregistrationId, async (tx, one, all): Promise<Result<Done, ContactRefusal>> => {
    const written = await writeContact(tx, context, one.candidateId, fields)
    if (!written.ok) return written
    await record(tx, context, { action: "candidate.changed", structureId: one.candidate.structureId, targetId: one.candidateId })
    if (fields.email && fields.email !== one.candidate.email) await informAgain(tx, context, all, fields.email)
    return ok({ preregistrationId })
  })
}

/** Sends someone the link to their page again. */
export function sendPersonLink(
  context: ActorContext,
  { preregistrationId }: Done,
): Promise<Result<Done, PersonRefusal | "unreachable" | "nothing-sent">> {
  return forPerson(
    context,
    "candidate.informed",
    preregistrationId,
    async (tx, one, all): Promise<Result<Done, "unreachable" | "nothing-sent">> => {
      const { email, structureId } = one.candidate
      if (!email) return refuse("unreachable")
      if (!(await informAgain(tx, context, all, email))) return refuse("nothing-sent")
      await record(tx, context, { action: "candidate.informed", structureId, targetId: one.candidateId })
      return ok({ preregistrationId })
    },
  )
}

/** Of the last of their pre-registrations that left; false when none has. */
async function informAgain(tx: Tx, context: ActorContext, all: Concerned[], email: string) {
  const last = all.filter(({ status, sentAt }) => sentAt && !isUnsent(status)).toSorted((one, other) => timeOf(other) - timeOf(one))[0]
  if (last) await informCandidate(tx, context, { ...last, candidate: { ...last.candidate, email } })
  return last !== undefined
}

const timeOf = ({ sentAt }: Concerned) => sentAt?.getTime() ?? 0

/** Erases all that names someone, at their request: what lives is withdrawn in their name, and whoever knew of it is told. */
export function erasePerson(context: ActorContext, { preregistrationId }: Done): Promise<Result<undefined, PersonRefusal>> {
  return forPerson(context, "candidate.erased", preregistrationId, async (tx, one): Promise<Result<undefined, never>> => {
    await eraseAndTell(tx, context, one.candidateId, one.candidate)
    return ok()
  })
}

/** What the portal knows of someone, for them: the journal records who handed it over. */
export async function exportPerson(context: ActorContext, preregistrationId: string) {
  const found = await forPerson(
    context,
    "candidate.handed",
    preregistrationId,
    async (_tx, one): Promise<Result<string, never>> => ok(one.candidateId),
  )
  return found.ok ? exportCandidacy(context, found.value, "candidate.handed") : null
}

/** The frame of these gestures: all that the structure keeps in someone's name is held until the commit. */
function forPerson<Value, Why extends ContactRefusal | "unreachable" | "nothing-sent">(
  context: ActorContext,
  action: Action,
  preregistrationId: string,
  work: (tx: Tx, one: Concerned, all: Concerned[]) => Promise<Result<Value, Why>>,
): Promise<Result<Value, Why | PersonRefusal>> {
  return asMember(
    context,
    "preregistration.prepare",
    { action, targetId: preregistrationId },
    (tx) => prescriberOf(tx, preregistrationId),
    async (tx, own): Promise<Result<Value, Why | PersonRefusal>> => {
      const all = await holdPreregistrations(
        tx,
        Prisma.sql`candidate_id = (SELECT candidate_id FROM preregistration WHERE id = ${preregistrationId}::uuid)`,
      )
      const one = all.find(({ id }) => id === preregistrationId)
      if (one?.candidate.structureId !== own.structureId || !(await may(tx, own, one, "see"))) return refuse("not-found")
      if (one.candidate.erasedAt) return refuse("erased")
      for (const each of all) if (!(await may(tx, own, each, "withdraw"))) return refuse("not-theirs")
      return work(tx, one, all)
    },
  )
}

async function may(tx: Tx, own: Own, { ownerId }: Concerned, gesture: "see" | "withdraw") {
  const level = levelOf(own.profil)
  return level !== null && mayPrescribe(level, gesture, await relationTo(tx, own, ownerId))
}
