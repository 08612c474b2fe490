import { enter } from "@/lib/identity/entrance/actor"
import { tooManyFiles } from "@/lib/identity/entrance/files"
import { download } from "@/lib/platform/http/downloads"
import { toCsv } from "@/lib/platform/text/csv"
import { offerImportOf } from "@/lib/rafael/offer-imports/queries"

type Props = { params: Promise<{ id: string }> }

/** What an import refused, where and why, as a CSV file. */
export async function GET(_request: Request, { params }: Props) {
  const { id } = await params
  const actor = await enter(`/rafael/catalogue/import/${id}/rapport`)
  const refused = await tooManyFiles(actor)
  if (refused) return refused
  // Files belong to the person, as everywhere.
  const found = actor.control ? null : await offerImportOf(actor, id)
  if (!found?.report) return new Response("Page introuvable", { status: 404 })
  const rows = found.report.rejected.map(({ line, element, reason }) => [line, element, reason])
  return download(`formations-refusees-${id.slice(0, 8)}.csv`, toCsv(["Ligne", "Élément", "Motif"], rows))
}
