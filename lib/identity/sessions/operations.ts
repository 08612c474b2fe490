import "server-only"
import type { ActorContext, Context } from "@/lib/access/context"
import { networkLimits, passwordGuesses } from "@/lib/access/limits"
import { holdById } from "@/lib/access/locks"
import { sessionLimits } from "@/lib/identity/sessions/rules"
import { db, type Tx, transaction } from "@/lib/platform/db/client"
import { enqueue } from "@/lib/platform/db/jobs"
import { networkOf } from "@/lib/platform/http/network-address"
import { type Lane, limit } from "@/lib/platform/http/throttle"
import { log } from "@/lib/platform/process/log"
import { counter } from "@/lib/platform/process/metrics"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { hashPassword, type Match, matchPassword, needsRehash, settleRefusal } from "@/lib/platform/secrets/password"
import { waitWords } from "@/lib/platform/time/dates"
import { record, recordRefused } from "@/lib/trace/journal/operations"
import { queueMessage } from "@/lib/trace/messages/operations"
import { parseEmail } from "@/lib/vocabulary/accounts/rules"

export type OpenedSession = { accountId: string; sessionId: string; maxAgeSeconds: number }

type Visit = Pick<Context, "now" | "ip" | "userAgent" | "requestId">

const countSignIn = counter("portail_sign_ins_total", "Passwords given to sign in, by outcome", ["outcome"])

type SignInRefusal = "wrong-credentials" | "throttled"

/** From which lane a visitor guesses. `device`: this browser's name, when the account has been opened in it before. */
export function laneOf({ ip }: Pick<Visit, "ip">, device: string | null): Lane {
  return device ? { own: `device ${device}` } : { network: networkOf(ip) }
}

/**
 * Opens a new session when address and password match an enabled account. Every failure gives the same refusal after the same work, so
 * that nobody learns which addresses have an account. After too many guesses, at one address or from one place, the next one must wait;
 * a `device` that the account knows waits only for its own (`laneOf`).
 */
export async function signIn(
  visit: Visit,
  { email, password }: { email: string; password: string },
  device: string | null = null,
): Promise<Result<OpenedSession, SignInRefusal>> {
  const address = parseEmail(email) ?? ""
  const admitted = await admitGuess(visit, address, laneOf(visit, device))
  if (!admitted.ok) {
    countSignIn({ outcome: admitted.why })
    log.info({ why: admitted.why }, "sign-in refused")
    return admitted
  }
  const started = performance.now()
  const opened = await matchAndOpen(visit, address, password)
  if (!opened) {
    await settleRefusal(started)
    countSignIn({ outcome: "wrong-credentials" })
    log.info({ why: "wrong-credentials" }, "sign-in refused")
    return refuse("wrong-credentials")
  }
  countSignIn({ outcome: "opened" })
  const { session, passwordHash, match } = opened
  await Promise.all([
    admitted.value(),
    needsRehash(passwordHash) || match === "as-typed" ? rehash(session.accountId, passwordHash, password) : null,
  ])
  return ok(session)
}

/** Opens a session for someone who gives the right password, if it is still the right one when the session opens. */
async function matchAndOpen(
  visit: Visit,
  address: string,
  password: string,
  isSecondLook = false,
): Promise<{ session: OpenedSession; passwordHash: string; match: Match } | null> {
  const account = address
    ? await db.account.findUnique({
        where: { email: address },
        select: { id: true, passwordHash: true, isManager: true, disabledAt: true, erasedAt: true },
      })
    : null
  const usable = account && !account.disabledAt && !account.erasedAt ? account : null
  const match = await matchPassword(usable?.passwordHash ?? null, password)
  if (!match || !usable) return null
  const { passwordHash } = usable
  const session = await transaction(async (tx) => {
    const opened = await openSession(tx, visit, usable, { passwordHash, secondFactor: false })
    if (opened) await recordEntrance(tx, visit, usable.id, "password")
    return opened
  })
  if (session) return { session, passwordHash, match }
  // The hash has changed meanwhile: a stronger hash of the same password, or another password. A second check tells which.
  return isSecondLook ? null : matchAndOpen(visit, address, password, true)
}

/** The row of someone who has just come in. Whoever was signed in in this browser before is not the one who acts. */
export function recordEntrance(tx: Tx, visit: Visit, accountId: string, by: "password" | "passkey") {
  return record(tx, { ...visit, actor: null }, { action: "session.open", actorId: accountId, targetId: accountId, changes: { by } })
}

/** One row per day and per address in the journal, however long the attack lasts. */
const traces = limit("password-trace", 1, 24 * 3600)

/**
 * Counts a guess before the password is checked; once guesses wait, it leaves a trace and the owner is told. The value is to be called when
 * the guess was right. A lane of the person's own does not depend on what their network does.
 */
