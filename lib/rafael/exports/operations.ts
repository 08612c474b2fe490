/** The lists of pre-registrations as files: what the page lists, with the same filters. */
import "server-only"
import { Readable } from "node:stream"
import type { ActorContext } from "@/lib/access/context"
import { transaction } from "@/lib/platform/db/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { type Cell, csvInPieces } from "@/lib/platform/text/csv"
import { formatPhone } from "@/lib/platform/text/phone"
import { todayOf } from "@/lib/platform/time/working-days"
import { offerStates } from "@/lib/rafael/codes/rules"
import { type CourseFilters, coursesOf } from "@/lib/rafael/courses/queries"
import { ownPreregistrations, type PreregistrationLine } from "@/lib/rafael/preregistrations/queries"
import type { ListAddress } from "@/lib/rafael/preregistrations/schema"
import { receivedPreregistrations } from "@/lib/rafael/received/queries"
import { structuresWith } from "@/lib/rafael/rights/rules"
import { statuses } from "@/lib/rafael/states/rules"
import { record } from "@/lib/trace/journal/operations"
import { formatName } from "@/lib/vocabulary/accounts/rules"

const columns = [
  "Candidat",
  "Email",
  "Téléphone",
  "Formation",
  "Organisme",
  "Premier jour",
  "Dernier jour",
  "Prescripteur",
  "Statut",
  "Rang",
  "Vœu",
  "Reçue le",
  "Dernière étape",
]

/** The most pages that one file holds, of fifty lines each. */
const mostPages = 200

const courseColumns = ["Numéro", "Formation", "Actions", "Sessions ouvertes", "Prochaine date", "Complétude (%)", "État", "Modifiée le"]

/** The catalogue of one structure as a CSV file, with the filters of its page; null for whoever may not see it. */
export async function exportCatalogue(
  context: ActorContext,
  structureId: string,
  filters: Omit<CourseFilters, "page">,
): Promise<ReadableStream<Uint8Array> | null> {
  if (!structuresWith(context.actor, "offer.see").includes(structureId)) return null
  const today = todayOf(context.now)
  await recordOfferExport(context, structureId)
  async function* lines(): AsyncGenerator<Cell[][]> {
    for (let page = 1; page <= mostPages; page += 1) {
      const { courses, pages } = await coursesOf(context.actor, structureId, { ...filters, page }, today)
      yield courses.map((course) => [
        course.numero,
        course.title,
        course.deliveries,
        course.openSessions,
        course.next?.toISOString().slice(0, 10) ?? null,
        course.completeness,
        offerStates[course.state],
        course.updatedAt,
      ])
      if (page >= pages) return
    }
  }
  return Readable.toWeb(Readable.from(csvInPieces(courseColumns, lines()))) as ReadableStream<Uint8Array>
}

/** Remembers that someone took the offer of a structure. */
export function recordOfferExport(context: ActorContext, structureId: string) {
  return transaction((tx) => record(tx, context, { action: "offer.exported", structureId, targetId: structureId }))
}

/** The list of one structure as a CSV file, read page by page as it is written; the journal records that someone took it. */
export async function exportPreregistrations(
  context: ActorContext,
  structureId: string,
  asked: ListAddress,
): Promise<Result<ReadableStream<Uint8Array>, "not-found">> {
  const pageOf = (page: number) => {
    const filters = { ...asked, page }
    return asked.vue === "recues" || asked.vue === null
      ? receivedPreregistrations(context.actor, structureId, filters)
      : ownPreregistrations(context.actor, structureId, asked.vue, filters)
  }
  const first = await pageOf(1)
  if (!first) return refuse("not-found")
  const rows = first.total
  await transaction((tx) =>
    record(tx, context, { action: "preregistration.exported", structureId, targetId: structureId, changes: { rows } }),
  )
  async function* lines(): AsyncGenerator<Cell[][]> {
    for (let page = 1; page <= mostPages; page += 1) {
      const list = page === 1 ? first : await pageOf(page)
      if (!list || list.rows.length === 0) return
      yield list.rows.map(lineOf)
      if (page >= list.pages) return
    }
  }
  return ok(Readable.toWeb(Readable.from(csvInPieces(columns, lines()))) as ReadableStream<Uint8Array>)
}

function lineOf({ candidate, session, status, rank, wish, sentAt, stepAt }: PreregistrationLine): Cell[] {
  return [
    candidate.lastName === "" ? "Personne effacée" : formatName(candidate),
    candidate.email,
    candidate.phone && formatPhone(candidate.phone),
    session.delivery.course.title,
    session.delivery.course.structure.raisonSociale,
    session.startsOn.toISOString().slice(0, 10),
    session.endsOn.toISOString().slice(0, 10),
    candidate.structure.raisonSociale,
    statuses[status],
    rank,
    wish,
    sentAt,
    stepAt,
  ]
}
