/** Which requests and which people a pass of the clock is about: SQL conditions on `f`, a pending affiliation. */
import "server-only"
import { type Delays, parseDelays } from "@/lib/membership/follow-up/rules"
import { db } from "@/lib/platform/db/client"
import { type NoticeKind, Prisma } from "@/lib/platform/generated/client"
import { settingOf } from "@/lib/platform/process/settings"
import { counted } from "@/lib/platform/text/counts"
import { dayOf, startOf } from "@/lib/platform/time/working-days"

/** The delays of this portal: the setting `REQUEST_DELAYS`, which the start has checked. */
export function ownDelays(): Delays {
  const delays = parseDelays(settingOf("REQUEST_DELAYS"))
  if (!delays) throw new Error("REQUEST_DELAYS is checked at the start")
  return delays
}

/** "5 jours ouvrés": after how long the managers may answer in the place of a référent. */
export const handOverWords = () => counted(ownDelays().handOver, "jour ouvré", "jours ouvrés")

export const inOrder = [{ requestedAt: "asc" }, { id: "asc" }] satisfies Prisma.AffiliationOrderByWithRelationInput[]

async function ids(where: Prisma.AffiliationWhereInput) {
  const found = await db.affiliation.findMany({ where: { status: "pending", ...where }, orderBy: inOrder, select: { id: true } })
  return found.map(({ id }) => id)
}

/**
 * The requests that waited long enough, if the managers, who answer last, also had time: since the request was handed over to them, or
 * since they were told that no référent can be reached. So after a long stop, a request is handed over before it expires.
 */
export async function toExpire(now: Date, limit: Date, told: Date) {
  const found = await db.$queryRaw<{ id: string }[]>`
    SELECT f.id FROM affiliation f
     WHERE f.status = 'pending' AND f.requested_at < ${limit}
       AND (f.escalated_at < ${told} OR (
         NOT EXISTS (SELECT FROM to_tell(${now}) r WHERE r.structure_id = f.structure_id)
         AND NOT EXISTS (SELECT FROM account m WHERE m.is_manager AND m.disabled_at IS NULL AND m.erased_at IS NULL AND m.id <> f.account_id
               AND NOT EXISTS (SELECT FROM notice n WHERE n.affiliation_id = f.id AND n.account_id = m.id AND n.sent_at < ${told}))))
     ORDER BY f.requested_at, f.id`
  return found.map(({ id }) => id)
}

/**
 * The requests to hand over. When nobody of the structure answers, the managers already decide: there is nothing to hand over. Whoever was told and
 * went away since, or stood in before, had their time too: the request does not wait again for the next one.
 */
export async function toHandOver(now: Date, limit: Date, told: Date) {
  const found = await db.$queryRaw<{ id: string }[]>`
    SELECT f.id FROM affiliation f
     WHERE f.status = 'pending' AND f.escalated_at IS NULL AND f.requested_at < ${limit}
       AND EXISTS (SELECT FROM to_tell(${now}) r WHERE r.structure_id = f.structure_id)
       AND EXISTS (SELECT FROM notice n WHERE n.affiliation_id = f.id AND n.kind = 'asked' AND n.sent_at < ${told} AND (
             EXISTS (SELECT FROM to_tell(${now}) r WHERE r.structure_id = f.structure_id AND r.account_id = n.account_id)
             OR EXISTS (SELECT FROM absence b WHERE b.structure_id = f.structure_id AND n.account_id IN (b.account_id, b.stand_in_id))))
     ORDER BY f.requested_at, f.id`
  return found.map(({ id }) => id)
}

export function notYetTold(limit: Date, kind: NoticeKind) {
  return ids({ requestedAt: { lt: limit }, notices: { none: { kind } } })
}

export async function managers() {
  const found = await db.account.findMany({ where: { isManager: true, disabledAt: null, erasedAt: null }, select: { id: true } })
  return found.map(({ id }) => id)
}

/** The référents who have something of this kind to be told. A pass with nothing to say then costs only one query. */
export async function referentsWhere(now: Date, condition: Prisma.Sql) {
  const found = await db.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT p.account_id AS id FROM to_tell(${now}) p
      JOIN affiliation f ON f.structure_id = p.structure_id AND f.status = 'pending' AND f.account_id <> p.account_id
     WHERE ${condition} ORDER BY id`
  return found.map(({ id }) => id)
}

/** The account of the current row, in the query that looks for all référents at once. */
export const eachReferent = Prisma.sql`p.account_id`

/**
 * Requests (`f`) that this référent was not told of. A référent who wants one mail a day waits until tomorrow if they had one today; a
 * mail about a structure for which they want one mail per request does not count.
 */
export function untold(account: Prisma.Sql, now: Date) {
  const today = startOf(dayOf(now))
  return Prisma.sql`EXISTS (
      SELECT FROM to_tell(${now}) r WHERE r.structure_id = f.structure_id AND r.account_id = ${account}
         AND (r.pace = 'each' OR NOT EXISTS (
           SELECT FROM notice n JOIN affiliation told ON told.id = n.affiliation_id
             JOIN to_tell(${now}) daily ON daily.structure_id = told.structure_id AND daily.account_id = n.account_id AND daily.pace = 'daily'
            WHERE n.account_id = ${account} AND n.kind = 'asked' AND n.sent_at >= ${today})))
    AND NOT EXISTS (SELECT FROM notice n WHERE n.affiliation_id = f.id AND n.account_id = ${account})`
}

export type ReminderLimits = { now: Date; first: Date; second: Date; toldFirst: Date; toldSecond: Date }

/** Requests made before `limit`, which this référent was told of before `told` and not reminded of since. */
function due(account: Prisma.Sql, { now, limit, told, covered }: { now: Date; limit: Date; told: Date; covered: NoticeKind[] }) {
  return Prisma.sql`f.requested_at < ${limit}
    AND EXISTS (SELECT FROM to_tell(${now}) r WHERE r.structure_id = f.structure_id AND r.account_id = ${account})
    AND EXISTS (SELECT FROM notice n WHERE n.affiliation_id = f.id AND n.account_id = ${account} AND n.kind = 'asked' AND n.sent_at < ${told})
    AND NOT EXISTS (SELECT FROM notice n WHERE n.affiliation_id = f.id AND n.account_id = ${account} AND n.kind = ANY (${covered}::notice_kind[]))`
}

/** A second reminder that is due replaces a first one that was missed. */
export function dueSecond(account: Prisma.Sql, { now, second, toldSecond }: ReminderLimits) {
  return due(account, { now, limit: second, told: toldSecond, covered: ["reminder_2"] })
}

export function dueFirst(account: Prisma.Sql, { now, first, toldFirst }: ReminderLimits) {
  return due(account, { now, limit: first, told: toldFirst, covered: ["reminder_1", "reminder_2"] })
}

export function toRemind(account: Prisma.Sql, limits: ReminderLimits) {
  return Prisma.sql`((${dueFirst(account, limits)}) OR (${dueSecond(account, limits)}))`
}
