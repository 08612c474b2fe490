import "server-only"
import type { Context } from "@/lib/access/context"
import { addressLimits } from "@/lib/access/limits"
import { choosePassword, sendResetLink } from "@/lib/identity/credentials/operations"
import { openSession, recordEntrance } from "@/lib/identity/sessions/operations"
import { openRequest } from "@/lib/membership/affiliations/operations"
import { openListingRequest } from "@/lib/membership/listings/operations"
import { keptListingShape, type Listing } from "@/lib/membership/listings/schema"
import type { Confirmation, Identity } from "@/lib/membership/signups/schema"
import { db, isUniqueViolation, type Tx, transaction } from "@/lib/platform/db/client"
import { Prisma, type Signup } from "@/lib/platform/generated/client"
import { ok, type Result, refuse, tolerate } from "@/lib/platform/result"
import { noPassword, verifyPassword } from "@/lib/platform/secrets/password"
import { hashSecret, newSecret } from "@/lib/platform/secrets/secrets"
import { record } from "@/lib/trace/journal/operations"
import { queueMessage } from "@/lib/trace/messages/operations"
import { erasedAddress } from "@/lib/vocabulary/accounts/rules"

const day = 24 * 3_600_000
const linkLifetime = 7 * day
const resendEvery = 60_000

/** The structure someone signs up for: one of the list, or one to be listed. */
export type SignupTarget = { structureId: string; listing: null } | { structureId: null; listing: Listing }

/** What sign-up knows after step 2; kept in the person's own sealed cookie until they send it. `id`: that of the cookie. */
export type SignupDraft = Omit<Identity, "password"> & { id: string; passwordHash: string }

type SignupRefusal = "structure-unknown" | "structure-closed"

/**
 * Keeps a sign-up until its address is confirmed, and sends the link. An address that already has an account receives another mail;
 * nothing else shows the difference. A sign-up sent twice (double click) counts once.
 */
export async function submitSignup(context: Context, draft: SignupDraft, target: SignupTarget): Promise<Result<undefined, SignupRefusal>> {
  const structure = target.structureId
    ? await db.structure.findUnique({ where: { id: target.structureId }, select: { raisonSociale: true, state: true } })
    : { raisonSociale: "", state: "active" }
  if (!structure) return refuse("structure-unknown")
  if (structure.state === "closed") return refuse("structure-closed")
  const { id, email, ...identity } = draft
  const token = newSecret()
  const mayWrite = (await addressLimits.invitations.take(email)).allowed
  try {
    await transaction(async (tx) => {
      await tx.signup.create({
        data: {
          ...identity,
          id,
          email,
          structureId: target.structureId,
          listing: target.listing ?? Prisma.DbNull,
          tokenHash: hashSecret(token),
          expiresAt: new Date(context.now.getTime() + linkLifetime),
          sentAt: context.now,
          createdAt: context.now,
        },
      })
      if (mayWrite) await sendSignupMail(tx, context, { email, structureName: structure.raisonSociale, token })
    })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
  }
  return ok()
}

/** The address may be that of someone who asked for nothing: the mail holds no word that a stranger typed. */
async function sendSignupMail(
  tx: Tx,
  context: Context,
  { email, ...verification }: { email: string; structureName: string; token: string },
) {
  const account = await tx.account.findUnique({ where: { email }, select: { id: true } })
  if (account) await queueMessage(tx, context.now, { email, accountId: account.id }, "account-exists", {})
  else await queueMessage(tx, context.now, { email }, "verify-address", verification)
}

/**
 * Sends a new link for a sign-up that still waits; it replaces the one before. At most one link a minute, and no more than any address
 * may receive from a stranger; above that, nothing is sent and nobody is told.
 */
export async function resendVerification(context: Context, signupId: string): Promise<void> {
  const waiting = await db.signup.findUnique({ where: { id: signupId }, select: { email: true } })
  if (!waiting || !(await addressLimits.invitations.take(waiting.email)).allowed) return
  const token = newSecret()
  await transaction(async (tx) => {
    const { count } = await tx.signup.updateMany({
      where: { id: signupId, usedAt: null, sentAt: { lt: new Date(context.now.getTime() - resendEvery) } },
      data: { tokenHash: hashSecret(token), expiresAt: new Date(context.now.getTime() + linkLifetime), sentAt: context.now },
    })
    if (count === 0) return
    const signup = await tx.signup.findUniqueOrThrow({ where: { id: signupId }, include: { structure: true } })
    await sendSignupMail(tx, context, { email: signup.email, structureName: signup.structure?.raisonSociale ?? "", token })
  })
}

/** As `resendVerification`, for someone who holds an expired link. */
export async function renewVerification(context: Context, token: string): Promise<void> {
  const signup = await db.signup.findUnique({ where: { tokenHash: hashSecret(token) }, select: { id: true } })
  if (signup) await resendVerification(context, signup.id)
}

/** Sends the link again for the sign-up that waits at this address: the latest, when several do. */
async function renewSignupLinkOf(email: string, context: Context): Promise<void> {
  const signup = await db.signup.findFirst({ where: { email, usedAt: null }, orderBy: { createdAt: "desc" }, select: { id: true } })
  if (signup) await resendVerification(context, signup.id)
}

