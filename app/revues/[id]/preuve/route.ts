import { at } from "@/lib/access/addresses"
import { visit } from "@/lib/identity/entrance/auth"
import { tooManyFiles } from "@/lib/identity/entrance/files"
import { keptDownload } from "@/lib/identity/kept-files/operations"
import { enterReview } from "@/lib/membership/entrance/review"
import { exportAnswers, printAnswers } from "@/lib/membership/review-proofs/operations"
import { readProofAddress } from "@/lib/membership/review-proofs/schema"
import { once } from "@/lib/platform/http/downloads"

type Props = { params: Promise<{ id: string }> }

/** What was answered for one structure, as a CSV file or a tagged PDF. */
export async function GET(request: Request, { params }: Props) {
  const { id } = await params
  const { structure: structureId, format } = readProofAddress(request)
  const { actor, review, structure } = await enterReview(at("/revues/[id]/preuve", { id }), id, structureId)
  const refused = await tooManyFiles(actor)
  if (refused) return refused
  const context = { actor, ...(await visit()) }
  const name = `revue-des-droits-${structure.siret}`
  const needs = actor.isManager ? "manager" : { structureId: structure.id }
  return format === "pdf"
    ? keptDownload(
        actor,
        `${name}.pdf`,
        once(() => printAnswers(context, review, structure)),
      )
    : keptDownload(actor, `${name}.csv`, await exportAnswers(context, review, structure), { needs })
}