export async function admitGuess(visit: Visit, address: string, lane: Lane): Promise<Result<() => Promise<unknown>, "throttled">> {
  if ("network" in lane) {
    const network = await networkLimits.signInFailures.take(lane.network)
    if (!network.allowed) return refuse("throttled", waitWords(network.waitSeconds))
  }
  const guess = await passwordGuesses.attempt(address, lane)
  if (guess.isAlarming && (await traces.take(address)).allowed) await traceThrottling(visit, address)
  if (!guess.allowed) return refuse("throttled", waitWords(guess.waitSeconds))
  return ok(() => Promise.all([guess.settle(), "network" in lane ? networkLimits.signInFailures.giveBack(lane.network) : null]))
}

/** Does the same work for an address without account: the row then names no account, and the job tells nobody. */
async function traceThrottling(visit: Visit, address: string) {
  const account = await db.account.findUnique({ where: { email: address }, select: { id: true } })
  await transaction(async (tx) => {
    await recordRefused(tx, { ...visit, actor: null }, { action: "session.throttle", targetId: account?.id ?? null, cause: null })
    await enqueue(tx, "tell-guesses", { email: address })
  })
}

/** The job behind: tells the owner of an account, if this address has one, that someone guesses at its password, and what to do. */
export async function tellGuesses(email: string, { now }: Context): Promise<void> {
  const account = await db.account.findUnique({ where: { email, disabledAt: null }, select: { id: true, firstName: true } })
  if (!account) return
  await transaction((tx) => queueMessage(tx, now, { email, accountId: account.id }, "guesses-slowed", { firstName: account.firstName }))
}

/** Forgets the wrong guesses at an address, wherever they came from: the person showed that the mailbox is theirs, or a manager lifts them. */
export function forgiveGuesses(email: string) {
  return passwordGuesses.forgive(email)
}

/** Replaces a hash made with weaker parameters by one made with today's; does nothing if the password changed meanwhile. */
async function rehash(accountId: string, passwordHash: string, password: string) {
  const stronger = await hashPassword(password)
  await db.account.updateMany({ where: { id: accountId, passwordHash }, data: { passwordHash: stronger } })
}

/**
 * Opens a new session row, never one that existed before, and counts the account as used today. Null when the account is closed, or its
 * hash is no longer the given `passwordHash`: a sign-in in progress while the password is changed, or the account erased, opens nothing.
 */
export async function openSession(
  tx: Tx,
  visit: Visit,
  account: { id: string; isManager: boolean },
  proof: { secondFactor: boolean; passwordHash?: string },
): Promise<OpenedSession | null> {
  const { absolute } = sessionLimits(account)
  const { now, ip, userAgent } = visit
  const expiresAt = new Date(now.getTime() + absolute)
  const secondFactorAt = proof.secondFactor ? now : null
  const [session] = await tx.$queryRaw<{ id: string }[]>`
    WITH used AS (
      UPDATE account SET last_used_at = ${now}, warned_at = NULL
       WHERE id = ${account.id}::uuid AND disabled_at IS NULL AND erased_at IS NULL
         AND password_hash = coalesce(${proof.passwordHash}::text, password_hash)
      RETURNING id)
    INSERT INTO session (account_id, created_at, last_seen_at, auth_at, second_factor_at, expires_at, ip, user_agent)
    SELECT id, ${now}, ${now}, ${now}, ${secondFactorAt}, ${expiresAt}, ${ip}, ${userAgent?.slice(0, 300)} FROM used
    RETURNING id`
  return session ? { accountId: account.id, sessionId: session.id, maxAgeSeconds: absolute / 1000 } : null
}

/**
 * Holds the actor's account until the commit, and says whether what the actor proved is still valid: their session is live, and the
 * account still has the same address. When the owner has reacted meanwhile (stopped an address change, chose another password, closed
 * every session), an operation in progress then does nothing.
 */
export async function holdOwn(tx: Tx, context: ActorContext): Promise<boolean> {
  await holdById(tx, "account", context.actor.accountId, "own")
  return isStillOwn(tx, context)
}

/** As `holdOwn`, for a caller that holds the account already. */
export async function isStillOwn(tx: Tx, { actor }: ActorContext): Promise<boolean> {
  const { accountId, sessionId, email } = actor
  // A session in which a manager controls the account does not count either: it proves nothing about the owner.
  const own = { id: sessionId, revokedAt: null, controlledBy: null, account: { id: accountId, email } }
  return (await tx.session.count({ where: own })) > 0
}

/**
 * Ends one session for good: a copy of its cookie no longer works. When a manager signs out while in control of an account, their own
 * session ends too.
 */
export async function endSession(sessionId: string, now: Date) {
  await db.session.updateMany({
    where: { revokedAt: null, OR: [{ id: sessionId }, { controls: { some: { id: sessionId, revokedAt: null } } }] },
    data: { revokedAt: now },
  })
}

/** Ends the sessions of an account in the caller's transaction, except the session `except`. Returns how many ended. */
export async function endSessionsOf(tx: Tx, accountId: string, now: Date, except?: string) {
  const { count } = await tx.session.updateMany({
    where: { accountId, revokedAt: null, ...(except ? { NOT: { id: except } } : {}) },
    data: { revokedAt: now },
  })
  return count
}
