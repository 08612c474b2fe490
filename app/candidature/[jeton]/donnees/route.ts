import { notFound } from "next/navigation"
import { visit } from "@/lib/identity/entrance/auth"
import { tooManyFiles } from "@/lib/identity/entrance/files"
import { jsonDownload } from "@/lib/platform/http/downloads"
import { secretIn } from "@/lib/platform/secrets/secrets"
import { openedCandidate } from "@/lib/rafael/candidacies/opened"
import { exportCandidacy } from "@/lib/rafael/candidacies/operations"

type Props = { params: Promise<{ jeton: string }> }

/** What the portal knows of a candidate, as JSON. */
export async function GET(_request: Request, { params }: Props) {
  const seen = await visit()
  const id = await openedCandidate(secretIn((await params).jeton), seen.now)
  const refused = await tooManyFiles(null)
  if (refused) return refused
  const data = id ? await exportCandidacy({ actor: null, ...seen }, id) : null
  if (!data) notFound()
  return jsonDownload("mes-donnees.json", data)
}
