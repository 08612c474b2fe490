/** What candidates do by themselves, on their private page, without an account. */
import "server-only"
import type { Context } from "@/lib/access/context"
import { candidacyGuesses, candidacyStrikes } from "@/lib/access/limits"
import { hold } from "@/lib/access/locks"
import { type Tx, transaction } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { hashSecret } from "@/lib/platform/secrets/secrets"
import { parsePhone } from "@/lib/platform/text/phone"
import { waitWords } from "@/lib/platform/time/dates"
import { candidacyOf, candidateOfLink } from "@/lib/rafael/candidacies/queries"
import type { ContactCorrection, Opening, Renunciation } from "@/lib/rafael/candidacies/schema"
import { candidateTouched } from "@/lib/rafael/candidates/operations"
import { levels, meetingKinds, reasons, situations } from "@/lib/rafael/codes/rules"
import { isUnsent, statuses } from "@/lib/rafael/states/rules"
import { follow, holdPreregistrations, tellBody, tellFollowers } from "@/lib/rafael/steps/operations"
import { record } from "@/lib/trace/journal/operations"
import { queueMessage } from "@/lib/trace/messages/operations"

/**
 * Whether whoever has this link knows the candidate's birth date. Guesses are counted for each candidate, whatever their links and the
 * network. The same words for a wrong date and for a link that leads to nobody.
 */
export async function proveCandidate(
  { now }: Context,
  { token, birthDate }: Opening,
): Promise<Result<{ candidateId: string }, "wrong-date" | "throttled">> {
  const candidate = await candidateOfLink(token, now)
  const guess = await candidacyGuesses.take(candidate?.id ?? hashSecret(token))
  if (!guess.allowed) return refuse("throttled", waitWords(guess.waitSeconds))
  if (!candidate) return refuse("wrong-date")
  const count = await transaction((tx) =>
    tx.candidate.count({ where: { id: candidate.id, birthDate: new Date(`${birthDate}T00:00:00Z`) } }),
  )
  if (count === 1) return ok({ candidateId: candidate.id })
  // Whoever guesses on and on opens nothing: the links are void, and whoever accompanies the person sends a new one.
  if (!(await candidacyStrikes.take(candidate.id)).allowed)
    await transaction((tx) => tx.candidateLink.deleteMany({ where: { candidateId: candidate.id } }))
  return refuse("wrong-date")
}

/** The candidate corrects how to reach them; whoever accompanies them reads it on the next page they open. */
export function correctContact(
  context: Context,
  candidateId: string,
  { linkHash = "", ...fields }: Omit<ContactCorrection, "token"> & { linkHash?: string },
): Promise<Result<undefined, ContactRefusal>> {
  return transaction(async (tx): Promise<Result<undefined, ContactRefusal>> => {
    const candidate = await holdCandidate(tx, candidateId)
    if (!candidate) return refuse("gone")
    const written = await writeContact(tx, context, candidateId, fields, linkHash)
    if (!written.ok) return written
    await record(tx, context, { action: "candidate.corrected", structureId: candidate.structureId, targetId: candidateId })
    return ok()
  })
}

export type ContactRefusal = "gone" | "phone-unreadable" | "unreachable"

/** Writes how to reach a candidate, whom the caller's transaction holds. `linkHash`: the link in use, which stays. */
export async function writeContact(
  tx: Tx,
  { now }: Context,
  candidateId: string,
  fields: Omit<ContactCorrection, "token">,
  linkHash = "",
): Promise<Result<undefined, ContactRefusal>> {
  const phone = fields.phone === "" ? null : parsePhone(fields.phone)
  if (fields.phone !== "" && !phone) return refuse("phone-unreadable")
  if (!phone && !fields.email) return refuse("unreachable")
  const email = fields.email || null
  const before = await tx.candidate.findUniqueOrThrow({ where: { id: candidateId }, select: { email: true } })
  await tx.candidate.update({
    where: { id: candidateId },
    data: { email, phone, postcode: fields.postcode || null, city: fields.city, updatedAt: now },
  })
  await candidateTouched(tx, candidateId)
  // Whoever reads the former mailbox no longer opens the page.
  if (before.email !== email) await tx.candidateLink.deleteMany({ where: { candidateId, NOT: { hash: linkHash } } })
  return ok()
}

/** The candidate gives up one of their pre-registrations; those who follow it and the training body are told. */
export function renounce(
  context: Context,
  candidateId: string,
  { preregistrationId, reasonText }: Omit<Renunciation, "token">,
): Promise<Result<undefined, "gone" | "over">> {
  return transaction(async (tx): Promise<Result<undefined, "gone" | "over">> => {
    const [one] = await holdPreregistrations(
      tx,
      Prisma.sql`id = ${preregistrationId}::uuid AND candidate_id = ${candidateId}::uuid AND sent_at IS NOT NULL`,
    )
    if (!one) return refuse("gone")
    if (!(await follow(tx, context, one, { arrow: "withdraw", side: "candidate", reasonText }))) return refuse("over")
    await tellFollowers(tx, context, one, "withdrawn", "La personne renonce.")
    await tellBody(tx, context, one, "candidate")
    return ok()
  })
}

/**
 * What the portal knows of a candidate, in their own words: everything but keys. The journal records that they took it, or that the person
 * who accompanies them gave it to them.
 */
