/**
 * The clock of requests: nobody waits without news. One pass may run twice, late, or on several instances at once. Each thing told to a
 * person is a row of `notice`, written in the transaction that queues the message; a pass looks at these rows, not at a date window.
 */
import "server-only"
import type { Context } from "@/lib/access/context"
import {
  dueFirst,
  dueSecond,
  eachReferent,
  inOrder,
  managers,
  notYetTold,
  type ReminderLimits,
  referentsWhere,
  toExpire,
  toHandOver,
  toRemind,
  untold,
} from "@/lib/membership/follow-up/queries"
import type { Delays } from "@/lib/membership/follow-up/rules"
import { expireInvitations, structuresToExpire } from "@/lib/membership/invitations/operations"
import { decidersOf, standInsOf } from "@/lib/membership/referents/queries"
import { move } from "@/lib/membership/transitions/operations"
import { type Tx, transaction } from "@/lib/platform/db/client"
import { type NoticeKind, Prisma } from "@/lib/platform/generated/client"
import { pass } from "@/lib/platform/process/passes"
import { begunBefore, dayOf, startOf } from "@/lib/platform/time/working-days"
import { record } from "@/lib/trace/journal/operations"
import { queueMessage } from "@/lib/trace/messages/operations"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { structureRef } from "@/lib/vocabulary/structures/rules"

type Counted = "invitationsExpired" | "expired" | "handedOver" | "stillWaiting" | "mailsToDeciders"
export type FollowUpReport = Record<Counted | "failed", number>

/** A mail lists this many requests; the page lists the others. */
const mostInMail = 20

/** One pass over the requests that wait, at `context.now`. What fails is logged and left for the next pass. */
export function followUp(context: Context, delays: Delays): Promise<FollowUpReport> {
  const since = (days: number) => begunBefore(context.now, days)
  // Deciders have at least this much time to answer, however late they were told: one day less than the delay, because a daily digest is
  // sent the next morning.
  const hadTime = (days: number) => begunBefore(context.now, Math.max(1, days - 1))
  const [first, second] = delays.reminders
  const limits = { now: context.now, first: since(first), second: since(second), toldFirst: hadTime(first), toldSecond: hadTime(second) }
  return pass<Counted>("follow-up", [
    ["invitationsExpired", () => structuresToExpire(context.now), (structureId) => expireInvitations(context, structureId)],
    ["expired", () => toExpire(context.now, since(delays.expiry), hadTime(delays.handOver)), (id) => expire(context, id)],
    [
      "handedOver",
      () => toHandOver(context.now, since(delays.handOver), hadTime(delays.handOver)),
      (id) => handOver(context, id, delays.handOver),
    ],
    ["stillWaiting", () => notYetTold(since(delays.stillWaiting), "still_waiting"), (id) => sayStillWaiting(context, id)],
    ["mailsToDeciders", managers, (id) => tellManager(context, id, "asked")],
    ["mailsToDeciders", managers, (id) => tellManager(context, id, "handed_over")],
    ["mailsToDeciders", () => referentsWhere(context.now, untold(eachReferent, context.now)), (id) => tellReferent(context, id)],
    ["mailsToDeciders", () => referentsWhere(context.now, toRemind(eachReferent, limits)), (id) => remindReferent(context, id, limits)],
  ])
}

const applicant = {
  structureId: true,
  requestedAt: true,
  account: { select: { id: true, email: true, firstName: true, disabledAt: true } },
  structure: { select: { raisonSociale: true, siret: true } },
} as const

function requestOf(tx: Tx, id: string) {
  return tx.affiliation.findUniqueOrThrow({ where: { id }, select: applicant })
}

function expire(context: Context, id: string) {
  return transaction(async (tx) => {
    if (!(await move(tx, context, "expire", id, { endedAt: context.now }))) return false
    const { account, structure, structureId, requestedAt } = await requestOf(tx, id)
    await record(tx, context, { action: "affiliation.expire", structureId, targetId: id })
    if (account.disabledAt) return true
    await queueMessage(tx, context.now, { email: account.email, accountId: account.id }, "request-expired", {
      ...structureRef(structure),
      firstName: account.firstName,
      since: requestedAt.toISOString(),
    })
    return true
  })
}

function handOver(context: Context, id: string, days: number) {
  return transaction(async (tx) => {
    const { count } = await tx.affiliation.updateMany({
      where: { id, status: "pending", escalatedAt: null },
      data: { escalatedAt: context.now },
    })
    if (count === 0) return false
    const { account, structure, structureId } = await requestOf(tx, id)
    await record(tx, context, { action: "affiliation.hand-over", structureId, targetId: id })
    if (account.disabledAt) return true
    await queueMessage(tx, context.now, { email: account.email, accountId: account.id }, "request-handed-over", {
      ...structureRef(structure),
      firstName: account.firstName,
      days,
    })
    return true
  })
}

function sayStillWaiting(context: Context, id: string) {
  return transaction(async (tx) => {
    const { account, structure, structureId, requestedAt } = await requestOf(tx, id)
    const told = await tellOnce(tx, context, account.id, "still_waiting", Prisma.sql`f.id = ${id}::uuid`, { own: true })
    if (told.length === 0) return false
    if (account.disabledAt) return true
    const { toManagers } = await decidersOf(tx, structureId, context.now)
    await queueMessage(tx, context.now, { email: account.email, accountId: account.id }, "request-still-waiting", {
      ...structureRef(structure),
      firstName: account.firstName,
      since: requestedAt.toISOString(),
      decidedByManagers: toManagers,
    })
    return true
  })
}

