import { enter } from "@/lib/identity/entrance/actor"
import { tooManyFiles } from "@/lib/identity/entrance/files"
import { managersDownload } from "@/lib/identity/kept-files/operations"
import { programmeFigures } from "@/lib/parcourspro/figures/queries"
import { type FiguresLine, grains, isOfPeople } from "@/lib/parcourspro/figures/rules"
import { readFiguresAddress } from "@/lib/parcourspro/figures/schema"
import { yearOf } from "@/lib/parcourspro/year-rules/rules"
import { type Cell, csvInPieces, pagesInPieces } from "@/lib/platform/text/csv"

/** The figures of the programme, line by line, as the page shows them: every line, whatever the page. */
export async function GET(request: Request) {
  const actor = await enter("/admin/parcourspro/chiffres/export")
  const refused = await tooManyFiles(actor)
  if (refused) return refused
  const asked = await readFiguresAddress(request)
  const now = new Date()
  const columns = [
    grains[asked.par],
    "Sessions",
    "Demandes",
    "Places prises",
    isOfPeople(asked.par) ? "Places de l’année" : "Places",
    "Demi-journées notées",
    "Demi-journées présentes",
    "Réponses",
    "Satisfaction sur 5",
  ]
  const pages = pagesInPieces(async (page) => {
    const found = await programmeFigures(actor, now, { ...asked, page })
    return { pages: found?.pages ?? 1, cells: found?.lines.map(cellsOf) ?? [] }
  })
  return managersDownload(actor, `programme-${asked.annee ?? yearOf(now)}-${asked.par}.csv`, csvInPieces(columns, pages))
}

function cellsOf({ name, sessions, asked, taken, places, noted, present, answers, average }: FiguresLine): Cell[] {
  return [name, sessions, asked, taken, places, noted, present, answers, average === null ? null : average.toFixed(1).replace(".", ",")]
}
