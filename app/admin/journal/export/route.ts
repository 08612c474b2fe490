import { exportJournal } from "@/lib/desk/journal-exports/operations"
import { enter } from "@/lib/identity/entrance/actor"
import { visit } from "@/lib/identity/entrance/auth"
import { tooManyFiles } from "@/lib/identity/entrance/files"
import { managersDownload } from "@/lib/identity/kept-files/operations"
import { dayOf } from "@/lib/platform/time/working-days"
import { readJournalAddress } from "@/lib/trace/journal/schema"

/** The journal the page lists, with the same filters, as a CSV file. */
export async function GET(request: Request) {
  const actor = await enter("/admin/journal/export")
  const refused = await tooManyFiles(actor)
  if (refused) return refused
  const seen = await visit()
  const { avant: _avant, ...filters } = readJournalAddress(request)
  return managersDownload(actor, `journal-${dayOf(seen.now)}.csv`, await exportJournal({ actor, ...seen }, filters))
}
