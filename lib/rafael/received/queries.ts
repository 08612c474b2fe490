/** What training bodies received: lists, heads of sessions, sheets of meetings. */
import "server-only"
import type { Actor } from "@/lib/access/permissions"
import { db, isUuid } from "@/lib/platform/db/client"
import type { Prisma } from "@/lib/platform/generated/client"
import { offsetOf, pagesOf } from "@/lib/platform/http/search-params"
import { filedName, inFrenchOrder } from "@/lib/platform/text/french-order"
import { type ListFilters, line, named, over, type PreregistrationLine, perPage } from "@/lib/rafael/preregistrations/queries"
import type { ReceivedPace } from "@/lib/rafael/received/schema"
import { structuresWith } from "@/lib/rafael/rights/rules"
import { placed, type Status, unanswered, unsent } from "@/lib/rafael/states/rules"

type ReceivedFilters = ListFilters & { session: string; statut: keyof typeof receivedStatuses | "toutes" }

const receivedStatuses = {
  "a-repondre": [...unanswered],
  retenues: [...placed],
  terminees: [...over],
} as const satisfies Record<string, Status[]>

/** A page of what a training body received, what waits longest first; null when the actor does not answer there. */
export async function receivedPreregistrations(actor: Actor, structureId: string, { q, page, session, statut }: ReceivedFilters) {
  if (!structuresWith(actor, "received.see").includes(structureId)) return null
  const where: Prisma.PreregistrationWhereInput = {
    AND: [
      { sentAt: { not: null }, session: { delivery: { course: { structureId } } }, status: { notIn: [...unsent] } },
      isUuid(session) ? { sessionId: session } : {},
      statut === "toutes" ? {} : { status: { in: [...receivedStatuses[statut]] } },
      named(q),
    ],
  }
  const [total, rows] = await Promise.all([
    db.preregistration.count({ where }),
    db.preregistration.findMany({
      where,
      orderBy: [{ sentAt: "asc" }, { id: "asc" }],
      skip: offsetOf(page, perPage),
      take: perPage,
      select: line,
    }),
  ])
  const others = await sentByOthers(rows)
  return {
    rows: rows.map((row) => ({ ...row, isSentByOther: others.has(row.id) })),
    total,
    pages: pagesOf(total, perPage),
  }
}

type Compared = {
  id: string
  session: { id: string }
  candidate: Pick<PreregistrationLine["candidate"], "nameKey" | "identifierKey" | "structureId">
}

/**
 * Those whose person another structure also pre-registered on the same session, by either of the keys that make someone the same: shown to
 * the training body alone, which must have been given these rows.
 */
async function sentByOthers(rows: readonly Compared[]): Promise<Set<string>> {
  const names = rows.map(({ candidate }) => candidate.nameKey).filter((key) => key !== null)
  const identifiers = rows.map(({ candidate }) => candidate.identifierKey).filter((key) => key !== null)
  if (names.length + identifiers.length === 0) return new Set()
  const twins = await db.preregistration.findMany({
    where: {
      sessionId: { in: rows.map(({ session }) => session.id) },
      sentAt: { not: null },
      candidate: { OR: [{ nameKey: { in: names } }, { identifierKey: { in: identifiers } }] },
    },
    select: { id: true, sessionId: true, candidate: { select: { nameKey: true, identifierKey: true, structureId: true } } },
  })
  const isSame = (one: string | null, other: string | null) => one !== null && one === other
  const isTwin = ({ session, candidate }: Compared) =>
    twins.some(
      (twin) =>
        twin.sessionId === session.id &&
        twin.candidate.structureId !== candidate.structureId &&
        (isSame(twin.candidate.nameKey, candidate.nameKey) || isSame(twin.candidate.identifierKey, candidate.identifierKey)),
    )
  return new Set(rows.filter(isTwin).map(({ id }) => id))
}

/** Whether another structure sent the same person to the same session; told to the training body alone. */
export async function isSentByOther(one: Compared & { side: "prescriber" | "training_body" }): Promise<boolean> {
  return one.side === "training_body" && (await sentByOthers([one])).has(one.id)
}

/** How many a training body has to answer, in all the structures where the actor answers. */
export function countToAnswer(actor: Actor): Promise<number> {
  const structures = structuresWith(actor, "received.answer")
  if (structures.length === 0) return Promise.resolve(0)
  return db.preregistration.count({
    where: { status: { in: ["sent", "summoned"] }, session: { delivery: { course: { structureId: { in: structures } } } } },
  })
}

/** How often the actor is told of what a training body receives. */
export async function receivedPaceOf({ accountId }: Actor, structureId: string): Promise<ReceivedPace> {
  const own = await db.affiliation.findFirst({ where: { accountId, structureId, status: "active" }, select: { receivedPace: true } })
  return own?.receivedPace === "daily" ? "daily" : "each"
}

/** Those of these ids that the actor's structures received and that are not over, in the order of their arrival. */
export function receivedOnes(actor: Actor, ids: readonly string[]) {
  return db.preregistration.findMany({
    where: {
      id: { in: ids.filter(isUuid) },
      sentAt: { not: null },
      session: { delivery: { course: { structureId: { in: structuresWith(actor, "received.answer") } } } },
    },
    orderBy: [{ sentAt: "asc" }, { id: "asc" }],
    take: 50,
    select: line,
  })
}

/** What is told of a session above the list of those who want it: "9 sur 12, 3 en attente". */
export async function sessionHead(actor: Actor, sessionId: string) {
  if (!isUuid(sessionId)) return null
  return db.trainingSession.findFirst({
    where: { id: sessionId, delivery: { course: { structureId: { in: structuresWith(actor, "received.see") } } } },
    select: {
      id: true,
      places: true,
      taken: true,
      startsOn: true,
      endsOn: true,
      delivery: { select: { course: { select: { title: true } } } },
      meetings: { orderBy: { startsAt: "asc" }, select: { id: true, kind: true, startsAt: true } },
      _count: { select: { preregistrations: { where: { status: "waitlisted" } } } },
    },
  })
}

/** Whoever is summoned to a meeting, by name, for the sheet that is signed there; null when the actor does not answer for its body. */
export async function meetingSheet(actor: Actor, meetingId: string) {
  if (!isUuid(meetingId)) return null
  const meeting = await db.meeting.findFirst({
    where: { id: meetingId, session: { delivery: { course: { structureId: { in: structuresWith(actor, "received.see") } } } } },
    select: {
      id: true,
      kind: true,
      startsAt: true,
      endsAt: true,
      place: true,
      isRemote: true,
      session: {
        select: {
          id: true,
          startsOn: true,
          endsOn: true,
          delivery: { select: { course: { select: { title: true, structureId: true, structure: { select: { raisonSociale: true } } } } } },
        },
      },
      preregistrations: {
        where: { status: { notIn: ["withdrawn", "session_cancelled", "lapsed"] } },
        orderBy: { id: "asc" },
        select: {
          id: true,
          attended: true,
          candidate: {
            select: {
              firstName: true,
              lastName: true,
              phone: true,
              needsAdaptation: true,
              structure: { select: { raisonSociale: true } },
            },
          },
        },
      },
    },
  })
  return meeting && { ...meeting, preregistrations: inFrenchOrder(meeting.preregistrations, ({ candidate }) => filedName(candidate)) }
}
