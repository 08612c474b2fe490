/**
 * The clock of what managers decide about the list: the delays of requests (docs/domain.md). One pass may run twice, late, or on several instances at
 * once; each thing told to a person is a row of `errand_notice`.
 */
import "server-only"
import type { Context } from "@/lib/access/context"
import { hold } from "@/lib/access/locks"
import { dueFor, toExpire, waitingFor } from "@/lib/desk/errand-clock/queries"
import { errandOf, keyOf } from "@/lib/desk/errands/queries"
import type { Errand } from "@/lib/desk/errands/rules"
import { managersToTell } from "@/lib/identity/managers/queries"
import type { Delays } from "@/lib/membership/follow-up/rules"
import { db, type Tx, transaction } from "@/lib/platform/db/client"
import { type ErrandNoticeKind, Prisma } from "@/lib/platform/generated/client"
import { pass } from "@/lib/platform/process/passes"
import { begunBefore } from "@/lib/platform/time/working-days"
import { record } from "@/lib/trace/journal/operations"
import { queueMessage } from "@/lib/trace/messages/operations"

type Counted = "expired" | "stillWaiting" | "reminders"
export type ErrandReport = Record<Counted | "failed", number>

/** One pass over the listing requests and corrections that wait, at `context.now`. */
export function followErrands(context: Context, delays: Delays): Promise<ErrandReport> {
  const { now } = context
  const since = (days: number) => begunBefore(now, days)
  const [first, second] = delays.reminders
  return pass<Counted>("errands", [
    ["expired", () => toExpire(since(delays.expiry), since(Math.max(1, delays.handOver - 1))), (key) => expire(context, errandIn(key))],
    [
      "stillWaiting",
      () => waitingFor(since(delays.stillWaiting)),
      (key) => sayStillWaiting(context, errandIn(key), since(delays.stillWaiting)),
    ],
    [
      "reminders",
      async () => (await managersToTell(db)).map(({ accountId }) => accountId),
      (accountId) => remind(context, accountId, { first: since(first), second: since(second) }),
    ],
  ])
}

/** An item of a pass: "referencements:<id>". */
function errandIn(key: string): Errand {
  const [nature, id = ""] = key.split(":")
  return { nature: nature === "modifications" ? "modifications" : "referencements", id }
}

/** One mail to a manager for all that waits and is due, whatever its nature. */
function remind(context: Context, accountId: string, limits: { first: Date; second: Date }) {
  return transaction(async (tx) => {
    const due = await dueFor(tx, accountId, limits, begunBefore(context.now, 1))
    // In one statement: after a long stop there may be thousands.
    const told = await tx.errandNotice.createManyAndReturn({
      data: due.map((row) => ({ ...keyOf(row), accountId, kind: row.kind, sentAt: context.now })),
      skipDuplicates: true,
      select: { listingRequestId: true, correctionId: true },
    })
    const ids = new Set(told.map(({ listingRequestId, correctionId }) => listingRequestId ?? correctionId))
    const noted = due.filter(({ id }) => ids.has(id))
    if (noted.length === 0) return false
    const { email } = await tx.account.findUniqueOrThrow({ where: { id: accountId }, select: { email: true } })
    await queueMessage(tx, context.now, { email, accountId }, "errands-waiting", {
      errands: noted.slice(0, mostInMail).map(({ nature, raisonSociale, siret, createdAt }) => ({
        nature,
        structureName: raisonSociale,
        siret,
        since: createdAt.toISOString(),
      })),
      more: Math.max(0, noted.length - mostInMail),
    })
    return true
  })
}

const mostInMail = 20

/** Notes that someone is told something of an errand; false when another pass did. */
async function note(tx: Tx, { now }: Context, errand: Errand, accountId: string, kind: ErrandNoticeKind) {
  const { count } = await tx.errandNotice.createMany({
    data: [{ ...keyOf(errand), accountId, kind, sentAt: now }],
    skipDuplicates: true,
  })
  return count === 1
}

/** Each of those who have waited since before `limit` hears once that it is not forgotten. */
function sayStillWaiting(context: Context, errand: Errand, limit: Date) {
  return transaction(async (tx) => {
    const found = await errandOf(tx, errand)
    if (!found?.isPending) return false
    let told = 0
    for (const { id, email, firstName, disabledAt, erasedAt, since } of found.people) {
      if (disabledAt || erasedAt || since >= limit || !(await note(tx, context, errand, id, "still_waiting"))) continue
      told += 1
      await queueMessage(tx, context.now, { email, accountId: id }, "errand-still-waiting", {
        ...found.structure,
        nature: errand.nature,
        firstName,
        since: since.toISOString(),
      })
    }
    return told > 0
  })
}

/** Nobody answered in time: it ends, and those who wait read that they may ask again. */
function expire(context: Context, errand: Errand) {
  const { nature, id } = errand
  return transaction(async (tx) => {
    // The accounts are held first, as wherever a listing request is answered.
    if (nature === "referencements")
      await hold(tx, "account", Prisma.sql`id IN (SELECT account_id FROM listing_applicant WHERE listing_request_id = ${id}::uuid)`, "read")
    const ended = { where: { id, status: "pending" as const }, data: { status: "cancelled" as const, decidedAt: context.now } }
    const { count } = nature === "referencements" ? await tx.listingRequest.updateMany(ended) : await tx.correction.updateMany(ended)
    const found = count === 1 ? await errandOf(tx, errand) : null
    if (!found) return false
    await record(tx, context, { action: "errand.expire", structureId: found.structureId, targetId: id })
    for (const person of found.people)
      if (!person.disabledAt && !person.erasedAt)
        await queueMessage(tx, context.now, { email: person.email, accountId: person.id }, "errand-expired", {
          ...found.structure,
          nature,
          structureId: found.structureId ?? "",
          firstName: person.firstName,
          since: person.since.toISOString(),
        })
    return true
  })
}
