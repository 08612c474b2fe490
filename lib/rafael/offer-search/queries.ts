/** The published offer as anyone may find it. */
import "server-only"
import { db, isUuid, storable } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { offsetOf } from "@/lib/platform/http/search-params"
import { isDay } from "@/lib/platform/text/fields"
import { certificationsShape } from "@/lib/rafael/courses/schema"
import type { OfferQuery } from "@/lib/rafael/offer-search/schema"
import { fold } from "@/lib/search/spelling/rules"

const perPage = 20
const mostWords = 8

/** The sessions of the published offer, of active training bodies, that have not ended: `s`, `d`, `c`, `o`. */
const published = Prisma.sql`FROM training_session s JOIN delivery d ON d.id = s.delivery_id JOIN course c ON c.id = d.course_id
    JOIN structure o ON o.id = c.structure_id
   WHERE c.state = 'published' AND s.cancelled_at IS NULL AND o.state = 'active' AND 'formateur' = ANY (o.types)`

function conditions({ q, departement, debut, mode, financee, places, accessible, permanente, certifiante }: OfferQuery, today: Date) {
  const typed = fold(storable(q, 200)).split(" ").filter(Boolean).slice(0, mostWords)
  return [
    Prisma.sql`s.ends_on >= ${today}`,
    ...typed.map((word) => {
      const inside = `%${word}%`
      return Prisma.sql`(c.text_folded LIKE ${inside} OR fold(concat_ws(' ', o.raison_sociale, o.sigle, o.enseigne)) LIKE ${inside} OR ${word.toUpperCase()} = ANY (c.romes) OR ${word} = ANY (c.formacodes)
        OR EXISTS (SELECT FROM training_place p WHERE p.delivery_id = d.id AND fold(p.city) LIKE ${inside}))`
    }),
    ...(departement
      ? [Prisma.sql`EXISTS (SELECT FROM training_place p WHERE p.delivery_id = d.id AND p.departement = ${departement})`]
      : []),
    ...(isDay(debut) ? [Prisma.sql`(s.starts_on >= ${new Date(`${debut}T00:00:00Z`)} OR d.entry_mode = 'permanent')`] : []),
    ...(mode ? [Prisma.sql`d.mode = ${mode}::teaching_mode`] : []),
    ...(financee ? [Prisma.sql`d.is_funded`] : []),
    ...(places ? [Prisma.sql`s.taken < s.places`] : []),
    ...(accessible ? [Prisma.sql`d.accessibility <> ''`] : []),
    ...(permanente ? [Prisma.sql`d.entry_mode = 'permanent'`] : []),
    ...(certifiante ? [Prisma.sql`c.certifications <> '[]'::jsonb`] : []),
  ]
}

/** A page of the sessions that answer, the soonest first, and how many each département has. */
export async function searchOffer(query: OfferQuery, today: Date) {
  const where = Prisma.join(conditions(query, today), " AND ")
  const [counted, ids, byPlace] = await Promise.all([
    db.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS total ${published} AND ${where}`,
    db.$queryRaw<{ id: string }[]>`
      SELECT s.id ${published} AND ${where} ORDER BY (s.starts_on < ${today}), s.starts_on, s.id LIMIT ${perPage} OFFSET ${offsetOf(query.page, perPage)}`,
    db.$queryRaw<{ departement: string; sessions: number }[]>`
      SELECT p.departement, count(DISTINCT s.id)::int AS sessions
        FROM training_place p JOIN (SELECT s.id, s.delivery_id ${published} AND ${where}) s ON s.delivery_id = p.delivery_id
       WHERE p.departement IS NOT NULL GROUP BY 1 ORDER BY 1`,
  ])
  const sessions = await db.trainingSession.findMany({ where: { id: { in: ids.map(({ id }) => id) } }, select: card })
  const total = counted[0]?.total ?? 0
  return {
    sessions: ids.flatMap(({ id }) => sessions.filter((session) => session.id === id)).map(readCard),
    total,
    pages: Math.max(1, Math.ceil(total / perPage)),
    byPlace,
  }
}

const card = {
  id: true,
  startsOn: true,
  endsOn: true,
  places: true,
  taken: true,
  recruitment: true,
  delivery: {
    select: {
      mode: true,
      entryMode: true,
      isFunded: true,
      hoursTotal: true,
      places: { select: { city: true, departement: true } },
      course: { select: { id: true, title: true, certifications: true, structure: { select: { raisonSociale: true } } } },
    },
  },
} as const satisfies Prisma.TrainingSessionSelect

function readCard({ delivery, ...session }: Prisma.TrainingSessionGetPayload<{ select: typeof card }>) {
  const { course, places, ...how } = delivery
  return {
    ...session,
    ...how,
    courseId: course.id,
    title: course.title,
    body: course.structure.raisonSociale,
    place: places[0] ?? null,
    certification: certificationsShape.parse(course.certifications)[0] ?? null,
  }
}
export type OfferCard = ReturnType<typeof readCard>

/** One session of the published offer, with all that a candidate asks; null when nobody may read it. */
export async function publishedSession(id: string) {
  if (!isUuid(id)) return null
  const session = await db.trainingSession.findFirst({
    where: { id, delivery: { course: { state: "published", structure: { state: "active" } } } },
    include: {
      meetings: { orderBy: { startsAt: "asc" } },
      delivery: { include: { places: true, course: { include: { structure: { include: { trainingBody: true } } } } } },
    },
  })
  if (!session) return null
  const { delivery, ...rest } = session
  const { course, ...how } = delivery
  return { ...rest, delivery: how, course: { ...course, certifications: certificationsShape.parse(course.certifications) } }
}
export type PublishedSession = NonNullable<Awaited<ReturnType<typeof publishedSession>>>

/** A published course with its deliveries and sessions; null when nobody may read it. */
export async function publishedCourse(id: string) {
  if (!isUuid(id)) return null
  const course = await db.course.findFirst({
    where: { id, state: "published", structure: { state: "active" } },
    include: {
      structure: true,
      deliveries: {
        orderBy: { createdAt: "asc" },
        include: { places: true, sessions: { where: { cancelledAt: null }, orderBy: { startsOn: "asc" } } },
      },
    },
  })
  return course ? { ...course, certifications: certificationsShape.parse(course.certifications) } : null
}
