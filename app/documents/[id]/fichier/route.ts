import { notFound } from "next/navigation"
import { at } from "@/lib/access/addresses"
import { tooManyFiles } from "@/lib/identity/entrance/files"
import { fileOf } from "@/lib/parcourspro/documents/queries"
import { numberWords } from "@/lib/parcourspro/documents/rules"
import { enterDocument } from "@/lib/parcourspro/entrance/document"
import { fileDownload } from "@/lib/platform/http/downloads"

type Props = { params: Promise<{ id: string }> }

/** The file of a paper, made again from its row. */
export async function GET(_request: Request, { params }: Props) {
  const { id } = await params
  const { actor, document } = await enterDocument(at("/documents/[id]/fichier", { id }), id)
  const refused = await tooManyFiles(actor)
  if (refused) return refused
  // Files belong to the person, as everywhere.
  if (actor.control) notFound()
  const { kind, year, number } = document
  return fileDownload(`${numberWords(kind, year, number)}.pdf`, "application/pdf", await fileOf(document))
}
