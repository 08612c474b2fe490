import { importOf } from "@/lib/desk/import-files/queries"
import { enter } from "@/lib/identity/entrance/actor"
import { tooManyFiles } from "@/lib/identity/entrance/files"
import { download } from "@/lib/platform/http/downloads"
import { toCsv } from "@/lib/platform/text/csv"

type Props = { params: Promise<{ id: string }> }

/** Every line an import refused, and why, as a CSV file. */
export async function GET(_request: Request, { params }: Props) {
  const { id } = await params
  const actor = await enter(`/admin/structures/import/${id}/rapport`)
  const refused = await tooManyFiles(actor)
  if (refused) return refused
  const found = await importOf(actor, id)
  if (!found?.report) return new Response("Page introuvable", { status: 404 })
  const rows = found.report.rejected.map(({ line, reason }) => [line, reason])
  return download(`lignes-refusees-${id.slice(0, 8)}.csv`, toCsv(["Ligne", "Raison"], rows))
}
