import { enter } from "@/lib/identity/entrance/actor"
import { tooManyFiles } from "@/lib/identity/entrance/files"
import { managersDownload } from "@/lib/identity/kept-files/operations"
import { type Cell, csvInPieces, pagesInPieces } from "@/lib/platform/text/csv"
import { sheetInstant } from "@/lib/platform/time/dates"
import { dayOf, todayOf } from "@/lib/platform/time/working-days"
import { offerImports, offerQuality, publishedCourses } from "@/lib/rafael/oversight/queries"
import { importStates } from "@/lib/rafael/oversight/rules"
import { type OfferView, readOversightAddress } from "@/lib/rafael/oversight/schema"
import { formatName } from "@/lib/vocabulary/accounts/rules"

type View = { columns: string[]; page: (page: number) => Promise<{ cells: Cell[][]; pages: number }> }

/** A view of the offer as a CSV file: every line, whatever the page. */
export async function GET(request: Request) {
  const actor = await enter("/admin/offre/export")
  const refused = await tooManyFiles(actor)
  if (refused) return refused
  const { vue, q } = readOversightAddress(request)
  const now = new Date()
  const views: Record<OfferView, View> = {
    formations: {
      columns: ["Formation", "Organisme", "Modifiée le"],
      page: async (page) => {
        const { courses, pages } = await publishedCourses(actor, { q, page })
        return { pages, cells: courses.map(({ title, structure, updatedAt }) => [title, structure.raisonSociale, sheetInstant(updatedAt)]) }
      },
    },
    qualite: {
      columns: ["Organisme", "Publiées", "Brouillons", "Sessions à venir", "Information du public (%)"],
      page: async (page) => {
        const { rows, pages } = await offerQuality(actor, todayOf(now), page)
        return { pages, cells: rows.map((row) => [row.raisonSociale, row.published, row.drafts, row.sessions, row.information]) }
      },
    },
    imports: {
      columns: ["Envoyé", "Organisme", "Fichier", "Par", "État", "Créées", "Modifiées", "Rejetées"],
      page: async (page) => {
        const { rows, pages } = await offerImports(actor, page)
        const cells = rows.map(({ createdAt, structure, fileName, author, status, report }): Cell[] => [
          sheetInstant(createdAt),
          structure.raisonSociale,
          fileName,
          formatName(author),
          importStates[status],
          report?.created ?? null,
          report?.changed ?? null,
          report?.rejectedCount ?? null,
        ])
        return { pages, cells }
      },
    },
  }
  const { columns, page } = views[vue]
  return managersDownload(actor, `offre-${vue}-${dayOf(now)}.csv`, csvInPieces(columns, pagesInPieces(page)))
}
