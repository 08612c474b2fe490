/** The published offer as anyone may find it (docs/search.md). */
import "server-only"
import { db, isUuid } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { offsetOf, pagesOf } from "@/lib/platform/http/search-params"
import { isDay } from "@/lib/platform/text/fields"
import { storable } from "@/lib/platform/text/storable"
import { type AskedPlace, placeAsked } from "@/lib/rafael/communes/queries"
import { boxAround, degree, squaresAround, usualRadius } from "@/lib/rafael/communes/rules"
import { certificationsShape } from "@/lib/rafael/courses/schema"
import { answerDelays } from "@/lib/rafael/figures/queries"
import type { OfferQuery } from "@/lib/rafael/offer-search/schema"
import { wordsOf } from "@/lib/search/answers/rules"
import { answersTo, type Corpus, enough, questionsTo } from "@/lib/search/corpora/queries"
import { judgeWords } from "@/lib/search/judge/rules"
import type { PlainQuestions } from "@/lib/search/questions/rules"
import { byAnswer } from "@/lib/search/ranks/rules"
import { type Asked, ask } from "@/lib/search/typed/rules"

const usualPage = 20
/** Courses that words may find; sessions that are counted and put in order. Beyond, the page says "more than". */
const most = { courses: 2000, judged: 200, sessions: 20_000 }

type Around = { latitude: number; longitude: number; kilometres: number }

function aroundOf(place: AskedPlace | null, rayon: string | null): Around | null {
  if (place?.kind !== "commune") return null
  const { latitude, longitude } = place.commune
  return { latitude, longitude, kilometres: Number(rayon ?? usualRadius) }
}

/** How far a place `p` is, in kilometres: on the plane that touches the Earth there, which is exact enough for a hundred. */
function kilometresTo({ latitude, longitude }: Around) {
  const shrink = Math.cos((latitude * Math.PI) / 180)
  return Prisma.sql`${degree} * sqrt((p.found_latitude - ${latitude}) ^ 2 + ((p.found_longitude - ${longitude}) * ${shrink}::float8) ^ 2)`
}

function isWithin(around: Around) {
  const { south, north, west, east } = boxAround(around, around.kilometres)
  return Prisma.sql`point(p.found_longitude, p.found_latitude) <@ box(point(${west}, ${south}), point(${east}, ${north}))
    AND ${kilometresTo(around)} <= ${around.kilometres}`
}

/** What must be true of a session `s` of a delivery `d` of a course `c`. */
function conditions(query: OfferQuery, place: AskedPlace | null, around: Around | null, today: Date) {
  const { departement, debut, mode, niveau, financee, places, accessible, permanente, certifiante } = query
  const given = (condition: Prisma.Sql) => Prisma.sql`EXISTS (SELECT FROM training_place p WHERE p.delivery_id = d.id AND ${condition})`
  // What is given from afar is given everywhere.
  const isAnywhere = mode === "remote"
  return [
    Prisma.sql`s.cancelled_at IS NULL AND s.ends_on >= ${today}`,
    ...(around && !isAnywhere ? [given(isWithin(around))] : []),
    ...(place?.kind === "departement" && !isAnywhere ? [given(Prisma.sql`p.departement = ${place.code}`)] : []),
    ...(place?.kind === "city" && !isAnywhere ? [given(Prisma.sql`fold(p.city) = ${place.folded}`)] : []),
    ...(place?.kind === "several" || place?.kind === "unknown" ? [Prisma.sql`false`] : []),
    ...(departement ? [given(Prisma.sql`p.departement = ${departement}`)] : []),
    ...(isDay(debut) ? [Prisma.sql`(s.starts_on >= ${new Date(`${debut}T00:00:00Z`)} OR d.entry_mode = 'permanent')`] : []),
    ...(mode ? [Prisma.sql`d.mode = ${mode}::teaching_mode`] : []),
    ...(niveau === null ? [] : [Prisma.sql`c.exit_level = ${niveau}`]),
    ...(financee ? [Prisma.sql`d.is_funded`] : []),
    ...(places ? [Prisma.sql`s.taken < s.places`] : []),
    ...(accessible ? [Prisma.sql`d.accessibility <> ''`] : []),
    ...(permanente ? [Prisma.sql`d.entry_mode = 'permanent'`] : []),
    ...(certifiante ? [Prisma.sql`c.certifications <> '[]'::jsonb`] : []),
  ]
}

type Found = { asked: number; total: number; page: { id: string; km: number | null }[] | null; byPlace: Record<string, number> | null }

/**
 * A page of the sessions that answer, and how many each département has. By words (title, codes and their labels, certification, body,
 * place) with the tolerance of the search of structures, around a commune, and by the filters of the address.
 */
