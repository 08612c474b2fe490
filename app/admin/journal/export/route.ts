import { enter } from "@/lib/access/actor"
import { visit } from "@/lib/access/auth"
import { loadJournalParams } from "@/lib/journal/schema"
import { exportJournal } from "@/lib/journal-exports/operations"

/** The journal the page lists, with the same filters, as a CSV file. */
export async function GET(request: Request) {
  const actor = await enter("/admin/journal/export")
  const seen = await visit()
  const { avant: _avant, ...filters } = loadJournalParams(request)
  return new Response(await exportJournal({ actor, ...seen }, filters), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="journal-${seen.now.toISOString().slice(0, 10)}.csv"`,
      "Cache-Control": "no-store",
    },
  })
}
