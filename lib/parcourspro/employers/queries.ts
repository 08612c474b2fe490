/** What employers see of the requests of their people. */
import "server-only"
import type { Actor } from "@/lib/access/permissions"
import type { EmployerView } from "@/lib/parcourspro/employers/schema"
import { structuresWith } from "@/lib/parcourspro/rights/rules"
import { living, type Status } from "@/lib/parcourspro/states/rules"
import { inYear, yearOfPerson, yearRules } from "@/lib/parcourspro/year-rules/queries"
import { possibleYear, yearOf, yearWords } from "@/lib/parcourspro/year-rules/rules"
import { containing, db, isUuid } from "@/lib/platform/db/client"
import type { Prisma } from "@/lib/platform/generated/client"
import { offsetOf, pagesOf } from "@/lib/platform/http/search-params"

const perPage = 25

const line = {
  id: true,
  status: true,
  reason: true,
  requestedAt: true,
  stepAt: true,
  accountId: true,
  structureId: true,
  account: { select: { id: true, firstName: true, lastName: true, jobTitle: true } },
  session: {
    select: {
      id: true,
      startsAt: true,
      endsAt: true,
      closesAt: true,
      isRemote: true,
      city: true,
      event: { select: { id: true, title: true, kind: true, duration: true, price: true } },
    },
  },
  steps: {
    where: { side: { in: ["employer", "manager"] } },
    orderBy: { id: "desc" },
    take: 1,
    select: { at: true, status: true, account: { select: { firstName: true, lastName: true } } },
  },
} as const satisfies Prisma.RegistrationSelect
export type EmployerLine = Prisma.RegistrationGetPayload<{ select: typeof line }>

const views: Record<EmployerView, { in: Status[] } | { notIn: Status[] }> = {
  "a-traiter": { in: ["requested"] },
  acceptees: { in: living.filter((status) => status !== "requested") },
  historique: { notIn: [...living] },
}

type Filters = { onglet: EmployerView; q: string; annee: number | null; personne: string; page: number }

/** Whether the actor answers for the employer there: Employeur, or référent while nobody is. */
export async function answersFor(actor: Actor, structureId: string): Promise<boolean> {
  if (structuresWith(actor, "employer.answer").includes(structureId)) return true
  if (!structuresWith(actor, "employer.stand-in").includes(structureId)) return false
  const where = { structureId, status: "active" as const, isEmployeur: true, account: { disabledAt: null, erasedAt: null } }
  return (await db.affiliation.count({ where })) === 0
}

/** A page of the requests of a structure's people, those to answer first asked first; null when the actor does not answer there. */
export async function employerRequests(actor: Actor, structureId: string, { onglet, q, annee, personne, page }: Filters) {
  if (!isUuid(structureId) || !(await answersFor(actor, structureId))) return null
  const named = q
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => ({
      OR: [
        { account: { firstName: containing(word) } },
        { account: { lastName: containing(word) } },
        { session: { event: { title: containing(word) } } },
      ],
    }))
  const where: Prisma.RegistrationWhereInput = {
    structureId,
    status: views[onglet],
    ...(isUuid(personne) ? { accountId: personne } : {}),
    // What the employer has nothing to say of is not shown.
    session: { event: { needsEmployer: true }, ...(annee ? inYear(possibleYear(annee)) : {}) },
    AND: named,
  }
  const [total, rows] = await Promise.all([
    db.registration.count({ where }),
    db.registration.findMany({
      where,
      orderBy: onglet === "historique" ? [{ stepAt: "desc" }, { id: "asc" }] : [{ requestedAt: "asc" }, { id: "asc" }],
      skip: offsetOf(page, perPage),
      take: perPage,
      select: line,
    }),
  ])
  const [away, years] = await Promise.all([awayWith(rows, structureId), onglet === "a-traiter" ? yearsOf(rows) : new Map<string, string>()])
  return {
    rows: rows.map((row) => ({ ...row, away: away.get(row.id) ?? [], year: years.get(row.id) ?? "" })),
    total,
    pages: pagesOf(total, perPage),
  }
}

