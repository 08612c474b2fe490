import { visit } from "@/lib/access/auth"
import { enterStructure } from "@/lib/access/structure"
import { exportPeople } from "@/lib/people/operations"
import { loadPeopleParams } from "@/lib/people/schema"

type Props = { params: Promise<{ id: string }> }

/** The people the page lists, with the same filters, as a CSV file. */
export async function GET(request: Request, { params }: Props) {
  const { id } = await params
  const { actor, structure } = await enterStructure(`/mes-structures/${id}/export`, id, "people.export")
  const seen = await visit()
  const file = await exportPeople({ actor, ...seen }, structure.id, loadPeopleParams(request))
  return new Response(file, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="utilisateurs-${structure.siret}-${seen.now.toISOString().slice(0, 10)}.csv"`,
      "Cache-Control": "no-store",
    },
  })
}
