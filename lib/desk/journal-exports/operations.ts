import "server-only"
import { Readable } from "node:stream"
import type { ActorContext } from "@/lib/access/context"
import { db } from "@/lib/platform/db/client"
import { type Cell, csvInPieces } from "@/lib/platform/text/csv"
import { record } from "@/lib/trace/journal/operations"
import { journalInBatches } from "@/lib/trace/journal/queries"
import { actionName, reasonTold } from "@/lib/trace/journal/rules"
import type { JournalParams } from "@/lib/trace/journal/schema"

const columns = ["Date (heure de Paris)", "Phrase", "Action", "Issue", "Raison", "Adresse IP", "Demande", "Détail"]

/**
 * Exports the rows that the filters of the journal keep, as a CSV file written while they are read. The caller has checked the actor's
 * right (`journal.read`).
 */
export async function exportJournal(context: ActorContext, filters: Omit<JournalParams, "avant">): Promise<ReadableStream<Uint8Array>> {
  await record(db, context, { action: "journal.export", changes: { isFiltered: Object.values(filters).some(Boolean) } })
  return Readable.toWeb(Readable.from(csvInPieces(columns, lines(filters)))) as ReadableStream<Uint8Array>
}

async function* lines(filters: Omit<JournalParams, "avant">): AsyncGenerator<Cell[][]> {
  for await (const rows of journalInBatches(filters))
    yield rows.map(({ at, sentence, action, outcome, reason, ip, requestId, detail }) => [
      at,
      sentence,
      actionName(action),
      outcome === "done" ? "fait" : "refusé",
      reason && reasonTold(reason),
      ip,
      requestId,
      detail,
    ])
}
