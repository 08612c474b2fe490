/** The offer of a structure, as those who write or answer in it see it. */
import "server-only"
import type { Actor } from "@/lib/access/permissions"
import { containing, db, isUuid, type Tx } from "@/lib/platform/db/client"
import type { OfferState, Prisma } from "@/lib/platform/generated/client"
import { offsetOf, pagesOf } from "@/lib/platform/http/search-params"
import { type CourseFacts, completeness } from "@/lib/rafael/courses/rules"
import { certificationsShape } from "@/lib/rafael/courses/schema"
import { structuresWith } from "@/lib/rafael/rights/rules"
import { closedFor, living, openingSelect } from "@/lib/rafael/states/rules"
import { actionName, journalActions, reasonTold } from "@/lib/trace/journal/rules"
import { formatName } from "@/lib/vocabulary/accounts/rules"

const { delivery: _delivery, ...daysAndPlaces } = openingSelect

const facts = {
  id: true,
  objective: true,
  results: true,
  contents: true,
  entryLevel: true,
  formacodes: true,
  evaluation: true,
  contactEmail: true,
  contactPhone: true,
  certifications: true,
  structure: { select: { trainingBody: { select: { activityNumber: true } } } },
  deliveries: {
    orderBy: { createdAt: "asc" },
    select: {
      id: true,
      numero: true,
      mode: true,
      rhythm: true,
      alternance: true,
      publics: true,
      conditions: true,
      hoursTotal: true,
      remainingCost: true,
      accessDelay: true,
      accessibility: true,
      _count: { select: { places: true, sessions: { where: { cancelledAt: null } } } },
    },
  },
} as const satisfies Prisma.CourseSelect
type FactsRow = Prisma.CourseGetPayload<{ select: typeof facts }>

function readFacts({ structure, certifications, deliveries, ...course }: FactsRow): CourseFacts {
  return {
    ...course,
    certifications: certificationsShape.parse(certifications),
    body: structure.trainingBody,
    deliveries: deliveries.map(({ _count, ...delivery }) => ({ ...delivery, ...{ places: _count.places, sessions: _count.sessions } })),
  }
}

/** What decides whether a course may be published; null when there is none. */
export async function factsOf(courseId: string, tx: Tx = db): Promise<CourseFacts | null> {
  const row = await tx.course.findUnique({ where: { id: courseId }, select: facts })
  return row ? readFacts(row) : null
}

const perPage = 50

export type CourseFilters = { q: string; etat: OfferState | null; page: number }

/** A page of the courses of one structure whose offer the actor may see: drafts and archives too. */
export async function coursesOf(actor: Actor, structureId: string, { q, etat, page }: CourseFilters, today: Date) {
  const allowed = structuresWith(actor, "offer.see").includes(structureId)
  const where: Prisma.CourseWhereInput = {
    structureId: allowed ? structureId : { in: [] },
    ...(etat ? { state: etat } : {}),
    ...(q
      ? {
          OR: [{ title: containing(q) }, { numero: q }, { formacodes: { has: q } }, { romes: { has: q.toUpperCase() } }],
        }
      : {}),
  }
  const [total, rows] = await Promise.all([
    db.course.count({ where }),
    db.course.findMany({
      where,
      orderBy: [{ updatedAt: "desc" }, { id: "asc" }],
      skip: offsetOf(page, perPage),
      take: perPage,
      select: {
        ...facts,
        title: true,
        numero: true,
        state: true,
        updatedAt: true,
        unpublishedFor: true,
        deliveries: {
          ...facts.deliveries,
          select: {
            ...facts.deliveries.select,
            entryMode: true,
            isFunded: true,
            sessions: {
              where: { cancelledAt: null, endsOn: { gte: today } },
              orderBy: { startsOn: "asc" },
              select: daysAndPlaces,
            },
          },
        },
      },
    }),
  ])
  const courses = rows.map((row) => {
    const sessions = row.deliveries.flatMap(({ sessions }) => sessions)
    const next = sessions
      .map(({ startsOn }) => startsOn)
      .filter((startsOn) => startsOn >= today)
      .toSorted((a, b) => a.getTime() - b.getTime())
    return {
      id: row.id,
      title: row.title,
      numero: row.numero,
      state: row.state,
      updatedAt: row.updatedAt,
      deliveries: row.deliveries.length,
      openSessions: row.deliveries.flatMap(({ sessions: own, entryMode, isFunded }) =>
        own.filter(
          (session) =>
            closedFor(
              { ...session, isPermanent: entryMode === "permanent", isFunded, isPublished: row.state === "published", isBodyActive: true },
              today,
            ) === null,
        ),
      ).length,
      next: next[0] ?? null,
      completeness: completeness(readFacts(row)),
    }
  })
  return { courses, total, pages: pagesOf(total, perPage) }
}

