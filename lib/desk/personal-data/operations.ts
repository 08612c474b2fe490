/** Erasing an account: what concerns only its owner is deleted, and what others rely on stays without their name. */
import { holdStructuresLed } from "@/lib/membership/referents/operations"
import "server-only"
import type { ActorContext, Context } from "@/lib/access/context"
import { hold } from "@/lib/access/locks"
import { ownTables } from "@/lib/desk/personal-data/rules"
import { type ProofRefusal, proveIdentity } from "@/lib/identity/credentials/operations"
import { isStillOwn } from "@/lib/identity/sessions/operations"
import { endWithAccount } from "@/lib/membership/absence-ends/operations"
import { cancelWithAccount } from "@/lib/membership/invitation-ends/operations"
import { structuresLeftWithoutReferent } from "@/lib/membership/referents/queries"
import { move } from "@/lib/membership/transitions/operations"
import { literal, type Tx, transaction } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { ok, type Result, refuse, tolerate } from "@/lib/platform/result"
import { noPassword } from "@/lib/platform/secrets/password"
import { accountErased, holdFollowed } from "@/lib/seam"
import { record } from "@/lib/trace/journal/operations"
import { queueMessage } from "@/lib/trace/messages/operations"
import { erasedAddress, erasedPerson, formatName } from "@/lib/vocabulary/accounts/rules"
import { heldRights, noRights } from "@/lib/vocabulary/profils/rules"

export type ErasureRefusal = "last-referent" | "last-manager"

/** The person erases their own account. */
export async function eraseOwnAccount(
  context: ActorContext,
  { currentPassword }: { currentPassword?: string | undefined },
): Promise<Result<undefined, ErasureRefusal | ProofRefusal | "changed-meanwhile">> {
  const proof = await proveIdentity(context, currentPassword)
  if (!proof.ok) return proof
  return transaction(async (tx) => {
    await holdForErasure(tx, context.actor.accountId)
    return (await isStillOwn(tx, context)) ? eraseAccount(tx, context, context.actor.accountId) : refuse("changed-meanwhile")
  })
}

/**
 * Erases an account in the caller's transaction, unless a structure would be left without référent (nobody could answer its other people
 * any more) or the portal without manager. A second erasure of the same account changes nothing.
 */
export async function eraseAccount(tx: Tx, context: Context, accountId: string): Promise<Result<undefined, ErasureRefusal>> {
  const account = await holdForErasure(tx, accountId)
  if (account.erasedAt) return ok()
  await holdStructuresLed(tx, accountId)
  const left = await structuresLeftWithoutReferent(tx, accountId)
  if (left.length > 0) return refuse("last-referent", left.map(({ raisonSociale }) => raisonSociale).join(", "))
  if (account.isManager && (await isLastManager(tx, accountId))) return refuse("last-manager")
  await closeAffiliations(tx, context, accountId)
  await accountErased(tx, accountId)
  // What the person wrote to the managers is erased before the rows that show who wrote it.
  await tx.listingRequest.updateMany({ where: { applicants: { some: { accountId } } }, data: { message: null } })
  await forgetQuestions(tx, account)
  for (const table of ownTables) await tx.$executeRaw`DELETE FROM ${Prisma.raw(`"${table}"`)} WHERE account_id = ${accountId}::uuid`
  await cancelOrphanListings(tx, context.now)
  await forgetMessages(tx, account)
  await tx.correction.updateMany({ where: { accountId }, data: { message: null } })
  await tx.referentChange.updateMany({ where: { accountId }, data: { message: null, proposed: {} } })
  await tx.contactMessage.deleteMany({ where: { OR: [{ accountId }, { email: account.email }] } })
  // The questions that they were asked, and their answers, are deleted; the requests themselves stay as history.
  await tx.clarification.deleteMany({ where: { affiliation: { accountId } } })
  await tx.managerNomination.updateMany({ where: { accountId, status: "pending" }, data: { status: "cancelled", decidedAt: context.now } })
  await tx.managerNomination.updateMany({ where: { accountId }, data: { reason: "Raison effacée avec le compte." } })
  await tx.signup.deleteMany({ where: { email: account.email } })
  await cancelWithAccount(tx, context, accountId)
  await endWithAccount(tx, context, accountId)
  await tx.absence.deleteMany({ where: { accountId } })
  await tx.absence.updateMany({ where: { standInId: accountId }, data: { standInId: null, standInStatus: "none" } })
  // Those that wait end in their own time: whoever sent them must not read in their list that an account was erased.
  await tx.invitation.deleteMany({ where: { email: account.email, status: { not: "sent" } } })
  await tx.account.update({
    where: { id: accountId },
    data: {
      ...erasedPerson,
      email: erasedAddress(accountId),
      passwordHash: noPassword,
      jobTitle: null,
      phone: null,
      disabledReason: null,
      isManager: false,
      erasedAt: context.now,
    },
  })
  // The person cannot ask to erase the accounts that were merged into this one, so they are erased too.
  for (const { id } of await tx.account.findMany({ where: { mergedIntoId: accountId, erasedAt: null }, select: { id: true } })) {
    // An account reactivated at the same moment belongs to its owner again.
    const { mergedIntoId } = await holdForErasure(tx, id)
    // A merged account is closed, so it has no structure to lead. If it still has one, that account stays, and the erasure of the main
    // account goes on.
    if (mergedIntoId === accountId) tolerate(await eraseAccount(tx, context, id), "last-referent")
  }
  // The message has no account id: once it has left, nothing links the address to what was erased.
  await queueMessage(tx, context.now, { email: account.email }, "account-erased", { firstName: account.firstName })
  await record(tx, context, { action: "account.erase", targetId: accountId })
  return ok()
}

