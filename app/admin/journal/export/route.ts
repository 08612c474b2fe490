import { exportJournal } from "@/lib/desk/journal-exports/operations"
import { enter } from "@/lib/identity/entrance/actor"
import { visit } from "@/lib/identity/entrance/auth"
import { readJournalAddress } from "@/lib/trace/journal/schema"

/** The journal the page lists, with the same filters, as a CSV file. */
export async function GET(request: Request) {
  const actor = await enter("/admin/journal/export")
  const seen = await visit()
  const { avant: _avant, ...filters } = readJournalAddress(request)
  return new Response(await exportJournal({ actor, ...seen }, filters), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="journal-${seen.now.toISOString().slice(0, 10)}.csv"`,
      "Cache-Control": "no-store",
    },
  })
}
