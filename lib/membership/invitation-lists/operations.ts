/** A list of people to invite to a structure: what each line would do, then the sending. */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { addressLimits, invitedLimit } from "@/lib/access/limits"
import { validateRequest } from "@/lib/membership/decisions/operations"
import { mayGrant } from "@/lib/membership/decisions/rules"
import { standingOf, waitingInvitations } from "@/lib/membership/invitation-lists/queries"
import { doesSomething, type Judged, judged, readLines } from "@/lib/membership/invitation-lists/rules"
import type { Invitations, Preview } from "@/lib/membership/invitation-lists/schema"
import { asDecider } from "@/lib/membership/referents/operations"
import type { Tx } from "@/lib/platform/db/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { hashSecret, newSecret } from "@/lib/platform/secrets/secrets"
import { record } from "@/lib/trace/journal/operations"
import { queueMessage } from "@/lib/trace/messages/operations"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { invitationLifetime, lately, mostWaiting } from "@/lib/vocabulary/invitations/rules"
import { profilNames, type Rights } from "@/lib/vocabulary/profils/rules"
import { structureRef } from "@/lib/vocabulary/structures/rules"

export type ListRefusal = "not-found" | "structure-closed" | "profil-not-open"

/** What each line of a list would do, at this moment; changes nothing. */
export function previewInvitations(context: ActorContext, input: Invitations): Promise<Result<Preview, ListRefusal>> {
  return judgeList(context, input, async ({ lines, unsound, twice, waiting, overflow }) =>
    ok({
      ...inShort(lines),
      unsound: unsound.slice(0, mostSaid),
      moreUnsound: Math.max(0, unsound.length - mostSaid),
      twice: twice.length,
      waiting,
      overflow,
    }),
  )
}

/** So many unsound lines are said. */
const mostSaid = 100

/** The lines, with their rights named once. */
function inShort(lines: readonly Judged[]): Pick<Preview, "profils" | "lines"> {
  const profils = [...new Set(lines.map(({ rights }) => profilNames(rights).join(", ")))]
  return {
    profils,
    lines: lines.map(({ email, rights, verdict }) => ({ email, profils: profils.indexOf(profilNames(rights).join(", ")), verdict })),
  }
}

type Read = Pick<ReturnType<typeof readLines>, "unsound" | "twice"> & ReturnType<typeof judged> & { waiting: number }

function judgeList<Value, Why extends string>(
  context: ActorContext,
  { structureId, addresses, ...usual }: Invitations,
  work: (read: Read) => Promise<Result<Value, Why>>,
): Promise<Result<Value, Why | ListRefusal>> {
  return asDecider(context, "invitation.send", { structureId }, "shared", async (tx): Promise<Result<Value, Why | ListRefusal>> => {
    const { types, state } = await tx.structure.findUniqueOrThrow({ where: { id: structureId }, select: { types: true, state: true } })
    if (state === "closed") return refuse("structure-closed")
    const fits = mayGrant(usual, types)
    if (!fits.ok) return fits
    const { invited, unsound, twice } = readLines(addresses, usual, types)
    const emails = invited.map(({ email }) => email)
    const standing = await standingOf(tx, structureId, emails, context.now)
    const waiting = await waitingInvitations(tx, structureId, context.now)
    return work({ ...judged(invited, standing, waiting), unsound, twice, waiting })
  })
}

/**
 * What became of a list: invitations that left, requests validated, people for whom nothing had to be done, and people who could not be written to now,
 * because they, or this account, had too many of these mails of late.
 */
export type Sent = { structureId: string; invited: number; validated: number; unchanged: number; unsent: number }

/**
 * Invites everyone of a list who can be, and validates the requests that wait among them; a few in each transaction, so that a list begun again
 * after a failure goes on where it stopped, and nobody is invited twice. Refused as a whole when it holds too many people, or nobody.
 */
export async function sendInvitations(
  context: ActorContext,
  input: Invitations,
): Promise<Result<Sent, ListRefusal | "too-many-waiting" | "nobody">> {
  const { structureId } = input
  const read = await judgeList(context, input, async ({ lines, overflow }): Promise<Result<Judged[], "too-many-waiting" | "nobody">> => {
    if (overflow > 0) return refuse("too-many-waiting", String(overflow))
    return lines.some(doesSomething) ? ok(lines) : refuse("nobody")
  })
  if (!read.ok) return read
  const sent: Sent = { structureId, invited: 0, validated: 0, unchanged: 0, unsent: 0 }
  const doing = read.value.filter(doesSomething)
  sent.unchanged = read.value.length - doing.length
  for (let first = 0; first < doing.length; first += together) {
    const done = await inviteSome(context, structureId, doing.slice(first, first + together))
    // A colleague has filled the list meanwhile: what has left has left.
    if (!done.ok && done.why === "too-many-waiting" && sent.invited > 0) {
      sent.unsent += doing.length - first
      break
    }
    if (!done.ok) return done
    for (const outcome of done.value) sent[outcome] += 1
  }
  return ok(sent)
}

type SendingRefusal = ListRefusal | "too-many-waiting"
type Line = Pick<Judged, "email" | "rights" | "verdict">
type Outcome = "invited" | "validated" | "unchanged" | "unsent"

/** So many people are invited in one transaction: the structure is held while it lasts, and those who ask for it wait. */
const together = 25

