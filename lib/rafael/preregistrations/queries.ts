/** Pre-registrations as each side may read them: the actor is in the question, and what is not theirs is not found. */
import "server-only"
import type { Actor, ActorAffiliation } from "@/lib/access/permissions"
import { containing, db, isUuid } from "@/lib/platform/db/client"
import type { Prisma } from "@/lib/platform/generated/client"
import { offsetOf, pagesOf } from "@/lib/platform/http/search-params"
import { filedName, inFrenchOrder } from "@/lib/platform/text/french-order"
import type { View } from "@/lib/rafael/preregistrations/schema"
import { levelOf, mayPrescribe, opens, type PrescriberGesture, type Relation, structuresWith } from "@/lib/rafael/rights/rules"
import { living, openingSelect, type Status } from "@/lib/rafael/states/rules"
import { validatorsOf } from "@/lib/rafael/told/queries"

/** How many a page shows. */
export const perPage = 50

export type PrescriberView = Exclude<View, "recues">

/** Those that nothing moves any more, but an answer taken back. */
export const over = [
  "not_accepted",
  "not_started",
  "finished",
  "dropped",
  "withdrawn",
  "session_cancelled",
  "lapsed",
] as const satisfies Status[]
const going = ["sent", "summoned", "accepted", "waitlisted", "started"] as const satisfies Status[]

/** What a list tells of one. */
export const line = {
  id: true,
  status: true,
  wish: true,
  rank: true,
  stepAt: true,
  sentAt: true,
  createdAt: true,
  ownerId: true,
  project: true,
  candidate: {
    select: {
      id: true,
      firstName: true,
      lastName: true,
      birthDate: true,
      email: true,
      phone: true,
      city: true,
      situation: true,
      noticeAt: true,
      structureId: true,
      nameKey: true,
      identifierKey: true,
      structure: { select: { raisonSociale: true } },
    },
  },
  session: {
    select: {
      id: true,
      startsOn: true,
      endsOn: true,
      places: true,
      taken: true,
      delivery: { select: { course: { select: { title: true, structure: { select: { raisonSociale: true } } } } } },
    },
  },
  owner: {
    select: {
      id: true,
      status: true,
      rafaelProfil: true,
      account: { select: { firstName: true, lastName: true, disabledAt: true, erasedAt: true } },
    },
  },
} as const satisfies Prisma.PreregistrationSelect
export type PreregistrationLine = Prisma.PreregistrationGetPayload<{ select: typeof line }>

/** The affiliation by which the actor prescribes in a structure. */
export function prescribing(actor: Actor, structureId: string): ActorAffiliation | null {
  return actor.affiliations.find((own) => own.structureId === structureId && opens(own.rafaelProfil, "preregistration.prepare")) ?? null
}

/** What this person may see of their structure's pre-registrations: their own; for a level 3, all. */
export function visible(own: ActorAffiliation): Prisma.PreregistrationWhereInput {
  const inStructure = { candidate: { structureId: own.structureId } }
  return levelOf(own.rafaelProfil) === 3 ? inStructure : { ...inStructure, ownerId: own.id }
}

function narrowed(view: PrescriberView, own: ActorAffiliation): Prisma.PreregistrationWhereInput {
  const isLevel3 = levelOf(own.rafaelProfil) === 3
  if (view === "brouillons") return { status: "draft", ownerId: own.id }
  // What waits for a validation is, for a level 3, the work of the day.
  if (view === "a-valider") return { status: "to_validate", ...(isLevel3 ? {} : { ownerId: own.id }) }
  if (view === "envoyees") return { status: { in: [...going] }, ownerId: own.id }
  if (view === "terminees") return { status: { in: [...over] }, ownerId: own.id }
  return view === "sans-suivi" ? { ownerId: null, status: { in: [...living] } } : {}
}

export type ListFilters = { q: string; page: number }

/** Those whose candidate or course has these words. */
export function named(q: string): Prisma.PreregistrationWhereInput {
  const words = q.trim().split(/\s+/).filter(Boolean).slice(0, 5)
  return {
    AND: words.map((word) => ({
      OR: [
        { candidate: { lastName: containing(word) } },
        { candidate: { firstName: containing(word) } },
        { session: { delivery: { course: { title: containing(word) } } } },
      ],
    })),
  }
}

