/** Which pre-registrations a pass of the clock is about, and whom it tells: rows of (id, account_id). */
import "server-only"
import { db } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"

/** The kinds of the notices that are told to people. */
export type Kind = "received" | "validate" | "validator" | "answer" | "no_answer" | "begun" | "fading"

/** `since`: what began before this instant has waited long enough. `today`: a day at midnight UTC; `dawn`: the instant when it began. */
export type Limits = { since: Record<Exclude<Kind, "begun" | "received">, Date>; today: Date; dawn: Date }

/** What was prepared and not touched since `limit`. Touching the candidate touches it too. */
export function untouched(limit: Date) {
  return Prisma.sql`p.status IN ('draft', 'to_validate') AND greatest(p.step_at, c.updated_at) < ${limit}`
}

const ofPrescriber = Prisma.sql`preregistration p JOIN candidate c ON c.id = p.candidate_id`
const ofBody = Prisma.sql`preregistration p JOIN training_session s ON s.id = p.session_id JOIN delivery d ON d.id = s.delivery_id
  JOIN course k ON k.id = d.course_id`
const holding = (structure: Prisma.Sql, profils: Prisma.Sql) => Prisma.sql`
  JOIN affiliation f ON f.structure_id = ${structure} AND f.status = 'active' AND f.rafael_profil IN (${profils})
  JOIN account a ON a.id = f.account_id AND a.disabled_at IS NULL AND a.erased_at IS NULL`
const level3 = holding(Prisma.sql`c.structure_id`, Prisma.sql`'prescripteur_3'`)
const answerers = holding(Prisma.sql`k.structure_id`, Prisma.sql`'gestionnaire_preinscription', 'gestionnaire_general'`)

/** The pairs of a kind: what waits, and each person to tell. */
function pairs(kind: Kind, { since, today, dawn }: Limits): Prisma.Sql {
  // For those who want one message a day, unless they had today's.
  if (kind === "received")
    return Prisma.sql`SELECT p.id, f.account_id FROM ${ofBody} ${answerers} WHERE p.status = 'sent' AND f.received_pace = 'daily' AND NOT EXISTS (
      SELECT FROM preregistration_notice n JOIN preregistration q ON q.id = n.preregistration_id JOIN training_session t ON t.id = q.session_id
        JOIN delivery e ON e.id = t.delivery_id JOIN course l ON l.id = e.course_id
       WHERE n.account_id = f.account_id AND n.kind = 'received' AND n.sent_at >= ${dawn} AND l.structure_id = k.structure_id)`
  if (kind === "validate")
    return Prisma.sql`SELECT p.id, f.account_id FROM ${ofPrescriber} ${level3} WHERE p.status = 'to_validate' AND p.step_at < ${since.validate}`
  if (kind === "validator")
    return Prisma.sql`SELECT p.id, r.account_id FROM ${ofPrescriber} JOIN referent_to_tell r ON r.structure_id = c.structure_id
      WHERE p.status = 'to_validate' AND p.step_at < ${since.validator}`
  if (kind === "answer")
    return Prisma.sql`SELECT p.id, f.account_id FROM ${ofBody} ${answerers} WHERE p.status = 'sent' AND p.sent_at < ${since.answer}`
  if (kind === "no_answer")
    return Prisma.sql`SELECT p.id, f.account_id FROM preregistration p JOIN affiliation f ON f.id = p.owner_id AND f.status = 'active'
        JOIN account a ON a.id = f.account_id AND a.disabled_at IS NULL AND a.erased_at IS NULL
      WHERE p.status = 'sent' AND p.sent_at < ${since.no_answer}
      UNION SELECT p.id, f.account_id FROM ${ofPrescriber} ${level3} WHERE p.owner_id IS NULL AND p.status = 'sent' AND p.sent_at < ${since.no_answer}`
  if (kind === "fading")
    return Prisma.sql`SELECT p.id, f.account_id FROM ${ofPrescriber} JOIN affiliation f ON f.id = p.owner_id AND f.status = 'active'
        JOIN account a ON a.id = f.account_id AND a.disabled_at IS NULL AND a.erased_at IS NULL
      WHERE ${untouched(since.fading)}`
  return Prisma.sql`SELECT p.id, f.account_id FROM ${ofBody} ${answerers} WHERE ${begun(today)}`
}

/** Sessions with fixed dates that have begun without an answer. */
function begun(today: Date) {
  return Prisma.sql`p.status IN ('sent', 'summoned', 'waitlisted') AND s.starts_on < ${today} AND d.entry_mode = 'fixed_dates'`
}

/** Those of a kind that this person was not told of. */
export function untold(kind: Kind, limits: Limits): Prisma.Sql {
  return Prisma.sql`SELECT w.id, w.account_id FROM (${pairs(kind, limits)}) w
    WHERE NOT EXISTS (SELECT FROM preregistration_notice n
      WHERE n.preregistration_id = w.id AND n.account_id = w.account_id AND n.kind = ${kind}::preregistration_notice_kind)`
}

/** The people who have something of this kind to be told. */
export async function peopleToTell(kind: Kind, limits: Limits): Promise<string[]> {
  const found = await db.$queryRaw<{ id: string }[]>`SELECT DISTINCT account_id AS id FROM (${untold(kind, limits)}) u ORDER BY 1`
  return found.map(({ id }) => id)
}

/**
 * Those that lapse: their session began before `limit` without an answer, and the training body, when it has someone, was told before
 * `told`. So after a long stop, it is told before they lapse.
 */
export async function toLapse(limit: Date, told: Date, today: Date): Promise<string[]> {
  const found = await db.$queryRaw<{ id: string }[]>`
    SELECT p.id FROM ${ofBody} WHERE ${begun(today)} AND s.starts_on < ${limit}
       AND (NOT EXISTS (SELECT FROM (SELECT k.structure_id) b ${holding(Prisma.sql`b.structure_id`, Prisma.sql`'gestionnaire_preinscription', 'gestionnaire_general'`)})
         OR EXISTS (SELECT FROM preregistration_notice n WHERE n.preregistration_id = p.id AND n.kind = 'begun' AND n.sent_at < ${told}))
     ORDER BY s.starts_on, p.id`
  return found.map(({ id }) => id)
}

/** The published sessions that begin within `days` with fewer people than their minimum, and of which nobody was told. */
export async function shortSessions(today: Date, days: number): Promise<string[]> {
  const last = new Date(today.getTime() + days * 24 * 3_600_000)
  const found = await db.$queryRaw<{ id: string }[]>`
    SELECT s.id FROM training_session s JOIN delivery d ON d.id = s.delivery_id JOIN course k ON k.id = d.course_id
     WHERE k.state = 'published' AND s.cancelled_at IS NULL AND s.short_told_at IS NULL AND s.taken < s.minimum AND d.entry_mode = 'fixed_dates'
       AND s.starts_on BETWEEN ${today} AND ${last} ORDER BY s.starts_on, s.id`
  return found.map(({ id }) => id)
}