/**
 * The job behind « mot de passe oublié »: sends a reset link if the address has an account; otherwise sends the confirmation again if a
 * sign-up waits for it; sends nothing to an address that nobody gave.
 */
export async function answerReset(email: string, context: Context): Promise<void> {
  if (!(await sendResetLink(email, context))) await renewSignupLinkOf(email, context)
}

type ConfirmRefusal = "link-unknown" | "link-used" | "link-expired" | "account-exists" | "wrong-password" | "guessable"

/**
 * The password of the account: given by whoever opened the link, because a stranger may have signed up with their address. Only people who
 * hold a valid link make the server hash a password.
 */
async function passwordAtLink({ token, password, again }: Confirmation, now: Date): Promise<Result<string, ConfirmRefusal>> {
  const signup = await db.signup.findUnique({ where: { tokenHash: hashSecret(token) }, include: { structure: true } })
  const usable = usableAt(signup, now)
  if (!usable.ok) return usable
  const { passwordHash, firstName, lastName, email, structure, listing } = usable.value
  if (again) return (await verifyPassword(passwordHash, password)) ? ok(passwordHash) : refuse("wrong-password")
  const structureName = structure?.raisonSociale ?? (listing ? keptListingShape.parse(listing).raisonSociale : "")
  return choosePassword(password, [firstName, lastName, email, structureName])
}

function usableAt<Row extends Pick<Signup, "usedAt" | "expiresAt">>(signup: Row | null, now: Date) {
  if (!signup) return refuse("link-unknown")
  if (signup.usedAt) return refuse("link-used")
  return signup.expiresAt <= now ? refuse("link-expired") : ok(signup)
}

/**
 * The person's click on the button of the link, with the password of their account: one transaction creates it and announces its request.
 * Of two sign-ups for one address, the first one confirmed becomes the account.
 */
export async function confirmSignup(
  context: Context,
  confirmation: Confirmation,
): Promise<Result<{ accountId: string; email: string; passwordHash: string; isInvited: boolean }, ConfirmRefusal>> {
  const chosen = await passwordAtLink(confirmation, context.now)
  if (!chosen.ok) return chosen
  const passwordHash = chosen.value
  const tokenHash = hashSecret(confirmation.token)
  try {
    return await transaction(async (tx) => {
      const usable = usableAt(await tx.signup.findUnique({ where: { tokenHash } }), context.now)
      if (!usable.ok) return usable
      const signup = usable.value
      const { count } = await tx.signup.updateMany({ where: { id: signup.id, usedAt: null }, data: { usedAt: context.now } })
      if (count === 0) return refuse("link-used")
      const { email, firstName, lastName, jobTitle, phone, need, structureId } = signup
      const account = await tx.account.create({
        data: { email, passwordHash, firstName, lastName, jobTitle, phone, createdAt: context.now, lastUsedAt: context.now },
        select: { id: true },
      })
      await forgetSignup(tx, signup.id, email, account.id)
      await record(tx, context, { action: "account.create", actorId: account.id, targetId: account.id })
      const applicant = { accountId: account.id, origin: "signup", need } as const
      // If the structure has closed since and nothing replaces it, the account is created all the same, and its owner chooses another
      // structure.
      const opened = structureId ? await openRequest(tx, context, { ...applicant, structureId }) : null
      if (opened) tolerate(opened, "structure-closed")
      else await openListingRequest(tx, context, applicant, keptListingShape.parse(signup.listing))
      return ok({ accountId: account.id, email, passwordHash, isInvited: opened?.ok === true && opened.value.isInvited })
    })
  } catch (error) {
    if (isUniqueViolation(error)) return refuse("account-exists")
    throw error
  }
}

/** Opens a session for someone whose address has just been confirmed where they signed up: they have given its password this instant. */
export function openFirstSession(visit: Context, { accountId, passwordHash }: { accountId: string; passwordHash: string }) {
  return transaction(async (tx) => {
    const opened = await openSession(tx, visit, { id: accountId, isManager: false }, { passwordHash, secondFactor: false })
    if (opened) await recordEntrance(tx, visit, accountId, "password")
    return opened
  })
}

/**
 * Forgets a sign-up whose address was mistyped: its link opens nothing any more, so that whoever has that address by chance makes no
 * account of it. Nothing when it was confirmed meanwhile.
 */
export async function forgetUnconfirmed(signupId: string): Promise<void> {
  await db.signup.deleteMany({ where: { id: signupId, usedAt: null } })
}

/** The row only remembers that its link was used; the account now holds the person's data and the messages sent to them. */
async function forgetSignup(tx: Tx, signupId: string, email: string, accountId: string) {
  await tx.signup.update({
    where: { id: signupId },
    data: { email: erasedAddress(signupId), passwordHash: noPassword, firstName: "", lastName: "", jobTitle: null, phone: null },
  })
  await tx.message.updateMany({ where: { toEmail: email, accountId: null }, data: { accountId } })
}
