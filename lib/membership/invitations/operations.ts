/** Inviting people to a structure: by its référents, or by the managers. */
import "server-only"
import type { ActorContext, Context } from "@/lib/access/context"
import { addressLimits, invitedLimit } from "@/lib/access/limits"
import { validateRequest } from "@/lib/membership/decisions/operations"
import { mayGrant } from "@/lib/membership/decisions/rules"
import { standingOf, waitingInvitations } from "@/lib/membership/invitations/queries"
import {
  doesSomething,
  invitationLifetime,
  type Judged,
  judged,
  lately,
  mayBeToldAgain,
  mostWaiting,
  readLines,
  stateOf,
} from "@/lib/membership/invitations/rules"
import type { Invitations, OneInvitation, Preview } from "@/lib/membership/invitations/schema"
import { asDecider } from "@/lib/membership/referents/operations"
import { decidesNow, reachable } from "@/lib/membership/referents/queries"
import { db, type Tx, transaction } from "@/lib/platform/db/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { hashSecret, newSecret } from "@/lib/platform/secrets/secrets"
import { record } from "@/lib/trace/journal/operations"
import { queueMessage } from "@/lib/trace/messages/operations"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { fitting, profilNames, type Rights } from "@/lib/vocabulary/profils/rules"
import { structureRef } from "@/lib/vocabulary/structures/rules"

type ListRefusal = "not-found" | "structure-closed" | "profil-not-open"

/** What each line of a list would do, at this moment; changes nothing. */
export function previewInvitations(context: ActorContext, input: Invitations): Promise<Result<Preview, ListRefusal>> {
  return judgeList(context, input, async ({ lines, unsound, twice, waiting, overflow }) =>
    ok({
      lines: lines.map(({ line, email, rights, verdict }) => ({ line, email, profils: profilNames(rights).join(", "), verdict })),
      unsound,
      twice: twice.map(({ line, email }) => ({ line, email })),
      waiting,
      overflow,
    }),
  )
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
 * Invites everyone of a list who can be, and validates the requests that wait among them; each in its own transaction, so that a list begun again
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
  for (const line of read.value) {
    const done = doesSomething(line) ? await inviteOne(context, structureId, line) : ok("unchanged" as const)
    if (done.ok) sent[done.value] += 1
    else if (done.why === "told-often") sent.unsent += 1
    else return refuse(done.why, done.detail)
  }
  return ok(sent)
}

type OneRefusal = ListRefusal | "too-many-waiting" | "told-often"

/** One person: invited, or validated when their request waits, or left as they are when someone has been quicker. */
async function inviteOne(
  context: ActorContext,
  structureId: string,
  { email, rights, verdict }: Pick<Judged, "email" | "rights" | "verdict">,
): Promise<Result<"invited" | "validated" | "unchanged", OneRefusal>> {
  // Before the transaction: what is counted there must not be taken back.
  if (verdict === "new" && !(await mayWrite(context, email))) return refuse("told-often")
  const invited = await asDecider(context, "invitation.send", { structureId }, "exclusive", (tx) =>
    inviteNow(tx, context, structureId, { email, rights }),
  )
  if (!invited.ok) return invited
  if (typeof invited.value === "string") return ok(invited.value)
  const validated = await validateRequest(context, { ...invited.value, ...rights })
  if (validated.ok) return ok("validated")
  if (validated.why === "already-decided") return ok("unchanged")
  return refuse(validated.why === "own-request" ? "not-found" : validated.why)
}

async function mayWrite({ actor }: ActorContext, email: string) {
  return (await addressLimits.invitations.take(email)).allowed && (await invitedLimit.take(actor.accountId)).allowed
}

/** "invited"; the request to validate instead; or "unchanged", because the person is here, invited already, or refused lately. */
async function inviteNow(
  tx: Tx,
  context: ActorContext,
  structureId: string,
  { email, rights }: { email: string; rights: Rights },
): Promise<Result<"invited" | "unchanged" | { affiliationId: string }, OneRefusal>> {
  const { now, actor } = context
  const structure = await tx.structure.findUniqueOrThrow({
    where: { id: structureId },
    select: { types: true, state: true, raisonSociale: true, siret: true },
  })
  if (structure.state === "closed") return refuse("structure-closed")
  const fits = mayGrant(rights, structure.types)
  if (!fits.ok) return fits
  const standing = (await standingOf(tx, structureId, [email], now)).get(email)
  if (standing === "asked") {
    const waiting = { structureId, status: "pending" as const, account: { email } }
    const { id } = await tx.affiliation.findFirstOrThrow({ where: waiting, select: { id: true } })
    return ok({ affiliationId: id })
  }
  if (standing) return ok("unchanged")
  if ((await waitingInvitations(tx, structureId, now)) >= mostWaiting) return refuse("too-many-waiting")
  await tx.invitation.updateMany({ where: { structureId, email, status: "sent" }, data: { status: "expired", decidedAt: now } })
  const known = await linkHeldBy(tx, structureId, email, now)
  const token = newSecret()
  const { id } = await tx.invitation.create({
    data: {
      structureId,
      email,
      ...rights,
      invitedBy: actor.accountId,
      invitedAt: now,
      sentAt: known?.sentAt ?? now,
      expiresAt: new Date(now.getTime() + invitationLifetime),
      tokenHash: known?.tokenHash ?? hashSecret(token),
    },
    select: { id: true },
  })
  if (!known) await sendLink(tx, context, { email, structure, token })
  await record(tx, context, { action: "invitation.send", structureId, targetId: id, changes: { ...rights, isAgain: false } })
  return ok("invited")
}

