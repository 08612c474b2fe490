import { enter } from "@/lib/identity/entrance/actor"
import { tooManyFiles } from "@/lib/identity/entrance/files"
import { csvDownload } from "@/lib/platform/http/downloads"
import { type Cell, csvInPieces } from "@/lib/platform/text/csv"
import { dayOf } from "@/lib/platform/time/working-days"
import { cohorts } from "@/lib/rafael/figures/queries"
import { grains } from "@/lib/rafael/figures/rules"
import { type FiguresQuery, readFiguresAddress } from "@/lib/rafael/figures/schema"

/** How far pre-registrations came, line by line, as the page shows it: every line, whatever the page. */
export async function GET(request: Request) {
  const actor = await enter("/admin/preinscriptions/export")
  const refused = await tooManyFiles(actor)
  if (refused) return refused
  const asked = readFiguresAddress(request)
  const now = new Date()
  const columns = [
    grains[asked.par],
    "Envoyées",
    "Convoquées",
    "Acceptées",
    "Entrées",
    "Sans réponse",
    "Jours avant convocation",
    "Jours avant acceptation",
    "Jours avant entrée",
    "Places prises",
    "Places",
  ]
  return csvDownload(`parcours-${asked.par}-${dayOf(now)}.csv`, csvInPieces(columns, batches(asked)))

  async function* batches(query: FiguresQuery): AsyncGenerator<Cell[][]> {
    for (let page = 1; ; page += 1) {
      const found = await cohorts(actor, now, { ...query, page })
      if (!found) return
      yield found.lines.map((line) => [
        line.name,
        line.sent,
        line.summoned,
        line.accepted,
        line.started,
        line.unanswered,
        rounded(line.daysToSummoned),
        rounded(line.daysToAccepted),
        rounded(line.daysToStarted),
        line.taken,
        line.places,
      ])
      if (page >= found.pages) return
    }
  }
}

function rounded(days: number | null): Cell {
  return days === null ? null : days.toFixed(1).replace(".", ",")
}
