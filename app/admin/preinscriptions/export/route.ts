import { enter } from "@/lib/identity/entrance/actor"
import { tooManyFiles } from "@/lib/identity/entrance/files"
import { managersDownload } from "@/lib/identity/kept-files/operations"
import { type Cell, csvInPieces, pagesInPieces } from "@/lib/platform/text/csv"
import { dayOf } from "@/lib/platform/time/working-days"
import { cohorts } from "@/lib/rafael/figures/queries"
import { type CohortLine, grains } from "@/lib/rafael/figures/rules"
import { readFiguresAddress } from "@/lib/rafael/figures/schema"

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
  const pages = pagesInPieces(async (page) => {
    const found = await cohorts(actor, now, { ...(await asked), page })
    return { pages: found?.pages ?? 1, cells: found?.lines.map(cellsOf) ?? [] }
  })
  return managersDownload(actor, `parcours-${asked.par}-${dayOf(now)}.csv`, csvInPieces(columns, pages))
}

function cellsOf(line: CohortLine): Cell[] {
  return [
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
  ]
}

function rounded(days: number | null): Cell {
  return days === null ? null : days.toFixed(1).replace(".", ",")
}