/**
 * Tells a référent of requests they were not told of: their daily digest, or requests made before they were named or could be reached
 * again.
 */
function tellReferent(context: Context, accountId: string) {
  return mailOnce(context, accountId, "asked", untold(Prisma.sql`${accountId}::uuid`, context.now), async (tx, to, requests) =>
    queueMessage(tx, context.now, to, "requests-waiting", {
      ...requests,
      reminder: false,
      standsInFor: await standsInFor(tx, context, accountId),
    }),
  )
}

/** One mail for all the requests whose first or second reminder is due. */
function remindReferent(context: Context, accountId: string, limits: ReminderLimits) {
  const account = Prisma.sql`${accountId}::uuid`
  return transaction(async (tx) => {
    const second = await tellOnce(tx, context, accountId, "reminder_2", dueSecond(account, limits))
    const first = await tellOnce(tx, context, accountId, "reminder_1", dueFirst(account, limits))
    return mail(tx, accountId, [...second, ...first], async (to, requests) =>
      queueMessage(tx, context.now, to, "requests-waiting", {
        ...requests,
        reminder: true,
        standsInFor: await standsInFor(tx, context, accountId),
      }),
    )
  })
}

/** The référents in whose place this person is told, in words; "" for a référent. */
async function standsInFor(tx: Tx, { now }: Context, accountId: string) {
  const theirs = await tx.affiliation.findMany({ where: { accountId, status: "active" }, select: { structureId: true } })
  const standIns = await standInsOf(
    tx,
    theirs.map(({ structureId }) => structureId),
    now,
  )
  return [...new Set(standIns.filter((one) => one.accountId === accountId).map(({ absent }) => formatName(absent)))].join(", ")
}

/** "asked": no référent can be reached. "handed_over": the référent did not answer in time. */
function tellManager(context: Context, accountId: string, kind: "asked" | "handed_over") {
  const theirs =
    kind === "asked"
      ? Prisma.sql`NOT EXISTS (SELECT FROM to_tell(${context.now}) r WHERE r.structure_id = f.structure_id OFFSET 0)`
      : Prisma.sql`f.escalated_at IS NOT NULL`
  // Told that nobody of the structure answers, they hear of it again when somebody did and kept silent, another day.
  const covered =
    kind === "asked"
      ? Prisma.sql`n.kind IN ('asked', 'handed_over')`
      : Prisma.sql`(n.kind = 'handed_over' OR (n.kind = 'asked' AND (n.sent_at >= f.escalated_at OR n.sent_at >= ${startOf(dayOf(context.now))})))`
  const untold = Prisma.sql`${theirs}
    AND NOT EXISTS (SELECT FROM notice n WHERE n.affiliation_id = f.id AND n.account_id = ${accountId}::uuid AND ${covered})`
  return mailOnce(context, accountId, kind, untold, (tx, to, requests) =>
    queueMessage(tx, context.now, to, "requests-for-managers", { ...requests, why: kind === "asked" ? "no-referent" : "no-answer" }),
  )
}

type Waiting = Awaited<ReturnType<typeof requestsIn>>

function mailOnce(
  context: Context,
  accountId: string,
  kind: NoticeKind,
  which: Prisma.Sql,
  send: (tx: Tx, to: { email: string; accountId: string }, requests: Waiting) => Promise<unknown>,
) {
  return transaction(async (tx) =>
    mail(tx, accountId, await tellOnce(tx, context, accountId, kind, which), (to, requests) => send(tx, to, requests)),
  )
}

async function mail(
  tx: Tx,
  accountId: string,
  affiliationIds: string[],
  send: (to: { email: string; accountId: string }, requests: Waiting) => Promise<unknown>,
) {
  if (affiliationIds.length === 0) return false
  const { email } = await tx.account.findUniqueOrThrow({ where: { id: accountId }, select: { email: true } })
  await send({ email, accountId }, await requestsIn(tx, affiliationIds))
  return true
}

/**
 * Notes that this account is told `kind` of the pending requests that `which` selects (as `f`), and returns those that were not noted
 * before. FOR SHARE: when a request is being decided at this moment, the query waits, then leaves it out.
 */
async function tellOnce(
  tx: Tx,
  { now }: Context,
  accountId: string,
  kind: NoticeKind,
  which: Prisma.Sql,
  { own = false } = {},
): Promise<string[]> {
  const told = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO notice (affiliation_id, account_id, kind, sent_at)
    SELECT f.id, ${accountId}::uuid, ${kind}::notice_kind, ${now} FROM affiliation f
     WHERE f.status = 'pending' AND (f.account_id <> ${accountId}::uuid OR ${own}) AND ${which}
     ORDER BY f.id FOR SHARE OF f
    ON CONFLICT DO NOTHING RETURNING affiliation_id AS id`
  return told.map(({ id }) => id)
}

async function requestsIn(tx: Tx, affiliationIds: string[]) {
  const found = await tx.affiliation.findMany({
    where: { id: { in: affiliationIds } },
    orderBy: inOrder,
    take: mostInMail,
    select: {
      id: true,
      requestedAt: true,
      account: { select: { firstName: true, lastName: true, jobTitle: true } },
      structure: { select: { raisonSociale: true, siret: true } },
    },
  })
  const requests = found.map(({ id, requestedAt, account, structure }) => ({
    ...structureRef(structure),
    affiliationId: id,
    applicant: formatName(account),
    jobTitle: account.jobTitle,
    since: requestedAt.toISOString(),
  }))
  return { requests, more: affiliationIds.length - requests.length }
}
