/** What managers see of Rafael: the offer, how pre-registrations go, and what waits. Names of candidates are not among it. */
import "server-only"
import { type Actor, can } from "@/lib/access/permissions"
import { containing, db } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { offsetOf, pagesOf } from "@/lib/platform/http/search-params"
import { settingOf } from "@/lib/platform/process/settings"
import { begunBefore, todayOf } from "@/lib/platform/time/working-days"
import { parsePreregistrationDelays } from "@/lib/rafael/follow-up/rules"
import { offerReportShape } from "@/lib/rafael/offer-loads/schema"
import { living } from "@/lib/rafael/states/rules"

const perPage = 50
/** A page of the published courses of all structures, the last changed first. Empty for anyone but a manager. */
export async function publishedCourses(actor: Actor, { q, page }: { q: string; page: number }) {
  if (!can(actor, "structure.manage")) return { courses: [], total: 0, pages: 1 }
  const words = q.trim().split(/\s+/).filter(Boolean).slice(0, 6)
  const where: Prisma.CourseWhereInput = {
    state: "published",
    AND: words.map((word) => ({
      OR: [{ title: containing(word) }, { structure: { raisonSociale: containing(word) } }, { formacodes: { has: word } }],
    })),
  }
  const [total, courses] = await Promise.all([
    db.course.count({ where }),
    db.course.findMany({
      where,
      orderBy: [{ updatedAt: "desc" }, { id: "asc" }],
      skip: offsetOf(page, perPage),
      take: perPage,
      select: { id: true, title: true, updatedAt: true, structure: { select: { id: true, raisonSociale: true } } },
    }),
  ])
  return { courses, total, pages: pagesOf(total, perPage) }
}

/** Working days without an answer after which whoever follows hears of it, and managers see it. */
export function longWait(): number {
  const delays = parsePreregistrationDelays(settingOf("PREREGISTRATION_DELAYS"))
  if (!delays) throw new Error("PREREGISTRATION_DELAYS is checked at the start")
  return delays.noAnswer
}

const unansweredSince = (now: Date): Prisma.PreregistrationWhereInput => ({ status: "sent", sentAt: { lt: begunBefore(now, longWait()) } })

/** How many have waited so long; 0 for anyone but a manager. */
export function countWithoutAnswer(actor: Actor, now: Date): Promise<number> {
  return can(actor, "statistics.read") ? db.preregistration.count({ where: unansweredSince(now) }) : Promise.resolve(0)
}

const waiting = {
  id: true,
  sentAt: true,
  candidate: { select: { structure: { select: { id: true, raisonSociale: true } } } },
  session: {
    select: {
      startsOn: true,
      delivery: { select: { course: { select: { title: true, structure: { select: { id: true, raisonSociale: true } } } } } },
    },
  },
} as const satisfies Prisma.PreregistrationSelect

/** A page of those that a training body let wait for ten working days or more, the oldest first: between whom, never who. */
export function withoutAnswer(actor: Actor, now: Date, page = 1) {
  return waitingPage(actor, unansweredSince(now), page)
}

/** A page of those that were sent by a structure which has closed since, or is no longer prescripteur: managers follow them. */
export function withoutPrescriber(actor: Actor, page = 1) {
  const gone: Prisma.StructureWhereInput = { OR: [{ state: "closed" }, { NOT: { types: { has: "prescripteur" } } }] }
  return waitingPage(actor, { sentAt: { not: null }, status: { in: [...living] }, candidate: { structure: gone } }, page)
}

async function waitingPage(actor: Actor, where: Prisma.PreregistrationWhereInput, page: number) {
  if (!can(actor, "statistics.read")) return nothing<WaitingLine>()
  const [total, rows] = await Promise.all([
    db.preregistration.count({ where }),
    db.preregistration.findMany({
      where,
      orderBy: [{ sentAt: "asc" }, { id: "asc" }],
      skip: offsetOf(page, perPage),
      take: perPage,
      select: waiting,
    }),
  ])
  return { rows, total, pages: pagesOf(total, perPage) }
}
export type WaitingLine = Prisma.PreregistrationGetPayload<{ select: typeof waiting }>

function nothing<Row>(): { rows: Row[]; total: number; pages: number } {
  return { rows: [], total: 0, pages: 1 }
}

const soon = 15 * 24 * 3_600_000

