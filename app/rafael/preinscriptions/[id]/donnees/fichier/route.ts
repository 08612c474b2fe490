import { notFound } from "next/navigation"
import { visit } from "@/lib/identity/entrance/auth"
import { tooManyFiles } from "@/lib/identity/entrance/files"
import { jsonDownload } from "@/lib/platform/http/downloads"
import { exportPerson } from "@/lib/rafael/candidate-rights/operations"
import { enterPreregistration } from "@/lib/rafael/entrance/preregistration"

type Props = { params: Promise<{ id: string }> }

/** What the portal knows of a candidate, as JSON, for the person who asked it of whoever accompanies them. */
export async function GET(_request: Request, { params }: Props) {
  const { id } = await params
  const { actor } = await enterPreregistration(`/rafael/preinscriptions/${id}/donnees/fichier`, id)
  const refused = await tooManyFiles(actor)
  if (refused) return refused
  const data = await exportPerson({ actor, ...(await visit()) }, id)
  if (!data) notFound()
  return jsonDownload("donnees-de-la-personne.json", data)
}