/** For each request, where the person stands in the rules of its year, in words; their year is counted once, however often they ask. */
async function yearsOf(rows: readonly EmployerLine[]) {
  const known = new Map<string, Promise<string>>()
  const wordsFor = (accountId: string, year: number) => {
    const key = `${accountId} ${year}`
    const words =
      known.get(key) ?? Promise.all([yearOfPerson(db, accountId, year), yearRules(db, year)]).then((found) => yearWords(...found))
    known.set(key, words)
    return words
  }
  const words = await Promise.all(
    rows.map(
      async ({ id, accountId, session }) => [id, session.startsAt ? await wordsFor(accountId, yearOf(session.startsAt)) : ""] as const,
    ),
  )
  return new Map(words)
}

export type PersonYear = { year: number; actions: number; hours: number }

/** What someone followed for a structure, year by year, the last first, with their name; null when the actor does not answer there for them. */
export async function personYears(actor: Actor, structureId: string, accountId: string) {
  if (!isUuid(structureId) || !isUuid(accountId) || !(await answersFor(actor, structureId))) return null
  const one = await db.registration.findFirst({
    where: { structureId, accountId },
    select: { account: { select: { firstName: true, lastName: true } } },
  })
  if (!one) return null
  const years = await db.$queryRaw<PersonYear[]>`
    SELECT extract(year FROM s.starts_at AT TIME ZONE 'Europe/Paris')::int AS year, count(DISTINCT r.event_id)::int AS actions,
           (sum(extract(epoch FROM h.ends_at - h.starts_at)) / 3600)::float8 AS hours
      FROM registration r JOIN event_session s ON s.id = r.session_id
      JOIN presence p ON p.registration_id = r.id AND p.state = 'present' JOIN half_day h ON h.id = p.half_day_id
     WHERE r.structure_id = ${structureId}::uuid AND r.account_id = ${accountId}::uuid GROUP BY 1 ORDER BY 1 DESC`
  return { ...one.account, years }
}

/** For each request, the colleagues who are expected elsewhere in the programme at the same time. */
async function awayWith(rows: readonly EmployerLine[], structureId: string) {
  const days = rows.flatMap(({ session }) =>
    session.startsAt && session.endsAt ? [{ startsAt: session.startsAt, endsAt: session.endsAt }] : [],
  )
  const [first] = days
  if (!first) return new Map<string, string[]>()
  const others = await db.registration.findMany({
    where: {
      structureId,
      status: { in: living.filter((status) => status !== "requested") },
      session: { OR: days.map(({ startsAt, endsAt }) => ({ startsAt: { lt: endsAt }, endsAt: { gt: startsAt } })) },
    },
    select: {
      id: true,
      accountId: true,
      account: { select: { firstName: true, lastName: true } },
      session: { select: { startsAt: true, endsAt: true } },
    },
  })
  return new Map(
    rows.map(({ id, accountId, session }) => [
      id,
      others
        .filter((other) => other.accountId !== accountId && meets(session, other.session))
        .map(({ account }) => `${account.firstName} ${account.lastName.toUpperCase()}`),
    ]),
  )
}

type Period = { startsAt: Date | null; endsAt: Date | null }
function meets(one: Period, other: Period) {
  if (!one.startsAt || !one.endsAt || !other.startsAt || !other.endsAt) return false
  return one.startsAt < other.endsAt && other.startsAt < one.endsAt
}

/** Those of these ids that the actor answers for, in the order in which they were asked. */
export async function employerOnes(actor: Actor, ids: readonly string[]) {
  const rows = await db.registration.findMany({
    where: { id: { in: ids.filter(isUuid) }, structureId: { in: actor.affiliations.map(({ structureId }) => structureId) } },
    orderBy: [{ requestedAt: "asc" }, { id: "asc" }],
    take: 50,
    select: line,
  })
  const structures = [...new Set(rows.map(({ structureId }) => structureId))]
  const theirs = new Map(await Promise.all(structures.map(async (id) => [id, await answersFor(actor, id)] as const)))
  return rows.filter(({ structureId }) => theirs.get(structureId))
}

/** How many requests wait for the actor as Employeur, in all their structures. */
export function countForEmployer(actor: Actor): Promise<number> {
  const structures = structuresWith(actor, "employer.answer")
  if (structures.length === 0) return Promise.resolve(0)
  return db.registration.count({ where: { structureId: { in: structures }, status: "requested", NOT: { accountId: actor.accountId } } })
}

/** How often the actor is told of the requests of a structure. */
export async function employerPaceOf({ accountId }: Actor, structureId: string) {
  const own = await db.affiliation.findFirst({ where: { accountId, structureId, status: "active" }, select: { employerPace: true } })
  return own?.employerPace ?? "each"
}