/** A page of the published sessions that begin within fifteen days with fewer people than their minimum. */
export async function underMinimum(actor: Actor, now: Date, page = 1) {
  if (!can(actor, "statistics.read")) return nothing<ShortSession>()
  const today = todayOf(now)
  const which = Prisma.sql`FROM training_session s JOIN delivery d ON d.id = s.delivery_id JOIN course c ON c.id = d.course_id
     WHERE c.state = 'published' AND s.cancelled_at IS NULL AND s.taken < s.minimum AND d.entry_mode = 'fixed_dates'
       AND s.starts_on BETWEEN ${today} AND ${new Date(today.getTime() + soon)}`
  const [[counted], ids] = await Promise.all([
    db.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS total ${which}`,
    db.$queryRaw<{ id: string }[]>`SELECT s.id ${which} ORDER BY s.starts_on, s.id LIMIT ${perPage} OFFSET ${offsetOf(page, perPage)}`,
  ])
  const rows = await db.trainingSession.findMany({
    where: { id: { in: ids.map(({ id }) => id) } },
    orderBy: [{ startsOn: "asc" }, { id: "asc" }],
    select: shortSession,
  })
  const total = counted?.total ?? 0
  return { rows, total, pages: pagesOf(total, perPage) }
}

const shortSession = {
  id: true,
  startsOn: true,
  taken: true,
  minimum: true,
  delivery: { select: { course: { select: { title: true, structure: { select: { id: true, raisonSociale: true } } } } } },
} as const satisfies Prisma.TrainingSessionSelect
export type ShortSession = Prisma.TrainingSessionGetPayload<{ select: typeof shortSession }>

/** How much of its offer a training body says: what is published, and how much of what must inform the public (Qualiopi 1), in percent. */
export type OfferQuality = {
  id: string
  raisonSociale: string
  published: number
  drafts: number
  sessions: number
  information: number | null
}

/** A page of the training bodies that have an offer, those that inform least first. */
export async function offerQuality(actor: Actor, today: Date, page = 1) {
  if (!can(actor, "structure.manage")) return nothing<OfferQuality>()
  const [[counted], rows] = await Promise.all([
    db.$queryRaw<{ total: number }[]>`SELECT count(DISTINCT structure_id)::int AS total FROM course WHERE state <> 'archived'`,
    db.$queryRaw<OfferQuality[]>`
      SELECT o.id, o.raison_sociale AS "raisonSociale", count(DISTINCT c.id) FILTER (WHERE c.state = 'published')::int AS published,
             count(DISTINCT c.id) FILTER (WHERE c.state = 'draft')::int AS drafts,
             (count(DISTINCT s.id) FILTER (WHERE c.state = 'published' AND s.cancelled_at IS NULL AND s.ends_on >= ${today}))::int AS sessions,
             round(100 * avg(((d.conditions <> '')::int + (d.hours_total IS NOT NULL)::int + (d.access_delay <> '')::int + (d.remaining_cost <> '')::int
               + (d.accessibility <> '')::int + (c.evaluation <> '')::int) / 6.0) FILTER (WHERE c.state = 'published'))::int AS information
        FROM course c JOIN structure o ON o.id = c.structure_id LEFT JOIN delivery d ON d.course_id = c.id
        LEFT JOIN training_session s ON s.delivery_id = d.id
       WHERE c.state <> 'archived' GROUP BY o.id ORDER BY information NULLS LAST, o.raison_sociale COLLATE "fr-x-icu", o.id
       LIMIT ${perPage} OFFSET ${offsetOf(page, perPage)}`,
  ])
  const total = counted?.total ?? 0
  return { rows, total, pages: pagesOf(total, perPage) }
}

const imported = {
  id: true,
  fileName: true,
  status: true,
  report: true,
  createdAt: true,
  structure: { select: { id: true, raisonSociale: true } },
  author: { select: { firstName: true, lastName: true } },
} as const satisfies Prisma.OfferImportSelect

/** A page of the LHÉO files that training bodies sent, the last first, with what became of them. */
export async function offerImports(actor: Actor, page = 1) {
  if (!can(actor, "structure.manage")) return nothing<ReturnType<typeof readImport>>()
  const [total, rows] = await Promise.all([
    db.offerImport.count(),
    db.offerImport.findMany({
      orderBy: [{ createdAt: "desc" }, { id: "asc" }],
      skip: offsetOf(page, perPage),
      take: perPage,
      select: imported,
    }),
  ])
  return { rows: rows.map(readImport), total, pages: pagesOf(total, perPage) }
}

function readImport({ report, ...row }: Prisma.OfferImportGetPayload<{ select: typeof imported }>) {
  const read = offerReportShape.safeParse(report)
  return { ...row, report: read.success ? read.data : null }
}
