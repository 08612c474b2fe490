/** How long things are kept. Everything here may run twice, late, or on several instances at once. */
import "server-only"
import type { Context } from "@/lib/access/context"
import { type ErasureRefusal, eraseAccount, holdForErasure } from "@/lib/desk/personal-data/operations"
import { idleStep, monthsBefore } from "@/lib/desk/personal-data/rules"
import { db, type Tx, transaction } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { log } from "@/lib/platform/process/log"
import { type Result, refuse } from "@/lib/platform/result"
import { record } from "@/lib/trace/journal/operations"
import { queueMessage } from "@/lib/trace/messages/operations"

export type RetentionReport = {
  warned: number
  erased: number
  /** Accounts that should be erased but cannot be, because someone still depends on them. */
  held: { accountId: string; why: string; structures: string }[]
  /** Accounts that failed (the log says why), left for the next pass. */
  failed: string[]
  /** Number of rows deleted or emptied, by kind. */
  forgotten: Record<string, number>
}

const day = 24 * 3_600_000
const longestLink = 7 * day
/** In milliseconds. After a year without a pass there may be millions of rows to delete. */
const longestDeletion = 3_600_000
type Kind = keyof ReturnType<typeof expirations>

/**
 * One pass of the clock: unused accounts are warned at 23 months and erased at 24, and data that is no longer needed is deleted. A dry run
 * counts what a real one would do, and changes nothing.
 */
export async function sweep(context: Context, { dryRun }: { dryRun: boolean }): Promise<RetentionReport> {
  const report: RetentionReport = { warned: 0, erased: 0, held: [], failed: [], forgotten: {} }
  for (const account of await idleAccounts(context.now)) {
    const step = idleStep(account, context.now)
    try {
      if (step === "warn" && (dryRun || (await warn(context, account.id)))) report.warned += 1
      if (step === "erase") await eraseIdle(context, account.id, dryRun, report)
    } catch (error) {
      // The other accounts must not wait for this one: the next pass tries it again.
      log.error({ err: error, accountId: account.id }, "retention: one account failed")
      report.failed.push(account.id)
    }
  }
  for (const kind of Object.keys(expirations(context.now, db)))
    report.forgotten[kind] = await transaction(
      async (tx) => {
        const expired = expirations(context.now, tx)[kind as Kind]
        return dryRun ? expired.count() : (await expired.delete()).count
      },
      { timeout: longestDeletion },
    )
  report.forgotten.files = await forgetFiles(context.now, dryRun)
  report.forgotten.links = await forgetLinks(context.now, dryRun)
  report.forgotten.journal = await forgetJournal(context.now, dryRun)
  return report
}

function idleAccounts(now: Date) {
  return db.account.findMany({
    where: { erasedAt: null, lastUsedAt: { lte: monthsBefore(now, 23) } },
    orderBy: [{ lastUsedAt: "asc" }, { id: "asc" }],
    select: { id: true, lastUsedAt: true, warnedAt: true },
  })
}

/** Warns the owner, once; false when another instance did so, or when the owner has come back meanwhile. */
function warn(context: Context, accountId: string): Promise<boolean> {
  const { now } = context
  return transaction(async (tx) => {
    const { count } = await tx.account.updateMany({
      where: { id: accountId, warnedAt: null, lastUsedAt: { lte: monthsBefore(now, 23) } },
      data: { warnedAt: now },
    })
    if (count === 0) return false
    const account = await tx.account.findUniqueOrThrow({ where: { id: accountId } })
    const erasedOn = new Date(Math.max(now.getTime() + 31 * day, monthsBefore(account.lastUsedAt, -24).getTime()))
    // A disabled person cannot sign in to keep the account, so the mail would promise something false.
    if (!account.disabledAt)
      await queueMessage(tx, now, { email: account.email, accountId }, "account-unused", {
        firstName: account.firstName,
        erasedOn: erasedOn.toISOString(),
      })
    await record(tx, context, { action: "account.warn-unused", targetId: accountId })
    return true
  })
}

/** A dry run makes the same checks, then refuses, so that everything is rolled back. */
async function eraseIdle(context: Context, accountId: string, dryRun: boolean, report: RetentionReport) {
  const erased = await transaction(async (tx): Promise<Result<undefined, ErasureRefusal | "in-use" | "dry-run">> => {
    // Another instance may have erased the account, or its owner may have come back.
    const account = await holdForErasure(tx, accountId)
    if (account.erasedAt || idleStep(account, context.now) !== "erase") return refuse("in-use")
    const result = await eraseAccount(tx, context, accountId)
    return result.ok && dryRun ? refuse("dry-run") : result
  })
  if (erased.ok || erased.why === "dry-run") report.erased += 1
  else if (erased.why !== "in-use") report.held.push({ accountId, why: erased.why, structures: erased.detail ?? "" })
}

