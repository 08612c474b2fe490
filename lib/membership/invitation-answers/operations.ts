/** The answers to an invitation: accepted with an account or by a short sign-up, or declined. Whoever holds the link reads the mailbox. */
import "server-only"
import type { Context } from "@/lib/access/context"
import { holdById } from "@/lib/access/locks"
import { choosePassword } from "@/lib/identity/credentials/operations"
import type { Newcomer } from "@/lib/membership/invitation-answers/schema"
import { type JoiningRefusal, join } from "@/lib/membership/joining/operations"
import { openStructure } from "@/lib/membership/successions/operations"
import { db, isUniqueViolation, type Tx, transaction } from "@/lib/platform/db/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { hashSecret } from "@/lib/platform/secrets/secrets"
import { parsePhone } from "@/lib/platform/text/phone"
import { record } from "@/lib/trace/journal/operations"
import { queueMessage } from "@/lib/trace/messages/operations"
import { stateOf } from "@/lib/vocabulary/invitations/rules"
import { structureRef } from "@/lib/vocabulary/structures/rules"

type LinkRefusal = "link-unknown" | "link-used" | "link-expired" | "someone-else-here"
type AcceptRefusal = LinkRefusal | JoiningRefusal | "structure-closed" | "no-account" | "account-closed" | "managers-do-not-ask"

/** Who joined, and the address with which they sign in. */
type Joined = { email: string; accountId: string }

/** The invitation of a link, while it waits and nobody else is signed in here: nothing is done in the name of whoever happens to be. */
async function openInvitation(tx: Tx, { now, actor }: Context, token: string) {
  const invitation = await tx.invitation.findUnique({
    where: { tokenHash: hashSecret(token) },
    include: { structure: { select: { raisonSociale: true, siret: true } }, inviter: true },
  })
  if (!invitation) return refuse("link-unknown")
  const state = stateOf(invitation, now)
  if (state !== "sent") return refuse(state === "expired" ? "link-expired" : "link-used")
  if (actor && (actor.control || actor.email !== invitation.email)) return refuse("someone-else-here")
  return ok(invitation)
}

/** The owner of the address accepts with the account they have: one gesture, wherever they are signed in. */
export async function acceptInvitation(context: Context, { token }: { token: string }): Promise<Result<Joined, AcceptRefusal>> {
  try {
    return await transaction(async (tx): Promise<Result<Joined, AcceptRefusal>> => {
      const found = await openInvitation(tx, context, token)
      if (!found.ok) return found
      const { email } = found.value
      const known = await tx.account.findUnique({ where: { email }, select: { id: true } })
      if (!known) return refuse("no-account")
      await holdById(tx, "account", known.id, "read")
      const account = await tx.account.findUniqueOrThrow({ where: { id: known.id } })
      if (account.email !== email) return refuse("no-account")
      if (account.disabledAt || account.erasedAt) return refuse("account-closed")
      if (account.isManager) return refuse("managers-do-not-ask")
      const joined = await joinOpen(tx, context, found.value, account.id, "request")
      return joined.ok ? ok({ email, accountId: account.id }) : joined
    })
  } catch (error) {
    if (isUniqueViolation(error)) return refuse("already-attached")
    throw error
  }
}

async function joinOpen(
  tx: Tx,
  context: Context,
  invitation: { id: string; structureId: string },
  accountId: string,
  origin: "signup" | "request",
): Promise<Result<string, JoiningRefusal | "structure-closed">> {
  const structureId = await openStructure(tx, invitation.structureId)
  if (!structureId) return refuse("structure-closed")
  return join(tx, context, { invitationId: invitation.id, accountId, structureId, origin })
}

type SignUpRefusal = LinkRefusal | JoiningRefusal | "structure-closed" | "account-exists" | "phone-unreadable" | "guessable"

/**
 * The owner of the address signs up and accepts in one gesture: the link confirms the address. Returns also the password's hash, by which the first
 * session opens. Only people who hold a valid link make the server hash a password.
 */
export async function signUpInvited(
  context: Context,
  { token, password, phone: typed, ...person }: Newcomer,
): Promise<Result<Joined & { passwordHash: string }, SignUpRefusal>> {
  const link = await openInvitation(db, context, token)
  if (!link.ok) return link
  const phone = parsePhone(typed)
  if (phone === null) return refuse("phone-unreadable")
  const { firstName, lastName } = person
  const chosen = await choosePassword(password, [firstName, lastName, link.value.email, link.value.structure.raisonSociale])
  if (!chosen.ok) return chosen
  const passwordHash = chosen.value
  try {
    return await transaction(async (tx): Promise<Result<Joined & { passwordHash: string }, SignUpRefusal>> => {
      const found = await openInvitation(tx, context, token)
      if (!found.ok) return found
      const { email } = found.value
      const account = await tx.account.create({
        data: { ...person, email, phone, passwordHash, createdAt: context.now, lastUsedAt: context.now },
        select: { id: true },
      })
      await tx.message.updateMany({ where: { toEmail: email, accountId: null }, data: { accountId: account.id } })
      await record(tx, context, { action: "account.create", actorId: account.id, targetId: account.id })
      const joined = await joinOpen(tx, context, found.value, account.id, "signup")
      return joined.ok ? ok({ email, accountId: account.id, passwordHash }) : joined
    })
  } catch (error) {
    if (isUniqueViolation(error)) return refuse("account-exists")
    throw error
  }
}

/** Whoever was invited says no; whoever invited them is told, and nobody may invite them again there for two days. */
export function declineInvitation(context: Context, { token }: { token: string }): Promise<Result<undefined, LinkRefusal>> {
  return transaction(async (tx): Promise<Result<undefined, LinkRefusal>> => {
    const found = await openInvitation(tx, context, token)
    if (!found.ok) return found
    const { id, structureId, structure, inviter, email } = found.value
    const { count } = await tx.invitation.updateMany({
      where: { id, status: "sent" },
      data: { status: "declined", decidedAt: context.now },
    })
    if (count === 0) return refuse("link-used")
    if (!inviter.disabledAt && !inviter.erasedAt)
      await queueMessage(tx, context.now, { email: inviter.email, accountId: inviter.id }, "invitation-answered", {
        ...structureRef(structure),
        person: email,
        isAccepted: false,
        profils: [],
      })
    await record(tx, context, { action: "invitation.decline", structureId, targetId: id })
    return ok()
  })
}