/** A course with its deliveries and sessions, for those who may see the offer of its structure; null for anyone else. */
export async function courseOf(actor: Actor, courseId: string) {
  if (!isUuid(courseId)) return null
  const course = await db.course.findFirst({
    where: { id: courseId, structureId: { in: structuresWith(actor, "offer.see") } },
    include: {
      structure: { select: { id: true, raisonSociale: true, siret: true, trainingBody: true } },
      deliveries: {
        orderBy: { createdAt: "asc" },
        include: {
          places: true,
          sessions: {
            orderBy: { startsOn: "asc" },
            include: { _count: { select: { preregistrations: { where: { status: { in: ["sent", "summoned"] } } } } } },
          },
        },
      },
    },
  })
  if (!course) return null
  const said = await factsOf(courseId)
  return said ? { ...course, certifications: certificationsShape.parse(course.certifications), facts: said } : null
}
export type OwnCourse = NonNullable<Awaited<ReturnType<typeof courseOf>>>

const mostHistory = 100

/** What was done to a course, its deliveries and its sessions, the latest first; nothing for whoever may not see its offer. */
export async function courseHistory(actor: Actor, courseId: string) {
  const course = await courseOf(actor, courseId)
  if (!course) return []
  const sessions = course.deliveries.flatMap((delivery) => delivery.sessions)
  const targets = [course.id, ...[...course.deliveries, ...sessions].map(({ id }) => id)]
  const rows = await db.journal.findMany({
    where: { targetId: { in: targets }, outcome: "done", action: { in: historyActions } },
    orderBy: { id: "desc" },
    take: mostHistory,
    select: { id: true, at: true, action: true, reason: true, actorId: true },
  })
  const people = await db.account.findMany({
    where: { id: { in: rows.flatMap(({ actorId }) => actorId ?? []) } },
    select: { id: true, firstName: true, lastName: true },
  })
  return rows.map(({ id, at, action, reason, actorId }) => {
    const person = people.find((one) => one.id === actorId)
    return {
      id: String(id),
      at,
      name: actionName(action),
      who: person ? formatName(person) : null,
      reason: reason && reasonTold(reason),
    }
  })
}

const historyActions = journalActions.filter((action) => /^(course|delivery|session)\.(?!open|complete|throttle|end)/.test(action))

/** What the offer says of a training body, and its structures' names. */
export function bodyOf(actor: Actor, structureId: string) {
  const mayRead = structuresWith(actor, "offer.see").includes(structureId)
  return mayRead ? db.trainingBody.findUnique({ where: { structureId } }) : null
}

/** A delivery with its course, for those who may see the offer of its structure; null for anyone else. */
export async function deliveryOf(actor: Actor, deliveryId: string) {
  if (!isUuid(deliveryId)) return null
  return db.delivery.findFirst({
    where: { id: deliveryId, course: { structureId: { in: structuresWith(actor, "offer.see") } } },
    include: { places: { orderBy: { id: "asc" } }, course: { select: { id: true, title: true, structureId: true } } },
  })
}

/** A session with its course, and how many are on it, for those who may see the offer of its structure; null for anyone else. */
export async function sessionOfOffer(actor: Actor, sessionId: string) {
  if (!isUuid(sessionId)) return null
  return db.trainingSession.findFirst({
    where: { id: sessionId, delivery: { course: { structureId: { in: structuresWith(actor, "offer.see") } } } },
    include: {
      meetings: { orderBy: { startsAt: "asc" } },
      delivery: {
        select: {
          id: true,
          numero: true,
          entryMode: true,
          isFunded: true,
          course: { select: { id: true, title: true, state: true, structureId: true } },
        },
      },
      // What was not sent does not exist for the training body; whoever prepares it is told of what happens all the same.
      preregistrations: { where: { status: { in: [...living] }, sentAt: { not: null } }, select: { status: true } },
    },
  })
}
