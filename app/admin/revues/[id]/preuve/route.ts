import { notFound } from "next/navigation"
import { at } from "@/lib/access/addresses"
import { enter } from "@/lib/identity/entrance/actor"
import { visit } from "@/lib/identity/entrance/auth"
import { tooManyFiles } from "@/lib/identity/entrance/files"
import { managersDownload } from "@/lib/identity/kept-files/operations"
import { exportAnswers, printAnswers } from "@/lib/membership/review-proofs/operations"
import { readProofAddress } from "@/lib/membership/review-proofs/schema"
import { reviewForManagers } from "@/lib/membership/reviews/queries"
import { once } from "@/lib/platform/http/downloads"
import { dayOf } from "@/lib/platform/time/working-days"

type Props = { params: Promise<{ id: string }> }

/** What was answered in a whole review: everyone as a CSV file, or the structures and the people as a tagged PDF. */
export async function GET(request: Request, { params }: Props) {
  const { id } = await params
  const actor = await enter(at("/admin/revues/[id]/preuve", { id }))
  const refused = await tooManyFiles(actor)
  if (refused) return refused
  const review = await reviewForManagers(actor, id)
  if (!review) notFound()
  const context = { actor, ...(await visit()) }
  const name = `revue-des-droits-${dayOf(review.openedAt)}`
  return readProofAddress(request).format === "pdf"
    ? managersDownload(
        actor,
        `${name}.pdf`,
        once(() => printAnswers(context, review, null)),
      )
    : managersDownload(actor, `${name}.csv`, await exportAnswers(context, review, null))
}