export async function searchOffer(query: OfferQuery, today: Date, perPage = usualPage) {
  const asked = ask(storable(query.q, 200))
  const place = await placeAsked(storable(query.ou, 100))
  const around = aroundOf(place, query.rayon)
  const look = { query, place, around, today, perPage }
  const typed = asked ? await sessionsOf(look, asTyped(asked, chunksOf(look))) : await sessionsOf(look, null)
  const found = asked && typed.asked < enough ? await sessionsOf(look, byIds(await coursesLike(asked, chunksOf(look)))) : typed
  const page = found.page ?? []
  const rows = await db.trainingSession.findMany({ where: { id: { in: page.map(({ id }) => id) } }, select: card })
  const delays = await answerDelays([...new Set(rows.map(({ delivery }) => delivery.course.structure.id))], today)
  const full = rows.filter(isFull).map(({ delivery }) => delivery.course.id)
  const next = await nextWithPlaces(full, today)
  const cards = new Map(rows.map((row) => [row.id, row]))
  return {
    sessions: page.flatMap(({ id, km }) => {
      const row = cards.get(id)
      return row
        ? [
            {
              ...readCard(row, km, delays.get(row.delivery.course.structure.id) ?? null),
              next: isFull(row) ? (next.get(row.delivery.course.id) ?? null) : null,
            },
          ]
        : []
    }),
    total: found.total,
    isMore: found.asked >= most.courses || found.total >= most.sessions,
    pages: pagesOf(found.total, perPage),
    byPlace: Object.entries(found.byPlace ?? {}).map(([departement, count]) => ({ departement, sessions: count })),
    place,
    around,
  }
}

const isFull = ({ taken, places }: { taken: number; places: number }) => taken >= places

/** When the next session with places of each course begins, for those whose session is full. */
export async function nextWithPlaces(courseIds: readonly string[], today: Date): Promise<Map<string, { id: string; startsOn: Date }>> {
  if (courseIds.length === 0) return new Map()
  const rows = await db.$queryRaw<{ courseId: string; id: string; startsOn: Date }[]>`
    SELECT DISTINCT ON (d.course_id) d.course_id AS "courseId", s.id, s.starts_on AS "startsOn"
      FROM delivery d JOIN training_session s ON s.delivery_id = d.id
     WHERE d.course_id = ANY (${[...courseIds]}::uuid[]) AND s.cancelled_at IS NULL AND s.recruitment = 'open' AND s.taken < s.places
       AND s.starts_on >= ${today} ORDER BY d.course_id, s.starts_on, s.id`
  return new Map(rows.map(({ courseId, ...session }) => [courseId, session]))
}

type Look = { query: OfferQuery; place: AskedPlace | null; around: Around | null; today: Date; perPage: number }

/** The parts of the index where what is looked for may be, as its lexemes name them. */
function chunksOf(look: Look): string[] {
  return zonesOf(look).map((zone) => `/${zone}`)
}

function zonesOf({ query, place, around }: Look): string[] {
  if (query.mode === "remote") return ["z"]
  if (around) return squaresAround(around, around.kilometres)
  if (place?.kind === "departement") return [place.code.toLowerCase()]
  return query.departement ? [query.departement.toLowerCase().replace(/[^0-9ab]/g, "")] : ["z"]
}

/** The courses that have the words as typed, with how many of these stand in the title. */
function asTyped(asked: Asked, chunks: readonly string[]) {
  const wanted = answering(questionsTo(asked, { vocabulary: "offer", chunks }), most.courses)
  // Words are made of letters and digits only: nothing in them means anything to LIKE.
  return Prisma.sql`SELECT DISTINCT e.course_id AS id,
      (SELECT count(*) FROM unnest(${[...asked.words]}::text[]) AS word WHERE ' ' || e.title LIKE '% ' || word || '%')::int AS rank FROM ${wanted} AS e`
}

const answering = ({ broad, whole, home, narrower }: PlainQuestions, limit: number) =>
  Prisma.sql`courses_answering(${[...broad]}, ${[...whole]}, ${[...home]}, ${[...narrower]}, ${limit}::int)`

/** Courses in the order given. */
function byIds(ids: readonly string[]) {
  return Prisma.sql`SELECT id, (-place)::int AS rank FROM unnest(${[...ids]}::uuid[]) WITH ORDINALITY AS given (id, place)`
}

const orders = {
  pertinence: Prisma.sql`rank DESC, is_begun, starts_on, id`,
  date: Prisma.sql`is_begun, starts_on, id`,
  distance: Prisma.sql`km NULLS LAST, is_begun, starts_on, id`,
} as const