/** What becomes of some people of a list, in its order. */
export async function inviteSome(
  context: ActorContext,
  structureId: string,
  lines: readonly Line[],
): Promise<Result<Outcome[], SendingRefusal>> {
  // Before the transaction: what is counted there must not be taken back.
  const held = new Set<string>()
  for (const { email, verdict } of lines) if (verdict === "new" && !(await mayWrite(context, email))) held.add(email)
  const writable = lines.filter(({ email }) => !held.has(email))
  const done = await asDecider(context, "invitation.send", { structureId }, "exclusive", (tx) =>
    inviteNow(tx, context, structureId, writable),
  )
  if (!done.ok) return done
  const outcomes: Outcome[] = []
  for (const { email, rights } of lines) {
    const became = done.value.get(email) ?? "unchanged"
    const outcome: Result<Outcome, SendingRefusal> = held.has(email)
      ? ok("unsent")
      : typeof became === "string"
        ? ok(became)
        : await validateInstead(context, became.affiliationId, rights)
    if (!outcome.ok) return outcome
    outcomes.push(outcome.value)
  }
  return ok(outcomes)
}

async function mayWrite({ actor }: ActorContext, email: string) {
  return (await addressLimits.invitations.take(email)).allowed && (await invitedLimit.take(actor.accountId)).allowed
}

/** Whoever has asked already is validated, with the rights that the list gives them. */
async function validateInstead(context: ActorContext, affiliationId: string, rights: Rights): Promise<Result<Outcome, SendingRefusal>> {
  const validated = await validateRequest(context, { affiliationId, ...rights })
  if (validated.ok) return ok("validated")
  if (validated.why === "already-decided") return ok("unchanged")
  return refuse(validated.why === "own-request" ? "not-found" : validated.why)
}

type Became = "invited" | "unchanged" | { affiliationId: string }

/** For each address: "invited"; the request to validate instead; or "unchanged", because the person is here, invited already, or refused lately. */
async function inviteNow(
  tx: Tx,
  context: ActorContext,
  structureId: string,
  lines: readonly Line[],
): Promise<Result<Map<string, Became>, SendingRefusal>> {
  const { now } = context
  const structure = await tx.structure.findUniqueOrThrow({
    where: { id: structureId },
    select: { id: true, types: true, state: true, raisonSociale: true, siret: true },
  })
  if (structure.state === "closed") return refuse("structure-closed")
  const emails = lines.map(({ email }) => email)
  const standing = await standingOf(tx, structureId, emails, now)
  const asked = await tx.affiliation.findMany({
    where: { structureId, status: "pending", account: { email: { in: emails.filter((email) => standing.get(email) === "asked") } } },
    select: { id: true, account: { select: { email: true } } },
  })
  const became = new Map<string, Became>(asked.map(({ id, account }) => [account.email, { affiliationId: id }]))
  const fresh = lines.filter(({ email }) => !standing.has(email))
  if ((await waitingInvitations(tx, structureId, now)) + fresh.length > mostWaiting) return refuse("too-many-waiting")
  // What has expired, and the clock has not closed yet, makes room for what replaces it.
  const replaced = { structureId, status: "sent" as const, email: { in: fresh.map(({ email }) => email) } }
  await tx.invitation.updateMany({ where: replaced, data: { status: "expired", decidedAt: now } })
  const links = await linksHeld(tx, structureId, replaced.email.in, now)
  for (const { email, rights } of fresh) {
    const fits = mayGrant(rights, structure.types)
    if (!fits.ok) return fits
    await inviteFresh(tx, context, structure, { email, rights, link: links.get(email) })
    became.set(email, "invited")
  }
  return ok(became)
}

type Structure = { id: string; raisonSociale: string; siret: string }
type HeldLink = { tokenHash: string | null; sentAt: Date }

async function inviteFresh(
  tx: Tx,
  context: ActorContext,
  structure: Structure,
  { email, rights, link }: { email: string; rights: Rights; link: HeldLink | undefined },
) {
  const { now, actor } = context
  const token = newSecret()
  const { id } = await tx.invitation.create({
    data: {
      structureId: structure.id,
      email,
      ...rights,
      invitedBy: actor.accountId,
      invitedAt: now,
      sentAt: link?.sentAt ?? now,
      expiresAt: new Date(now.getTime() + invitationLifetime),
      tokenHash: link?.tokenHash ?? hashSecret(token),
    },
    select: { id: true },
  })
  if (!link) await sendLink(tx, context, { email, structure, token })
  await record(tx, context, { action: "invitation.send", structureId: structure.id, targetId: id, changes: { ...rights, isAgain: false } })
}

/**
 * The links that these people received less than two days ago for invitations cancelled since: they now lead to the new ones, and no second mail says
 * the same thing.
 */
async function linksHeld(tx: Tx, structureId: string, emails: string[], now: Date): Promise<ReadonlyMap<string, HeldLink>> {
  const former = await tx.invitation.findMany({
    where: { structureId, email: { in: emails }, status: "cancelled", tokenHash: { not: null }, sentAt: { gt: lately(now) } },
    orderBy: { sentAt: "asc" },
    select: { id: true, email: true, tokenHash: true, sentAt: true },
  })
  const latest = new Map(former.map((one) => [one.email, one]))
  const ids = [...latest.values()].map(({ id }) => id)
  if (ids.length > 0) await tx.invitation.updateMany({ where: { id: { in: ids } }, data: { tokenHash: null } })
  return latest
}

type Link = { email: string; structure: { raisonSociale: string; siret: string }; token: string }

/** The mail of an invitation, whose link is good for as long as it waits. */
export async function sendLink(tx: Tx, { now, actor }: ActorContext, { email, structure, token }: Link) {
  await queueMessage(tx, now, { email }, "invitation", {
    ...structureRef(structure),
    by: formatName(actor),
    until: new Date(now.getTime() + invitationLifetime).toISOString(),
    token,
  })
}
