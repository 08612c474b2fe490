/** Passwords: choosing, changing and resetting one, and asking for it again before actions that need it. */
import "server-only"
import type { ActorContext, Context } from "@/lib/access/context"
import { addressLimits } from "@/lib/access/limits"
import {
  admitGuess,
  endSessionsOf,
  forgiveGuesses,
  holdOwn,
  laneOf,
  type OpenedSession,
  openSession,
} from "@/lib/identity/sessions/operations"
import { isFresh } from "@/lib/identity/sessions/rules"
import { issueToken, type LinkRefusal, takeToken, voidTokens } from "@/lib/identity/tokens/operations"
import { tokenState } from "@/lib/identity/tokens/queries"
import { db, type Tx, transaction } from "@/lib/platform/db/client"
import { enqueue } from "@/lib/platform/db/jobs"
import { isLeaked } from "@/lib/platform/http/leaked-passwords"
import type { Lane } from "@/lib/platform/http/throttle"
import { keep, ok, type Result, refuse } from "@/lib/platform/result"
import { hashPassword, isSamePassword, verifyPassword } from "@/lib/platform/secrets/password"
import { isGuessable } from "@/lib/platform/secrets/password-judge"
import { record } from "@/lib/trace/journal/operations"
import { queueMessage } from "@/lib/trace/messages/operations"

/** The password's hash, or why it cannot be chosen. `words`: what an attacker who knows the person would try. */
export async function choosePassword(password: string, words: string[]): Promise<Result<string, "guessable">> {
  if ((await isGuessable(password, words)) || (await isLeaked(password))) return refuse("guessable")
  return ok(await hashPassword(password))
}

export type ProofRefusal = "wrong-password" | "password-needed" | "throttled"

/**
 * Whether the person in front of the screen is the account's owner: they give the password now, or gave it less than fifteen minutes ago
 * in this session. Wrong guesses count for this session alone: whoever guesses at sign-in does not slow it down.
 */
export async function proveIdentity(context: ActorContext, password: string | undefined): Promise<Result<undefined, ProofRefusal>> {
  const { actor, now } = context
  if (!password) return isFresh(actor.authAt, now) ? ok() : refuse("password-needed")
  const proof = await provePassword(context, { id: actor.accountId, email: actor.email }, password, { own: `session ${actor.sessionId}` })
  if (!proof.ok) return proof
  await db.session.updateMany({ where: { id: actor.sessionId, revokedAt: null }, data: { authAt: now } })
  return ok()
}

/** Whether this is the password of an account. Without a lane of the person's own, wrong guesses count with those of their network. */
export async function provePassword(
  context: Context,
  account: { id: string; email: string },
  password: string | undefined,
  lane: Lane = laneOf(context, null),
): Promise<Result<undefined, ProofRefusal>> {
  if (!password) return refuse("password-needed")
  const admitted = await admitGuess(context, account.email, lane)
  if (!admitted.ok) return admitted
  const { passwordHash } = await db.account.findUniqueOrThrow({ where: { id: account.id }, select: { passwordHash: true } })
  if (!(await verifyPassword(passwordHash, password))) return refuse("wrong-password")
  await admitted.value()
  return ok()
}

/**
 * Replaces the password of the signed-in person. Every session ends, including this one: the caller gives the browser the new session,
 * so that a copy of the old cookie no longer works.
 */
export async function changePassword(
  context: ActorContext,
  { currentPassword, password }: { currentPassword: string; password: string },
): Promise<Result<OpenedSession, ProofRefusal | "guessable" | "same-password" | "changed-meanwhile">> {
  const { actor } = context
  const before = await db.account.findUniqueOrThrow({ where: { id: actor.accountId }, select: { passwordHash: true } })
  const proof = await proveIdentity(context, currentPassword)
  if (!proof.ok) return proof
  if (isSamePassword(password, currentPassword)) return refuse("same-password")
  const chosen = await choosePassword(password, await wordsOf(actor.accountId))
  if (!chosen.ok) return chosen
  return transaction(async (tx) => {
    // The person proved the old password in the old session: if either of them is gone, the account's owner has reacted meanwhile.
    if (!(await holdOwn(tx, context))) return refuse("changed-meanwhile")
    const session = await tx.session.findUniqueOrThrow({ where: { id: actor.sessionId }, select: { secondFactorAt: true } })
    const { count } = await tx.account.updateMany({
      where: { id: actor.accountId, ...before, disabledAt: null },
      data: { passwordHash: chosen.value },
    })
    if (count === 0) return refuse("changed-meanwhile")
    await afterNewPassword(tx, context, actor.accountId, "account.password")
    const account = { id: actor.accountId, isManager: actor.isManager }
    const opened = await openSession(tx, context, account, { secondFactor: session.secondFactorAt !== null })
    return opened ? ok(opened) : refuse("changed-meanwhile")
  })
}

