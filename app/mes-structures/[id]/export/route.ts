import { visit } from "@/lib/identity/entrance/auth"
import { tooManyFiles } from "@/lib/identity/entrance/files"
import { keptDownload } from "@/lib/identity/kept-files/operations"
import { enterStructure } from "@/lib/membership/entrance/structure"
import { exportPeople } from "@/lib/membership/people/operations"
import { readPeopleAddress } from "@/lib/membership/people/schema"
import { dayOf } from "@/lib/platform/time/working-days"

type Props = { params: Promise<{ id: string }> }

/** The people the page lists, with the same filters, as a CSV file. */
export async function GET(request: Request, { params }: Props) {
  const { id } = await params
  const { actor, structure } = await enterStructure(`/mes-structures/${id}/export`, id, "people.export")
  const refused = await tooManyFiles(actor)
  if (refused) return refused
  const seen = await visit()
  const file = await exportPeople({ actor, ...seen }, structure.id, readPeopleAddress(request))
  return keptDownload(actor, `utilisateurs-${structure.siret}-${dayOf(seen.now)}.csv`, file, { needs: { structureId: structure.id } })
}
