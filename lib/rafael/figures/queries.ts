/** The figures of pre-registrations: what managers follow, and what prescribers read of a training body before they choose. */
import "server-only"
import { type Actor, can } from "@/lib/access/permissions"
import { db } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { offsetOf, pagesOf } from "@/lib/platform/http/search-params"
import { departementLabel } from "@/lib/platform/text/departements"
import type { CohortLine, CohortStep, Grain } from "@/lib/rafael/figures/rules"
import type { FiguresQuery } from "@/lib/rafael/figures/schema"
import { structuresWith } from "@/lib/rafael/rights/rules"
import type { Status } from "@/lib/rafael/states/rules"

const perPage = 50
const day = 24 * 3_600_000

/** What each grain is made of: the key that an address may name, and its words. */
const keys: Record<Grain, { key: Prisma.Sql; name: Prisma.Sql }> = {
  organisme: { key: Prisma.sql`body.id::text`, name: Prisma.sql`body.raison_sociale` },
  prescripteur: { key: Prisma.sql`prescriber.id::text`, name: Prisma.sql`prescriber.raison_sociale` },
  session: {
    key: Prisma.sql`s.id::text`,
    name: Prisma.sql`c.title || ', ' || to_char(s.starts_on, 'DD/MM/YYYY') || ', ' || body.raison_sociale`,
  },
  departement: { key: Prisma.sql`coalesce(place.departement, '')`, name: Prisma.sql`coalesce(place.departement, '')` },
}

/** Those sent in a period, each with the day it reached each step. */
function cohort(now: Date, days: number) {
  return Prisma.sql`
    preregistration p
    JOIN candidate k ON k.id = p.candidate_id JOIN structure prescriber ON prescriber.id = k.structure_id
    JOIN training_session s ON s.id = p.session_id JOIN delivery d ON d.id = s.delivery_id JOIN course c ON c.id = d.course_id
    JOIN structure body ON body.id = c.structure_id
    LEFT JOIN LATERAL (SELECT departement FROM training_place WHERE delivery_id = d.id ORDER BY id LIMIT 1) place ON true
    CROSS JOIN LATERAL (
      SELECT min(at) FILTER (WHERE status = 'summoned') AS summoned, min(at) FILTER (WHERE status = 'accepted') AS accepted,
             min(at) FILTER (WHERE status = 'started') AS started
        FROM preregistration_step WHERE preregistration_id = p.id) step
   WHERE p.sent_at >= ${new Date(now.getTime() - days * day)} AND p.sent_at <= ${now}`
}

const reached: Record<CohortStep, Prisma.Sql> = {
  sent: Prisma.sql`true`,
  summoned: Prisma.sql`step.summoned IS NOT NULL`,
  accepted: Prisma.sql`step.accepted IS NOT NULL`,
  started: Prisma.sql`step.started IS NOT NULL`,
  unanswered: Prisma.sql`p.status = 'sent'`,
}

const counts = Prisma.join(
  (Object.keys(reached) as CohortStep[]).map((step) => Prisma.sql`count(*) FILTER (WHERE ${reached[step]})::int AS ${Prisma.raw(step)}`),
)

function median(step: Exclude<CohortStep, "sent" | "unanswered">) {
  return Prisma.sql`percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM step.${Prisma.raw(step)} - p.sent_at) / 86400.0)`
}

/** A page of the lines of one grain, those with the most first, and the line of all; null for anyone but a manager. */
export async function cohorts(actor: Actor, now: Date, { par, jours, page }: FiguresQuery) {
  if (!can(actor, "statistics.read")) return null
  const { key, name } = keys[par]
  const lines = (by: Prisma.Sql, more: Prisma.Sql) => db.$queryRaw<CohortLine[]>`
    SELECT ${by}, ${counts}, ${median("summoned")} AS "daysToSummoned", ${median("accepted")} AS "daysToAccepted", ${median("started")} AS "daysToStarted",
           (SELECT coalesce(sum(taken), 0)::int FROM training_session WHERE id = ANY (array_agg(DISTINCT s.id))) AS taken,
           (SELECT coalesce(sum(places), 0)::int FROM training_session WHERE id = ANY (array_agg(DISTINCT s.id))) AS places
      FROM ${cohort(now, Number(jours))} ${more}`
  const [all, rows, [counted]] = await Promise.all([
    lines(Prisma.sql`'' AS key, '' AS name`, Prisma.empty),
    lines(
      Prisma.sql`${key} AS key, min(${name}) AS name`,
      Prisma.sql`GROUP BY 1 ORDER BY sent DESC, 2, 1 LIMIT ${perPage} OFFSET ${offsetOf(page, perPage)}`,
    ),
    db.$queryRaw<{ total: number }[]>`SELECT count(DISTINCT ${key})::int AS total FROM ${cohort(now, Number(jours))}`,
  ])
  const total = counted?.total ?? 0
  return { all: all[0] ?? null, lines: rows.map(named(par)), total, pages: pagesOf(total, perPage) }
}

