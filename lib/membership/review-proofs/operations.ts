/** The proof of a review: who confirmed what, when; as a CSV file of everyone, or as a tagged PDF. */
import "server-only"
import { Readable } from "node:stream"
import type { ActorContext } from "@/lib/access/context"
import type { AnsweredStructure } from "@/lib/membership/review-answers/queries"
import { answersByStructure, answersInBatches, type ProofLine } from "@/lib/membership/review-proofs/queries"
import { mostPrinted, proofTemplate } from "@/lib/membership/review-proofs/rules"
import { answerWords } from "@/lib/membership/reviews/rules"
import { transaction } from "@/lib/platform/db/client"
import { printPdf } from "@/lib/platform/pdf/printer"
import { type Cell, csvInPieces } from "@/lib/platform/text/csv"
import { formatDay, formatInstant } from "@/lib/platform/time/dates"
import { record } from "@/lib/trace/journal/operations"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { profilNamed } from "@/lib/vocabulary/profils/rules"
import { type Scope, scopeWords } from "@/lib/vocabulary/reviews/rules"
import { formatSiret } from "@/lib/vocabulary/structures/rules"

export type ProvenReview = Scope & { id: string; deadline: Date; openedAt: Date; closedAt: Date | null }
type Structure = Pick<AnsweredStructure, "id" | "raisonSociale" | "siret">

const columns = ["Structure", "SIRET", "Nom", "Email", "Droits à l’ouverture", "Réponse", "Droits confirmés", "Le", "Par", "Suspendu le"]

/** The answers of a review, or of one of its structures, as a CSV file written while rows are read. The caller has checked the actor's right. */
export async function exportAnswers(
  context: ActorContext,
  review: ProvenReview,
  structure: Structure | null,
): Promise<ReadableStream<Uint8Array>> {
  await traceExport(context, review, structure)
  return Readable.toWeb(Readable.from(csvInPieces(columns, lines(review.id, structure?.id ?? null)))) as ReadableStream<Uint8Array>
}

function traceExport(context: ActorContext, review: ProvenReview, structure: Structure | null) {
  return transaction((tx) => record(tx, context, { action: "review.export", targetId: review.id, structureId: structure?.id ?? null }))
}

async function* lines(reviewId: string, structureId: string | null): AsyncGenerator<Cell[][]> {
  for await (const batch of answersInBatches(reviewId, structureId))
    yield batch.map((line) => {
      const said = wordsOf(line)
      return [
        line.raisonSociale,
        formatSiret(line.siret),
        said.name,
        line.email,
        said.held,
        said.answer,
        said.confirmed,
        line.answeredAt,
        said.by,
        line.suspendedAt,
      ]
    })
}

function wordsOf({ held, answer, confirmed, byFirstName, byLastName, ...person }: ProofLine) {
  const named = (codes: string[] | null) => [...(codes ?? []), "beneficiaire"].map(profilNamed).join(", ")
  const isConfirmed = answer === "kept" || answer === "changed"
  return {
    name: formatName(person),
    held: named(held),
    answer: answerWords(answer, null),
    confirmed: isConfirmed ? named(confirmed) : "",
    by: byFirstName !== null && byLastName !== null ? formatName({ firstName: byFirstName, lastName: byLastName }) : "",
  }
}

/**
 * The same as a tagged PDF: person by person, and before it the count of each structure when it is the whole review; the first thousands of lines of
 * each table, and it says so. The answers of a closed review make the same bytes each time.
 */
export async function printAnswers(context: ActorContext, review: ProvenReview, structure: Structure | null): Promise<Uint8Array> {
  await traceExport(context, review, structure)
  const tables = structure
    ? [await peopleTable(review.id, structure.id)]
    : [await structuresTable(review.id), await peopleTable(review.id, null)]
  const at = review.closedAt ?? context.now
  const data = {
    title: "Preuve de la revue des droits",
    author: "Cap Métiers",
    subtitle: structure ? `${structure.raisonSociale}, SIRET ${formatSiret(structure.siret)}` : scopeWords(review),
    facts: [
      ["Ouverte le", formatInstant(review.openedAt)],
      ["Échéance", formatDay(review.deadline)],
      ["État", review.closedAt ? `close le ${formatInstant(review.closedAt)}` : `ouverte, réponses au ${formatInstant(at)}`],
    ],
    tables,
  }
  const lines = tables.reduce((sum, { rows }) => sum + rows.length, 0)
  return printPdf({ source: proofTemplate, data, at, isLong: lines > 200 })
}

/** A table of the document: its first so many columns are words, at the left; the others are counts, at the right. */
type Table = { title: string | null; header: string[]; widths: number[]; words: number; rows: string[][]; note: string | null }

const bounded = (rows: string[][]): Pick<Table, "rows" | "note"> => ({
  rows: rows.slice(0, mostPrinted),
  note:
    rows.length > mostPrinted
      ? `Ce tableau montre les ${mostPrinted.toLocaleString("fr-FR")} premières lignes : le fichier CSV les a toutes.`
      : null,
})

async function peopleTable(reviewId: string, structureId: string | null): Promise<Table> {
  const isWhole = structureId === null
  const rows: string[][] = []
  for await (const batch of answersInBatches(reviewId, structureId)) {
    for (const line of batch) {
      const { name, held, answer, confirmed, by } = wordsOf(line)
      const person = [name, held, answer, confirmed, line.answeredAt ? formatInstant(line.answeredAt) : "", by]
      rows.push(isWhole ? [line.raisonSociale, ...person] : person)
    }
    if (rows.length > mostPrinted) break
  }
  const header = ["Nom", "Droits à l’ouverture", "Réponse", "Droits confirmés", "Le", "Par"]
  const widths = [4, 5, 3, 5, 3, 4]
  return {
    title: isWhole ? "Personne par personne" : null,
    header: isWhole ? ["Structure", ...header] : header,
    widths: isWhole ? [4, ...widths] : widths,
    words: header.length + 1,
    ...bounded(rows),
  }
}

async function structuresTable(reviewId: string): Promise<Table> {
  const found = await answersByStructure(reviewId, mostPrinted + 1)
  return {
    title: "Par structure",
    header: ["Structure", "SIRET", "Personnes", "Gardées", "Changées", "Détachées", "Parties", "Sans réponse"],
    widths: [7, 4, 2, 2, 2, 2, 2, 3],
    words: 2,
    ...bounded(
      found.map(({ raisonSociale, siret, people, kept, changed, detached, gone, waiting }) => [
        raisonSociale,
        formatSiret(siret),
        ...[people, kept, changed, detached, gone, waiting].map((count) => count.toLocaleString("fr-FR")),
      ]),
    ),
  }
}