/** What is deleted when it is no longer needed: for each kind, how to count it and how to delete it. */
function expirations(now: Date, db: Tx) {
  const before = (days: number) => ({ lt: new Date(now.getTime() - days * day) })
  const signups = { OR: [{ expiresAt: before(30) }, { usedAt: before(30) }] }
  const sessions = { OR: [{ expiresAt: before(90) }, { revokedAt: before(90) }] }
  const tokens = { expiresAt: before(30) }
  // The addresses of people who may have no account: only those who came are remembered for a year, with how they came.
  const invitations = {
    OR: [{ status: { notIn: ["sent", "accepted"] }, decidedAt: before(90) }, { decidedAt: { lt: monthsBefore(now, 12) } }],
  } satisfies Prisma.InvitationWhereInput
  const absences = { endsAt: { lt: monthsBefore(now, 12) } }
  // The proof of who confirmed which rights: three years, as an auditor asks.
  const reviews = { closedAt: { lt: monthsBefore(now, 36) } }
  const keptFiles = { expiresAt: before(0) }
  const challenges = { expiresAt: before(0) }
  const messages = { createdAt: { lt: monthsBefore(now, 12) } }
  const contacts = { answeredAt: { lt: monthsBefore(now, 12) } }
  const imports = { createdAt: { lt: monthsBefore(now, 12) } }
  // While a request waits, the clock needs to know who was told of it, so its notices stay.
  const notices = { sentAt: { lt: monthsBefore(now, 12) }, affiliation: { status: { not: "pending" as const } } }
  return {
    signups: { count: () => db.signup.count({ where: signups }), delete: () => db.signup.deleteMany({ where: signups }) },
    sessions: { count: () => db.session.count({ where: sessions }), delete: () => db.session.deleteMany({ where: sessions }) },
    tokens: { count: () => db.token.count({ where: tokens }), delete: () => db.token.deleteMany({ where: tokens }) },
    invitations: {
      count: () => db.invitation.count({ where: invitations }),
      delete: () => db.invitation.deleteMany({ where: invitations }),
    },
    absences: { count: () => db.absence.count({ where: absences }), delete: () => db.absence.deleteMany({ where: absences }) },
    reviews: { count: () => db.review.count({ where: reviews }), delete: () => db.review.deleteMany({ where: reviews }) },
    keptFiles: { count: () => db.keptFile.count({ where: keptFiles }), delete: () => db.keptFile.deleteMany({ where: keptFiles }) },
    challenges: {
      count: () => db.spentChallenge.count({ where: challenges }),
      delete: () => db.spentChallenge.deleteMany({ where: challenges }),
    },
    notices: { count: () => db.notice.count({ where: notices }), delete: () => db.notice.deleteMany({ where: notices }) },
    contacts: {
      count: () => db.contactMessage.count({ where: contacts }),
      delete: () => db.contactMessage.deleteMany({ where: contacts }),
    },
    imports: { count: () => db.structureImport.count({ where: imports }), delete: () => db.structureImport.deleteMany({ where: imports }) },
    messages: { count: () => db.message.count({ where: messages }), delete: () => db.message.deleteMany({ where: messages }) },
  }
}

const fileDays = 7

/** Files of structures that someone sent and never loaded. */
async function forgetFiles(now: Date, dryRun: boolean) {
  const where = {
    status: { notIn: ["done" as const, "cancelled" as const] },
    createdAt: { lt: new Date(now.getTime() - fileDays * day) },
  }
  if (dryRun) return db.structureImport.count({ where })
  const { count } = await db.structureImport.updateMany({ where, data: { status: "cancelled", content: null, finishedAt: now } })
  return count
}

/**
 * Erases the secrets of links that never left, once they are older than the life of any link, and the address of an erased person whom the
 * last message never reached.
 */
function forgetLinks(now: Date, dryRun: boolean) {
  const old = Prisma.sql`status = 'abandoned' AND created_at < ${new Date(now.getTime() - longestLink)}
    AND (data ? 'token' OR (template IN ('account-erased', 'candidate-erased') AND to_email <> ''))`
  if (!dryRun)
    return db.$executeRaw`
      UPDATE message SET data = CASE WHEN template IN ('account-erased', 'candidate-erased') THEN '{}' ELSE data - 'token' END,
                         to_email = CASE WHEN template IN ('account-erased', 'candidate-erased') THEN '' ELSE to_email END WHERE ${old}`
  return db.$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM message WHERE ${old}`.then(([row]) => row?.count ?? 0)
}

/**
 * The application's database role may not delete from the journal: a function of the journal's owner deletes what is over twelve months
 * old.
 */
async function forgetJournal(now: Date, dryRun: boolean) {
  const limit = monthsBefore(now, 12)
  if (dryRun) return db.journal.count({ where: { at: { lt: limit } } })
  const forget = (tx: Tx) => tx.$queryRaw<{ forgotten: number }[]>`SELECT journal_forget(${limit})::int AS forgotten`
  const [row] = await transaction(forget, { timeout: longestDeletion })
  return row?.forgotten ?? 0
}