/** A page of what a prescriber follows in one structure, the last step first; null when they do not prescribe there. */
export async function ownPreregistrations(actor: Actor, structureId: string, view: PrescriberView, { q, page }: ListFilters) {
  const own = prescribing(actor, structureId)
  if (!own) return null
  const where = { AND: [visible(own), narrowed(view, own), named(q)] }
  const [total, rows] = await Promise.all([
    db.preregistration.count({ where }),
    db.preregistration.findMany({
      where,
      orderBy: [{ stepAt: "desc" }, { id: "asc" }],
      skip: offsetOf(page, perPage),
      take: perPage,
      select: line,
    }),
  ])
  return {
    rows: rows.map((row) => ({ ...row, relation: relationOf(own, row) })),
    total,
    pages: pagesOf(total, perPage),
    level: levelOf(own.rafaelProfil),
  }
}

/** Whose it is, for whoever asks. */
export function relationOf(own: ActorAffiliation, { ownerId, owner }: Pick<PreregistrationLine, "ownerId" | "owner">): Relation {
  if (ownerId === own.id) return "own"
  if (owner?.status !== "active" || owner.account.disabledAt || owner.account.erasedAt) return "nobody"
  return levelOf(owner.rafaelProfil) ?? "nobody"
}

/** One pre-registration with all its steps, for the prescriber's side or the training body's; null for anyone else. */
export async function preregistrationOf(actor: Actor, id: string) {
  if (!isUuid(id)) return null
  const row = await db.preregistration.findUnique({
    where: { id },
    select: {
      ...line,
      wishedStart: true,
      reason: true,
      reasonText: true,
      sentById: true,
      candidate: {
        select: {
          ...line.candidate.select,
          postcode: true,
          identifier: true,
          level: true,
          needsAdaptation: true,
          adaptationContact: true,
          noticeVersion: true,
          erasedAt: true,
        },
      },
      meeting: true,
      attended: true,
      session: {
        select: {
          ...line.session.select,
          ...openingSelect,
          delivery: {
            select: {
              ...openingSelect.delivery.select,
              places: true,
              course: {
                select: {
                  ...openingSelect.delivery.select.course.select,
                  id: true,
                  title: true,
                  structureId: true,
                  structure: { select: { ...openingSelect.delivery.select.course.select.structure.select, raisonSociale: true } },
                },
              },
            },
          },
        },
      },
      steps: {
        orderBy: { id: "asc" },
        select: {
          id: true,
          at: true,
          status: true,
          side: true,
          reason: true,
          reasonText: true,
          account: { select: { firstName: true, lastName: true } },
        },
      },
    },
  })
  if (!row) return null
  const own = prescribing(actor, row.candidate.structureId)
  const relation = own ? relationOf(own, row) : null
  const level = own ? levelOf(own.rafaelProfil) : null
  const may = (gesture: PrescriberGesture) => level !== null && relation !== null && mayPrescribe(level, gesture, relation)
  if (level && may("see")) return { side: "prescriber" as const, ...row, level, may }
  const answers = structuresWith(actor, "received.answer").includes(row.session.delivery.course.structureId)
  // What was not sent does not exist for the training body.
  if (!answers || !row.sentAt) return null
  const sent = row.steps.findIndex(({ status }) => status === "sent")
  return { side: "training_body" as const, ...row, steps: row.steps.slice(Math.max(0, sent)), level: null, may: () => false }
}
export type OpenPreregistration = NonNullable<Awaited<ReturnType<typeof preregistrationOf>>>

/** The candidates that a structure knows, by name: proposed before a new one is written. */
export async function knownCandidates(actor: Actor, structureId: string, q: string) {
  const words = q.trim().split(/\s+/).filter(Boolean).slice(0, 4)
  if (!prescribing(actor, structureId) || words.length === 0) return []
  const known = await db.candidate.findMany({
    where: {
      structureId,
      erasedAt: null,
      AND: words.map((word) => ({ OR: [{ lastName: containing(word) }, { firstName: containing(word) }] })),
    },
    orderBy: { id: "asc" },
    take: 20,
    select: { id: true, firstName: true, lastName: true, birthDate: true, city: true },
  })
  return inFrenchOrder(known, filedName)
}

/** One candidate of a structure where the actor prescribes; null otherwise. */
export function candidateOf(actor: Actor, id: string) {
  if (!isUuid(id)) return null
  return db.candidate.findFirst({
    where: { id, erasedAt: null, structureId: { in: structuresWith(actor, "preregistration.prepare") } },
    select: { id: true, firstName: true, lastName: true, birthDate: true, structureId: true },
  })
}

/** Whether someone of this structure, where the actor prescribes, can validate. */
export async function hasValidator(actor: Actor, structureId: string) {
  if (!prescribing(actor, structureId)) return false
  return (await validatorsOf(db, structureId)).isLevel3
}