export async function exportCandidacy(
  context: Context,
  candidateId: string,
  action: "candidate.exported" | "candidate.handed" = "candidate.exported",
) {
  const candidacy = await candidacyOf(candidateId)
  if (!candidacy) return null
  const { structureId, structure, preregistrations, ...person } = candidacy
  await transaction((tx) => record(tx, context, { action, structureId, targetId: candidateId }))
  return {
    portail: "Portail Cap Métiers",
    extraitLe: context.now,
    accompagnement: structure.raisonSociale,
    personne: {
      nom: person.lastName,
      prenom: person.firstName,
      naissance: person.birthDate,
      email: person.email,
      telephone: person.phone,
      codePostal: person.postcode,
      commune: person.city,
      situation: person.situation && situations[person.situation],
      identifiantFranceTravail: person.identifier,
      niveau: person.level === null ? null : (levels[person.level] ?? null),
      adaptation: person.needsAdaptation,
      contactAdaptation: person.adaptationContact,
      informeeLe: person.noticeAt,
      versionDeLaNotice: person.noticeVersion,
    },
    candidatures: preregistrations.map(
      ({ project, wish, wishedStart, rank, status, reason, reasonText, sentAt, meeting, session, steps }) => ({
        formation: session.delivery.course.title,
        organisme: session.delivery.course.structure.raisonSociale,
        projet: project,
        voeu: wish,
        debutSouhaite: wishedStart,
        rangEnListeDAttente: rank,
        motif: reason && reasons[reason],
        precisions: reasonText,
        rendezVous: meeting && { nature: meetingKinds[meeting.kind], debut: meeting.startsAt, fin: meeting.endsAt, lieu: meeting.place },
        envoyeeLe: sentAt,
        etat: statuses[status],
        etapes: steps.map((step) => ({
          le: step.at,
          etat: statuses[step.status],
          motif: step.reason && reasons[step.reason],
          precisions: step.reasonText,
        })),
      }),
    ),
  }
}

/** The candidate has all that names them erased: what lives is withdrawn, counts stay. */
export function eraseOwnCandidacy(context: Context, candidateId: string): Promise<Result<undefined, "gone">> {
  return transaction(async (tx): Promise<Result<undefined, "gone">> => {
    await holdPreregistrations(tx, Prisma.sql`candidate_id = ${candidateId}::uuid`)
    const candidate = await holdCandidate(tx, candidateId)
    if (!candidate) return refuse("gone")
    await eraseAndTell(tx, context, candidateId, candidate)
    return ok()
  })
}

/** Erases a candidate at their request, and tells them when they have an address. */
export async function eraseAndTell(
  tx: Tx,
  context: Context,
  candidateId: string,
  { email, firstName }: { email: string | null; firstName: string },
) {
  await eraseCandidate(tx, context, candidateId)
  if (email) await queueMessage(tx, context.now, { email }, "candidate-erased", { firstName })
}

async function holdCandidate(tx: Tx, candidateId: string) {
  await hold(tx, "candidate", Prisma.sql`id = ${candidateId}::uuid`, "change")
  return tx.candidate.findFirst({ where: { id: candidateId, erasedAt: null }, select: { structureId: true, email: true, firstName: true } })
}

/** Erases all that names a candidate, in the caller's transaction: what lives is withdrawn in their name, and whoever knew of it is told. */
export async function eraseCandidate(tx: Tx, context: Context, candidateId: string): Promise<void> {
  for (const one of await holdPreregistrations(tx, Prisma.sql`candidate_id = ${candidateId}::uuid AND preregistration_lives(status)`)) {
    await follow(tx, context, one, { arrow: "withdraw", side: "candidate" })
    if (isUnsent(one.status)) continue
    await tellFollowers(tx, context, one, "withdrawn", "La personne a demandé l’effacement de ses données.")
    await tellBody(tx, context, one, "candidate")
  }
  const { structureId } = await tx.candidate.findUniqueOrThrow({ where: { id: candidateId }, select: { structureId: true } })
  await tx.candidateLink.deleteMany({ where: { candidateId } })
  await tx.preregistration.updateMany({ where: { candidateId }, data: { project: "", reasonText: null } })
  await tx.preregistrationStep.updateMany({ where: { preregistration: { candidateId } }, data: { reasonText: null } })
  await tx.candidate.update({
    where: { id: candidateId },
    data: {
      lastName: "",
      firstName: "",
      birthDate: null,
      email: null,
      phone: null,
      postcode: null,
      city: null,
      situation: null,
      identifier: null,
      level: null,
      needsAdaptation: false,
      adaptationContact: null,
      nameKey: null,
      identifierKey: null,
      erasedAt: context.now,
      updatedAt: context.now,
    },
  })
  await forgetMails(tx, candidateId)
  await record(tx, context, { action: "candidate.erased", structureId, targetId: candidateId })
}

/** Mails to a candidate, whatever the address they had, keep their kind and their date only; those that have not left do not leave. */
async function forgetMails(tx: Tx, candidateId: string) {
  const theirs = { data: { path: ["candidateId"], equals: candidateId } }
  await tx.message.deleteMany({ where: { ...theirs, status: { in: ["queued", "failed", "abandoned"] } } })
  await tx.message.updateMany({ where: theirs, data: { toEmail: "", data: {}, subject: null, text: null } })
  // What others were told keeps its session and its date; the words that someone added about the person go.
  await tx.$executeRaw`
    UPDATE message m SET data = jsonb_set(m.data, '{words}', '""'), text = NULL
      FROM preregistration p WHERE p.candidate_id = ${candidateId}::uuid AND m.data ->> 'preregistrationId' = p.id::text AND m.data ? 'words'`
}