/** Closes the sessions and links that the old password had opened. Keys and codes stay, and the mail tells the person to check them. */
async function afterNewPassword(tx: Tx, context: Context, accountId: string, action: "account.password" | "account.reset-password") {
  const { now } = context
  const account = await tx.account.findUniqueOrThrow({ where: { id: accountId }, select: { email: true, firstName: true } })
  await endSessionsOf(tx, accountId, now)
  await voidTokens(tx, accountId, now)
  await queueMessage(tx, now, { email: account.email, accountId }, "password-changed", { firstName: account.firstName })
  await record(tx, context, { action, actorId: accountId, targetId: accountId })
}

/** What an attacker who knows this person would try: names, address, structures. */
async function wordsOf(accountId: string) {
  const { firstName, lastName, email, affiliations } = await db.account.findUniqueOrThrow({
    where: { id: accountId },
    select: {
      firstName: true,
      lastName: true,
      email: true,
      affiliations: {
        where: { status: { in: ["active", "pending"] } },
        select: { structure: { select: { raisonSociale: true, sigle: true } } },
      },
    },
  })
  return [firstName, lastName, email, ...affiliations.flatMap(({ structure }) => [structure.raisonSociale, structure.sigle ?? ""])]
}

/**
 * Asks for a link to choose a new password. The work is the same whether or not the address has an account: a job finds that out
 * (`answerReset` of lib/membership/signups). After five requests an hour for one address, nothing more is sent, and nobody is told.
 */
export async function askReset(_context: Context, { email }: { email: string }): Promise<Result<undefined, never>> {
  if ((await addressLimits.resets.take(email)).allowed) await transaction((tx) => enqueue(tx, "send-reset-link", { email }))
  return ok()
}

/**
 * Sends a link to the account of this address, or, if it is disabled, the reason why it gets none; false when no account has this
 * address.
 */
export async function sendResetLink(email: string, context: Context): Promise<boolean> {
  const { now } = context
  const account = await db.account.findUnique({ where: { email }, select: { id: true, firstName: true, disabledAt: true } })
  if (!account) return false
  const to = { email, accountId: account.id }
  await transaction(async (tx) => {
    if (account.disabledAt) {
      await queueMessage(tx, now, to, "account-disabled", { firstName: account.firstName })
      return
    }
    const token = await issueToken(tx, "reset_password", account.id, now)
    await queueMessage(tx, now, to, "reset-password", { firstName: account.firstName, token })
    await record(tx, context, { action: "account.ask-reset", targetId: account.id })
  })
  return true
}

/** The person's click on the button of a reset link. It also unlocks an account that wrong guesses had slowed down. */
export async function resetPassword(
  context: Context,
  { token, password }: { token: string; password: string },
): Promise<Result<{ email: string }, LinkRefusal | "guessable">> {
  const { now } = context
  // The link is checked first: only people who hold a valid link make the server hash a password.
  const link = await tokenState("reset_password", token, now)
  if (link.state !== "ready") return refuse(`link-${link.state}`)
  const { id } = await db.account.findUniqueOrThrow({ where: { email: link.account.email }, select: { id: true } })
  const chosen = await choosePassword(password, await wordsOf(id))
  if (!chosen.ok) return chosen
  const done = await transaction(async (tx) => {
    const taken = await takeToken(tx, "reset_password", token, now)
    if (!taken.ok) return taken
    const account = await tx.account.findUniqueOrThrow({ where: { id: taken.value.accountId }, select: { disabledAt: true } })
    // The link still counts as used.
    if (account.disabledAt) return keep(refuse("link-unknown"))
    await tx.account.update({ where: { id: taken.value.accountId }, data: { passwordHash: chosen.value } })
    await afterNewPassword(tx, context, taken.value.accountId, "account.reset-password")
    return ok({ email: link.account.email })
  })
  if (done.ok) await forgiveGuesses(link.account.email)
  return done
}
