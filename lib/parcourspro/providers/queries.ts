/** What providers see of their sessions, and of who registers for them. */
import "server-only"
import { type Actor, can } from "@/lib/access/permissions"
import { structuresWith } from "@/lib/parcourspro/rights/rules"
import { lineSelect, living, type Status } from "@/lib/parcourspro/states/rules"
import { db, isUuid } from "@/lib/platform/db/client"
import type { Prisma } from "@/lib/platform/generated/client"
import { offsetOf, pagesOf } from "@/lib/platform/http/search-params"

const perPage = 25

export type ProviderLine = Prisma.EventSessionGetPayload<{ select: typeof lineSelect }> & SessionCounts

/** A page of the sessions of a provider: those to come, the next first; or those that are over, the last first. */
export async function providerSessions(actor: Actor, structureId: string, { isOver, page }: { isOver: boolean; page: number }, now: Date) {
  if (!structuresWith(actor, "provider.run").includes(structureId)) return null
  const where: Prisma.EventSessionWhereInput = {
    event: { providerId: structureId },
    ...(isOver ? { endsAt: { lte: now } } : { OR: [{ endsAt: { gt: now } }, { endsAt: null }] }),
  }
  const [total, rows] = await Promise.all([
    db.eventSession.count({ where }),
    db.eventSession.findMany({
      where,
      orderBy: [{ startsAt: isOver ? "desc" : "asc" }, { id: "asc" }],
      skip: offsetOf(page, perPage),
      take: perPage,
      select: lineSelect,
    }),
  ])
  return { rows: await withCounts(rows), total, pages: pagesOf(total, perPage) }
}

/** What a list says of a session besides its own row. */
export type SessionCounts = {
  /** How many wait for an answer; how many on the waiting list. */
  toAnswer: number
  waiting: number
  /** Of how many the presence is noted, and still to be noted. */
  noted: number
  toNote: number
  /** Papers issued, each counted once whatever its versions. */
  papers: number
}

/** With what waits on each session, who came, and its papers. */
export async function withCounts<Row extends { id: string }>(rows: readonly Row[]): Promise<(Row & SessionCounts)[]> {
  const sessionId = { in: rows.map(({ id }) => id) }
  const [counts, papers] = await Promise.all([
    db.registration.groupBy({ by: ["sessionId", "status"], where: { sessionId }, _count: { id: true } }),
    db.document.groupBy({ by: ["sessionId"], where: { sessionId, version: 1 }, _count: { id: true } }),
  ])
  const countOf = (id: string, ...statuses: Status[]) =>
    counts.filter((one) => one.sessionId === id && statuses.includes(one.status)).reduce((sum, { _count }) => sum + _count.id, 0)
  return rows.map((row) => ({
    ...row,
    toAnswer: countOf(row.id, "employer_accepted"),
    waiting: countOf(row.id, "waitlisted"),
    noted: countOf(row.id, "attended", "partly", "absent"),
    toNote: countOf(row.id, "confirmed"),
    papers: papers.find((one) => one.sessionId === row.id)?._count.id ?? 0,
  }))
}

/** One session with all of it, for those who run it: the Prestataires of its provider, and managers; null for anyone else. */
export function runSession(actor: Actor, sessionId: string) {
  if (!isUuid(sessionId)) return null
  const theirs = can(actor, "programme.manage") ? {} : { event: { providerId: { in: structuresWith(actor, "provider.run") } } }
  return db.eventSession.findFirst({
    where: { id: sessionId, ...theirs },
    include: {
      halfDays: { orderBy: { startsAt: "asc" } },
      event: {
        include: {
          theme: { select: { name: true } },
          provider: { select: { id: true, raisonSociale: true, siret: true, state: true, types: true } },
        },
      },
      _count: { select: { registrations: { where: { status: { in: [...living] } } } } },
    },
  })
}
export type RunSession = NonNullable<Awaited<ReturnType<typeof runSession>>>

const registration = {
  id: true,
  status: true,
  rank: true,
  reason: true,
  requestedAt: true,
  stepAt: true,
  needsAdaptation: true,
  expectations: true,
  accountId: true,
  account: { select: { firstName: true, lastName: true, email: true, phone: true, jobTitle: true } },
  structure: { select: { id: true, raisonSociale: true } },
} as const satisfies Prisma.RegistrationSelect
export type SessionRegistration = Prisma.RegistrationGetPayload<{ select: typeof registration }>

/** Who registers for a session that the caller was given by `runSession`. What still waits for an employer is not theirs to see yet. */
export async function registrationsOf({
  id,
}: RunSession): Promise<{ toAnswer: SessionRegistration[]; expected: SessionRegistration[]; over: SessionRegistration[] }> {
  const rows = await db.registration.findMany({
    where: { sessionId: id, status: { not: "requested" } },
    orderBy: [{ requestedAt: "asc" }, { id: "asc" }],
    take: 500,
    select: registration,
  })
  const inTurn = (statuses: readonly string[]) => rows.filter(({ status }) => statuses.includes(status))
  return {
    toAnswer: inTurn(["employer_accepted", "waitlisted", "offered"]),
    expected: inTurn(["confirmed", "attended", "partly", "absent"]),
    over: inTurn(["employer_refused", "not_retained", "withdrawn", "session_cancelled", "lapsed"]),
  }
}

/** Those of these ids that are on a session, in the order in which they were asked. */
export async function sessionOnes({ id }: RunSession, ids: readonly string[]) {
  return db.registration.findMany({
    where: { id: { in: ids.filter(isUuid) }, sessionId: id },
    orderBy: [{ requestedAt: "asc" }, { id: "asc" }],
    take: 50,
    select: registration,
  })
}