/** The sessions of these courses (of all, when null) that meet the conditions: how many, a page of them, and how many for each département. */
async function sessionsOf({ query, place, around, today, perPage }: Look, courses: Prisma.Sql | null): Promise<Found> {
  const where = Prisma.join(conditions(query, place, around, today), " AND ")
  const from = courses
    ? Prisma.sql`asked a JOIN course c ON c.id = a.id JOIN delivery d ON d.course_id = c.id JOIN training_session s ON s.delivery_id = d.id`
    : Prisma.sql`training_session s JOIN delivery d ON d.id = s.delivery_id JOIN course c ON c.id = d.course_id JOIN offer_entry e ON e.course_id = c.id`
  const km = around
    ? Prisma.sql`(SELECT min(${kilometresTo(around)}) FROM training_place p WHERE p.delivery_id = d.id)`
    : Prisma.sql`NULL::float8`
  const [found] = await db.$queryRaw<Found[]>`
    WITH asked AS MATERIALIZED (${courses ?? Prisma.sql`SELECT NULL::uuid AS id, 0 AS rank WHERE false`}),
    matched AS MATERIALIZED (
      SELECT s.id, s.starts_on, s.starts_on < ${today} AS is_begun, d.id AS delivery, ${courses ? Prisma.sql`a.rank` : Prisma.sql`0`} AS rank, ${km} AS km
        FROM ${from} WHERE ${where} ${courses ? Prisma.empty : Prisma.sql`ORDER BY s.starts_on`} LIMIT ${most.sessions})
    SELECT (SELECT count(*)::int FROM asked) AS asked, (SELECT count(*)::int FROM matched) AS total,
           (SELECT jsonb_agg(jsonb_build_object('id', id, 'km', km)) FROM (
              SELECT id, km FROM matched ORDER BY ${orders[query.tri]} LIMIT ${perPage} OFFSET ${offsetOf(query.page, perPage)}) AS one_page) AS page,
           (SELECT jsonb_object_agg(departement, sessions) FROM (
              SELECT p.departement, count(DISTINCT m.id)::int AS sessions FROM matched m JOIN training_place p ON p.delivery_id = m.delivery
               WHERE p.departement IS NOT NULL GROUP BY 1 ORDER BY 1) AS counted) AS "byPlace"`
  return found ?? { asked: 0, total: 0, page: null, byPlace: null }
}

type Entry = { id: string; title: string; codes: string; more: string; body: string; place: string }

/** The courses that answer once words are corrected, best first. */
async function coursesLike(asked: Asked, chunks: readonly string[]): Promise<string[]> {
  const corpus: Corpus<Entry> = {
    vocabulary: "offer",
    chunks,
    mayMissFrom: 3,
    answering: (questions, limit) => db.$queryRaw<Entry[]>`
      SELECT course_id AS id, title, codes, more, body, place FROM ${answering(questions, limit)}`,
    having: (questions, limit) => db.$queryRaw<Entry[]>`
      SELECT course_id AS id, title, codes, more, body, place FROM courses_having(${[...questions]}, ${limit}::int)`,
    keyOf: ({ id }) => id,
    judge: (words, { title, codes, more, body, place }, leniency) =>
      judgeWords(
        words,
        [
          ...wordsOf("name", title),
          ...wordsOf("sigle", codes),
          ...wordsOf("enseigne", body),
          ...wordsOf("place", place),
          ...wordsOf("rest", more),
        ],
        leniency,
        {
          departements: place
            .toUpperCase()
            .split(" ")
            .filter((word) => /^(?:[0-9]{2,3}|2[AB])$/.test(word)),
        },
      ),
    compare: ([one, left], [other, right]) =>
      byAnswer(one, other) || one.spare - other.spare || left.title.localeCompare(right.title, "fr"),
  }
  return (await answersTo(asked, corpus, most.judged)).first(most.judged).map(({ id }) => id)
}

const card = {
  id: true,
  startsOn: true,
  endsOn: true,
  places: true,
  taken: true,
  recruitment: true,
  sequence: true,
  updatedAt: true,
  delivery: {
    select: {
      mode: true,
      entryMode: true,
      isFunded: true,
      hoursTotal: true,
      places: { select: { city: true, departement: true } },
      course: { select: { id: true, title: true, certifications: true, structure: { select: { id: true, raisonSociale: true } } } },
    },
  },
} as const satisfies Prisma.TrainingSessionSelect

function readCard(
  { delivery, ...session }: Prisma.TrainingSessionGetPayload<{ select: typeof card }>,
  kilometres: number | null,
  answerDays: number | null,
) {
  const { course, places, ...how } = delivery
  return {
    ...session,
    ...how,
    courseId: course.id,
    title: course.title,
    body: course.structure.raisonSociale,
    place: places[0] ?? null,
    certification: certificationsShape.parse(course.certifications)[0] ?? null,
    kilometres,
    /** The median of how fast the body answers; null when it has answered too seldom to say. */
    answerDays,
  }
}
/** `next`: the next session with places of its course, when this one is full. */
export type OfferCard = ReturnType<typeof readCard> & { next: { id: string; startsOn: Date } | null }

/** One session of the published offer, with all that a candidate asks; null when nobody may read it. */
export async function publishedSession(id: string, now: Date) {
  if (!isUuid(id)) return null
  const session = await db.trainingSession.findFirst({
    where: { id, delivery: { course: { state: "published", structure: { state: "active" } } } },
    include: {
      // The meetings that anyone may come to: those to which someone is summoned alone are theirs.
      meetings: { where: { kind: "information", startsAt: { gt: now } }, orderBy: { startsAt: "asc" }, take: 5 },
      delivery: {
        include: { places: { orderBy: { id: "asc" } }, course: { include: { structure: { include: { trainingBody: true } } } } },
      },
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
        include: { places: { orderBy: { id: "asc" } }, sessions: { where: { cancelledAt: null }, orderBy: { startsOn: "asc" } } },
      },
    },
  })
  return course ? { ...course, certifications: certificationsShape.parse(course.certifications) } : null
}