/** A line as it is read: the grain of départements has only their codes. */
function named(par: Grain) {
  return (line: CohortLine): CohortLine => {
    if (par !== "departement") return line
    return { ...line, name: line.key === "" ? "À distance, sans lieu" : `${departementLabel(line.key)} (${line.key})` }
  }
}

export type BehindLine = {
  id: string
  course: string
  sessionId: string
  startsOn: Date
  body: string
  prescriber: string
  sentAt: Date
  status: Status
}

/** The pre-registrations behind a number: which session, between whom, how far. Never who. */
export async function behind(actor: Actor, now: Date, { par, jours, cle, etape, page }: FiguresQuery) {
  if (!can(actor, "statistics.read")) return null
  const where = Prisma.sql`AND ${reached[etape]} ${cle === "" && par !== "departement" ? Prisma.empty : Prisma.sql`AND ${keys[par].key} = ${cle}`}`
  const from = cohort(now, Number(jours))
  const [rows, [counted]] = await Promise.all([
    db.$queryRaw<BehindLine[]>`
      SELECT p.id, c.title AS course, s.id AS "sessionId", s.starts_on AS "startsOn", body.raison_sociale AS body,
             prescriber.raison_sociale AS prescriber, p.sent_at AS "sentAt", p.status::text AS status
        FROM ${from} ${where} ORDER BY p.sent_at DESC, p.id LIMIT ${perPage} OFFSET ${offsetOf(page, perPage)}`,
    db.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS total FROM ${from} ${where}`,
  ])
  const total = counted?.total ?? 0
  return { rows, total, pages: pagesOf(total, perPage) }
}

/** Fewer answers than these say nothing of how fast a training body answers. */
const leastAnswers = 5

/** In how many days training bodies answered in the last twelve months, by the median, for anyone; those with too few answers are left out. */
export async function answerDelays(structureIds: readonly string[], now: Date): Promise<Map<string, number>> {
  if (structureIds.length === 0) return new Map()
  const rows = await db.$queryRaw<{ id: string; days: number }[]>`
    SELECT c.structure_id AS id, percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM answer.at - p.sent_at) / 86400.0) AS days
      FROM course c JOIN delivery d ON d.course_id = c.id JOIN training_session s ON s.delivery_id = d.id JOIN preregistration p ON p.session_id = s.id
     CROSS JOIN LATERAL (SELECT min(at) AS at FROM preregistration_step
                          WHERE preregistration_id = p.id AND status IN ('summoned', 'accepted', 'waitlisted', 'not_accepted')) answer
     WHERE c.structure_id = ANY (${[...structureIds]}::uuid[]) AND p.sent_at >= ${new Date(now.getTime() - 365 * day)} AND answer.at IS NOT NULL
     GROUP BY 1 HAVING count(*) >= ${leastAnswers}`
  return new Map(rows.map(({ id, days }) => [id, days]))
}

const lastOnes = 10

/**
 * What became of the last ten people sent to a training body, by state: for prescribers, before they choose; none for anyone else, and none
 * until there are ten, because fewer would tell of someone.
 */
export async function lastSentTo(actor: Actor, structureId: string): Promise<{ status: Status; count: number }[]> {
  if (structuresWith(actor, "preregistration.prepare").length === 0) return []
  const counts = await db.$queryRaw<{ status: Status; count: number }[]>`
    SELECT status::text AS status, count(*)::int AS count FROM (
      SELECT p.status, p.sent_at FROM course c JOIN delivery d ON d.course_id = c.id JOIN training_session s ON s.delivery_id = d.id
        JOIN preregistration p ON p.session_id = s.id
       WHERE c.structure_id = ${structureId}::uuid AND p.sent_at IS NOT NULL ORDER BY p.sent_at DESC LIMIT ${lastOnes}) AS sent
     GROUP BY 1 ORDER BY 2 DESC, 1`
  return counts.reduce((sum, { count }) => sum + count, 0) < lastOnes ? [] : counts
}
