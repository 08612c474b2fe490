import { enter } from "@/lib/identity/entrance/actor"
import { visit } from "@/lib/identity/entrance/auth"
import { tooManyFiles } from "@/lib/identity/entrance/files"
import { managersDownload } from "@/lib/identity/kept-files/operations"
import { exportYear } from "@/lib/parcourspro/exports/operations"
import { readFiguresAddress } from "@/lib/parcourspro/figures/schema"
import { yearOf } from "@/lib/parcourspro/year-rules/rules"

/** The registrations that the page lists, with the same filters, as a CSV file. */
export async function GET(request: Request) {
  const actor = await enter("/admin/parcourspro/inscriptions/export")
  const refused = await tooManyFiles(actor)
  if (refused) return refused
  const asked = await readFiguresAddress(request)
  const seen = await visit()
  return managersDownload(actor, `inscriptions-${asked.annee ?? yearOf(seen.now)}.csv`, await exportYear({ actor, ...seen }, asked))
}
