/** The people whom a prescriber accompanies: written once, compared without being shown, erased in time. */
import "server-only"
import type { Context } from "@/lib/access/context"
import type { Tx } from "@/lib/platform/db/client"
import { env } from "@/lib/platform/process/env"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { keyedHash } from "@/lib/platform/secrets/secrets"
import { parsePhone } from "@/lib/platform/text/phone"
import { formatDay } from "@/lib/platform/time/dates"
import { comparableName, noticeVersion } from "@/lib/rafael/candidates/rules"
import type { CandidateFields } from "@/lib/rafael/candidates/schema"
import { record } from "@/lib/trace/journal/operations"
import { formatName } from "@/lib/vocabulary/accounts/rules"

/** Keys by which two structures' candidates are compared without being shown. Nobody finds a person again from them without the secret. */
export function keysOf({
  lastName,
  firstName,
  birthDate,
  identifier,
}: Pick<CandidateFields, "lastName" | "firstName" | "birthDate" | "identifier">) {
  const name = [comparableName(lastName), comparableName(firstName), birthDate].join(" ")
  return {
    nameKey: keyedHash(`candidate name ${name}`, env.secret),
    identifierKey: identifier === "" ? null : keyedHash(`candidate identifier ${identifier}`, env.secret),
  }
}

export type KnownRefusal = "known-person" | "maybe-known" | "phone-unreadable"

/**
 * What is written of a candidate, once it is sure that the structure does not know them already. Strong (same identifier, or same names and
 * birth date): refused, with who pre-registered them and when. Weak (same e-mail or phone, which couples share): a question, answered by
 * `isOther`. `own`: the candidate who is being edited.
 */
export async function candidateData(
  tx: Tx,
  structureId: string,
  { isOther, ...fields }: CandidateFields & { isOther: boolean },
  own: string | null = null,
): Promise<Result<ReturnType<typeof stored>, KnownRefusal>> {
  const phone = fields.phone === "" ? null : parsePhone(fields.phone)
  if (fields.phone !== "" && !phone) return refuse("phone-unreadable")
  const keys = keysOf(fields)
  const others = { structureId, erasedAt: null, ...(own ? { NOT: { id: own } } : {}) }
  const same = [{ nameKey: keys.nameKey }, ...(keys.identifierKey ? [{ identifierKey: keys.identifierKey }] : [])]
  const shared = isOther ? [] : [...(fields.email ? [{ email: fields.email }] : []), ...(phone ? [{ phone }] : [])]
  // One question for both: between two, a colleague's commit would make the same person look like someone who shares their address.
  const found = await tx.candidate.findMany({
    where: { ...others, OR: [...same, ...shared] },
    select: { id: true, firstName: true, lastName: true, nameKey: true, identifierKey: true },
  })
  const strong = found.find(
    ({ nameKey, identifierKey }) => nameKey === keys.nameKey || (identifierKey && identifierKey === keys.identifierKey),
  )
  if (strong) return refuse("known-person", await lastPreregistration(tx, strong.id))
  const [weak] = found
  if (weak) return refuse("maybe-known", formatName(weak))
  return ok(stored(fields, phone, keys))
}

/** "le 24 novembre 2026 par Sacha MARTIN" */
async function lastPreregistration(tx: Tx, candidateId: string) {
  const last = await tx.preregistrationStep.findFirst({
    where: { preregistration: { candidateId }, side: "prescriber" },
    orderBy: { id: "desc" },
    select: { at: true, account: { select: { firstName: true, lastName: true } } },
  })
  return last ? `le ${formatDay(last.at)}${last.account ? ` par ${formatName(last.account)}` : ""}` : "par un·e collègue"
}

function stored(fields: CandidateFields, phone: string | null, keys: ReturnType<typeof keysOf>) {
  const orNull = (text: string) => text || null
  return {
    firstName: fields.firstName,
    lastName: fields.lastName,
    birthDate: new Date(`${fields.birthDate}T00:00:00Z`),
    email: orNull(fields.email),
    phone,
    postcode: orNull(fields.postcode),
    city: orNull(fields.city),
    situation: fields.situation,
    identifier: orNull(fields.identifier),
    level: fields.level,
    needsAdaptation: fields.needsAdaptation,
    adaptationContact: orNull(fields.adaptationContact),
    ...keys,
  }
}

/** What is prepared for someone was touched: that it fades was said too early, and is said again in time. */
export async function candidateTouched(tx: Tx, candidateId: string) {
  await tx.preregistrationNotice.deleteMany({ where: { kind: "fading", preregistration: { candidateId } } })
}

/** Remembers that the person was informed, with the version of the notice; once only for a version. */
export async function rememberNotice(tx: Tx, context: Context, { id, structureId }: { id: string; structureId: string }) {
  const { count } = await tx.candidate.updateMany({
    where: { id, OR: [{ noticeVersion: null }, { noticeVersion: { not: noticeVersion } }] },
    data: { noticeVersion, noticeAt: context.now },
  })
  if (count > 0) await record(tx, context, { action: "candidate.informed", structureId, targetId: id })
}