/**
 * The link that the person received less than two days ago for an invitation cancelled since: it now leads to the new one, and no second mail says the
 * same thing.
 */
async function linkHeldBy(tx: Tx, structureId: string, email: string, now: Date) {
  const former = await tx.invitation.findFirst({
    where: { structureId, email, status: "cancelled", tokenHash: { not: null }, sentAt: { gt: lately(now) } },
    orderBy: { sentAt: "desc" },
    select: { id: true, tokenHash: true, sentAt: true },
  })
  if (former) await tx.invitation.update({ where: { id: former.id }, data: { tokenHash: null } })
  return former
}

type Link = { email: string; structure: { raisonSociale: string; siret: string }; token: string }

async function sendLink(tx: Tx, { now, actor }: ActorContext, { email, structure, token }: Link) {
  await queueMessage(tx, now, { email }, "invitation", {
    ...structureRef(structure),
    by: formatName(actor),
    until: new Date(now.getTime() + invitationLifetime).toISOString(),
    token,
  })
}

type AgainRefusal = ListRefusal | "too-soon" | "already-answered" | "too-many-waiting" | "told-often"

/**
 * Sends the mail of an invitation again, with a new link and fourteen more days, in the name of whoever asks for it. One that has expired is made
 * anew. Not sooner than two days after the last mail, unless nobody answers for the invitation any more.
 */
export async function resendInvitation(
  context: ActorContext,
  { structureId, invitationId }: OneInvitation,
): Promise<Result<{ structureId: string }, AgainRefusal>> {
  const { now, actor } = context
  type Expired = { email: string; rights: Rights }
  const again = await asDecider(
    context,
    "invitation.send",
    { structureId },
    "exclusive",
    async (tx): Promise<Result<Expired | null, AgainRefusal>> => {
      const found = await tx.invitation.findFirst({ where: { id: invitationId, structureId }, include: { structure: true } })
      if (!found) return refuse("not-found")
      const { email, structure, invitedBy, ...invitation } = found
      if (structure.state === "closed") return refuse("structure-closed")
      const state = stateOf(invitation, now)
      const rights = fitting(invitation, structure.types)
      if (state === "expired") return ok({ email, rights })
      if (state !== "sent") return refuse("already-answered")
      if (!mayBeToldAgain(invitation, now) && (await decidesNow(tx, invitedBy, structureId))) return refuse("too-soon")
      const token = newSecret()
      const renewed = { invitedBy: actor.accountId, sentAt: now, expiresAt: new Date(now.getTime() + invitationLifetime) }
      await tx.invitation.update({ where: { id: invitationId }, data: { ...rights, ...renewed, tokenHash: hashSecret(token) } })
      await sendLink(tx, context, { email, structure, token })
      await record(tx, context, { action: "invitation.send", structureId, targetId: invitationId, changes: { ...rights, isAgain: true } })
      return ok(null)
    },
  )
  if (!again.ok) return again
  if (again.value) {
    const invited = await inviteOne(context, structureId, { ...again.value, verdict: "new" })
    if (!invited.ok) return invited
    if (invited.value === "unchanged") return refuse("already-answered")
  }
  return ok({ structureId })
}

/** Takes back an invitation that waits: its link opens nothing any more. */
export function cancelInvitation(
  context: ActorContext,
  { structureId, invitationId }: OneInvitation,
): Promise<Result<{ structureId: string }, "not-found" | "already-answered">> {
  return asDecider(context, "invitation.send", { structureId }, "shared", async (tx) => {
    const { count } = await tx.invitation.updateMany({
      where: { id: invitationId, structureId, status: "sent" },
      data: { status: "cancelled", decidedAt: context.now },
    })
    if (count === 0)
      return refuse((await tx.invitation.count({ where: { id: invitationId, structureId } })) > 0 ? "already-answered" : "not-found")
    await record(tx, context, { action: "invitation.cancel", structureId, targetId: invitationId })
    return ok({ structureId })
  })
}

/** The structures where invitations have waited too long. */
export async function structuresToExpire(now: Date): Promise<string[]> {
  const found = await db.invitation.groupBy({ by: ["structureId"], where: { status: "sent", expiresAt: { lte: now } } })
  return found.map(({ structureId }) => structureId)
}

/** Closes the invitations of a structure that nobody answered in time, and tells those who sent them, in one mail each. */
export function expireInvitations(context: Context, structureId: string): Promise<boolean> {
  const { now } = context
  return transaction(async (tx) => {
    const expired = await tx.invitation.updateManyAndReturn({
      where: { structureId, status: "sent", expiresAt: { lte: now } },
      data: { status: "expired", decidedAt: now },
      select: { id: true, email: true, invitedBy: true },
    })
    if (expired.length === 0) return false
    const structure = await tx.structure.findUniqueOrThrow({ where: { id: structureId }, select: { raisonSociale: true, siret: true } })
    for (const [accountId, theirs] of Map.groupBy(expired, ({ invitedBy }) => invitedBy)) {
      for (const { id } of theirs) await record(tx, context, { action: "invitation.expire", structureId, targetId: id })
      const inviter = await tx.account.findFirst({ where: { id: accountId, ...reachable.account }, select: { email: true } })
      if (!inviter || !(await decidesNow(tx, accountId, structureId))) continue
      await queueMessage(tx, now, { email: inviter.email, accountId }, "invitations-expired", {
        ...structureRef(structure),
        structureId,
        emails: theirs.slice(0, 20).map(({ email }) => email),
        more: Math.max(0, theirs.length - 20),
      })
    }
    return true
  })
}
