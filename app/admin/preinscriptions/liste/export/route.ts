import { enter } from "@/lib/identity/entrance/actor"
import { tooManyFiles } from "@/lib/identity/entrance/files"
import { managersDownload } from "@/lib/identity/kept-files/operations"
import { type Cell, csvInPieces } from "@/lib/platform/text/csv"
import { dayOf } from "@/lib/platform/time/working-days"
import { behind } from "@/lib/rafael/figures/queries"
import { type FiguresQuery, readFiguresAddress } from "@/lib/rafael/figures/schema"
import { statuses } from "@/lib/rafael/states/rules"

/** The pre-registrations behind a number, whatever the page: which session, between whom, how far. Never who. */
export async function GET(request: Request) {
  const actor = await enter("/admin/preinscriptions/liste/export")
  const refused = await tooManyFiles(actor)
  if (refused) return refused
  const asked = readFiguresAddress(request)
  const now = new Date()
  const columns = ["Formation", "Organisme", "Prescripteur", "Premier jour", "Envoyée le", "Statut"]
  return managersDownload(actor, `preinscriptions-${asked.etape}-${dayOf(now)}.csv`, csvInPieces(columns, batches(asked)))

  async function* batches(query: FiguresQuery): AsyncGenerator<Cell[][]> {
    for (let page = 1; ; page += 1) {
      const found = await behind(actor, now, { ...query, page })
      if (!found) return
      yield found.rows.map(({ course, body, prescriber, startsOn, sentAt, status }) => [
        course,
        body,
        prescriber,
        startsOn.toISOString().slice(0, 10),
        sentAt,
        statuses[status],
      ])
      if (page >= found.pages) return
    }
  }
}
