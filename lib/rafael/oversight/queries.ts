/** What managers see of Rafael: the offer, how pre-registrations go, and what waits. Names of candidates are not among it. */
import "server-only"
import { type Actor, can } from "@/lib/access/permissions"
import { containing, db } from "@/lib/platform/db/client"
import type { Prisma } from "@/lib/platform/generated/client"
import { offsetOf } from "@/lib/platform/http/search-params"
import { begunBefore } from "@/lib/platform/time/working-days"
import { todayOf } from "@/lib/rafael/states/rules"

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
  return { courses, total, pages: Math.max(1, Math.ceil(total / perPage)) }
}

/** Working days without an answer after which managers see it. */
const longWait = 10

const unansweredSince = (now: Date): Prisma.PreregistrationWhereInput => ({ status: "sent", sentAt: { lt: begunBefore(now, longWait) } })

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

/** Those that a training body let wait for ten working days or more, the oldest first: which session, between whom, never who. */
export async function withoutAnswer(actor: Actor, now: Date) {
  if (!can(actor, "statistics.read")) return { rows: [], total: 0 }
  const where: Prisma.PreregistrationWhereInput = { status: "sent", sentAt: { lt: begunBefore(now, longWait) } }
  const [total, rows] = await Promise.all([
    db.preregistration.count({ where }),
    db.preregistration.findMany({ where, orderBy: [{ sentAt: "asc" }, { id: "asc" }], take: perPage, select: waiting }),
  ])
  return { rows, total }
}
export type WaitingLine = Awaited<ReturnType<typeof withoutAnswer>>["rows"][number]

const soon = 15 * 24 * 3_600_000

/** The published sessions that begin within fifteen days with fewer people than their minimum. */
export async function underMinimum(actor: Actor, now: Date) {
  if (!can(actor, "statistics.read")) return []
  const today = todayOf(now)
  const ids = await db.$queryRaw<{ id: string }[]>`
    SELECT s.id FROM training_session s JOIN delivery d ON d.id = s.delivery_id JOIN course c ON c.id = d.course_id
     WHERE c.state = 'published' AND s.cancelled_at IS NULL AND s.taken < s.minimum
       AND s.starts_on BETWEEN ${today} AND ${new Date(today.getTime() + soon)} ORDER BY s.starts_on, s.id LIMIT ${perPage}`
  return db.trainingSession.findMany({
    where: { id: { in: ids.map(({ id }) => id) } },
    orderBy: [{ startsOn: "asc" }, { id: "asc" }],
    select: {
      id: true,
      startsOn: true,
      taken: true,
      minimum: true,
      delivery: { select: { course: { select: { title: true, structure: { select: { id: true, raisonSociale: true } } } } } },
    },
  })
}