/**
 * The account, held until the commit together with the accounts that were merged into it, which are erased with it: a second erasure
 * waits, then finds the first one done. For a manager, the accounts of all managers are held too, always in the same order: two managers
 * who leave at once must not leave the portal without manager, nor block each other for ever.
 */
export async function holdForErasure(tx: Tx, accountId: string) {
  const ofAllManagers = Prisma.sql`is_manager AND EXISTS (SELECT FROM account own WHERE own.id = ${accountId}::uuid AND own.is_manager)`
  const merged = Prisma.sql`WITH RECURSIVE merged AS (
      SELECT id FROM account WHERE id = ${accountId}::uuid
      UNION SELECT a.id FROM account a JOIN merged m ON a.merged_into = m.id) SELECT id FROM merged`
  await hold(tx, "account", Prisma.sql`id IN (${merged}) OR (${ofAllManagers})`, "change")
  return tx.account.findUniqueOrThrow({ where: { id: accountId } })
}

/** Whether nobody else could manage the portal. The caller holds the managers. */
export async function isLastManager(tx: Tx, accountId: string) {
  return (await tx.account.count({ where: { isManager: true, disabledAt: null, erasedAt: null, NOT: { id: accountId } } })) === 0
}

/** Ends the rights at once, and cancels the requests that wait, so that nobody has to answer them. */
async function closeAffiliations(tx: Tx, context: Context, accountId: string) {
  const { now } = context
  // The affiliations are held before they are read: otherwise one validated at the same moment would be read as pending, but be active
  // when it is ended.
  await hold(tx, "affiliation", Prisma.sql`account_id = ${accountId}::uuid`, "own")
  const open = await tx.affiliation.findMany({
    where: { accountId, status: { in: ["active", "pending"] } },
    select: { status: true, ...heldRights },
  })
  await holdFollowed(
    tx,
    open.map(({ id }) => id),
  )
  for (const { id, structureId, status, ...held } of open) {
    const isActive = status === "active"
    await move(tx, context, isActive ? "detach" : "cancel", id, { endedAt: now, ...noRights })
    // One row of the journal for each: "les droits au …" uses these rows to go back in time (lib/membership/rights-history).
    const about = { structureId, targetId: id, cause: "account-erased" } as const
    await record(
      tx,
      context,
      isActive ? { action: "affiliation.close", changes: held, ...about } : { action: "affiliation.cancel", ...about },
    )
  }
  // The reason of a refusal may say something about the person.
  await tx.affiliation.updateMany({ where: { accountId, NOT: { reason: null } }, data: { reason: "Raison effacée avec le compte." } })
}

/** Questions about listings and corrections that the person asked for; not those that somebody else who wants the structure listed still has to answer. */
async function forgetQuestions(tx: Tx, account: { id: string; firstName: string; lastName: string }) {
  const own = { accountId: account.id }
  const isTheirsAlone = { applicants: { some: own, none: { NOT: own } } }
  await tx.errandQuestion.deleteMany({
    where: {
      OR: [
        { answeredBy: account.id },
        { correction: own },
        { listingRequest: isTheirsAlone },
        { listingRequest: { applicants: { some: own } }, text: { contains: literal(formatName(account)) } },
      ],
    },
  })
}

/** Cancels the listing requests that nobody asks for any more. */
export async function cancelOrphanListings(tx: Tx, now: Date) {
  await tx.listingRequest.updateMany({
    where: { status: "pending", applicants: { none: {} } },
    data: { status: "cancelled", decidedAt: now },
  })
}

/**
 * Messages to the person, and those that name them to others (applicant, decider), keep only their kind and their date. The messages of
 * someone with the same name may lose their details too: these messages have left, so only the outbox forgets. A message that has not left
 * yet keeps its words until it is twelve months old.
 */
async function forgetMessages(tx: Tx, account: { id: string; email: string; firstName: string; lastName: string }) {
  const { id: accountId, email } = account
  await tx.message.deleteMany({ where: { OR: [{ accountId }, { toEmail: email }], status: { in: ["queued", "failed", "abandoned"] } } })
  await tx.message.updateMany({
    where: { OR: [{ accountId }, { toEmail: email }] },
    data: { accountId: null, toEmail: "", data: {}, subject: null, text: null },
  })
  // Within a longer text, a single short name would be found in the messages of everybody: only the whole value is theirs.
  const name = Prisma.sql`to_jsonb(${formatName(account)}::text)::text`
  const within = account.firstName ? Prisma.sql`btrim(${name}, '"')` : name
  const named = Prisma.sql`(strpos(data::text, ${within}) > 0 OR strpos(data::text, ${email}) > 0)`
  await tx.$executeRaw`UPDATE message SET data = '{}', subject = NULL, text = NULL WHERE status IN ('sent', 'kept') AND ${named}`
  // These messages leave only if a manager asks, and they would then show the name again.
  await tx.$executeRaw`DELETE FROM message WHERE status = 'abandoned' AND ${named}`
  await tx.$executeRaw`DELETE FROM jobs.job WHERE data->>'email' = ${email}`
}
