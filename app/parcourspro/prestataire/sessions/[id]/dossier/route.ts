import { zipSync } from "fflate"
import { notFound } from "next/navigation"
import { at } from "@/lib/access/addresses"
import { tooManyFiles } from "@/lib/identity/entrance/files"
import { keptDownload } from "@/lib/identity/kept-files/operations"
import { documentsOf, fileOf } from "@/lib/parcourspro/documents/queries"
import { numberWords } from "@/lib/parcourspro/documents/rules"
import { enterEventSession } from "@/lib/parcourspro/entrance/session"
import { once } from "@/lib/platform/http/downloads"
import { dayOf } from "@/lib/platform/time/working-days"

type Props = { params: Promise<{ id: string }> }

/** "Télécharger le dossier": the latest version of every paper of a session. */
export async function GET(_request: Request, { params }: Props) {
  const { id } = await params
  const { actor, session } = await enterEventSession(at("/parcourspro/prestataire/sessions/[id]/dossier", { id }), id)
  const refused = await tooManyFiles(actor)
  if (refused) return refused
  const documents = actor.control ? [] : await documentsOf(session)
  if (documents.length === 0) notFound()
  const zip = async () => {
    const files: Record<string, Uint8Array> = {}
    for (const document of documents) files[`${numberWords(document.kind, document.year, document.number)}.pdf`] = await fileOf(document)
    // Already compressed inside.
    return zipSync(files, { level: 0 })
  }
  return keptDownload(actor, `dossier-${dayOf(session.startsAt ?? new Date())}.zip`, once(zip), {
    needs: { structureId: session.event.provider.id },
  })
}
