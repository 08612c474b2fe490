import { notFound } from "next/navigation"
import { at } from "@/lib/access/addresses"
import { visit } from "@/lib/identity/entrance/auth"
import { tooManyFiles } from "@/lib/identity/entrance/files"
import { enterEventSession } from "@/lib/parcourspro/entrance/session"
import { exportSession } from "@/lib/parcourspro/exports/operations"
import { download } from "@/lib/platform/http/downloads"
import { dayOf } from "@/lib/platform/time/working-days"

type Props = { params: Promise<{ id: string }> }

/** Who registers for a session, as a CSV file. */
export async function GET(_request: Request, { params }: Props) {
  const { id } = await params
  const { actor, session } = await enterEventSession(at("/parcourspro/prestataire/sessions/[id]/export", { id }), id)
  const refused = await tooManyFiles(actor)
  if (refused) return refused
  // Files belong to the person, as everywhere.
  if (actor.control) notFound()
  const seen = await visit()
  return download(`inscrits-${dayOf(session.startsAt ?? seen.now)}.csv`, await exportSession({ actor, ...seen }, session))
}
