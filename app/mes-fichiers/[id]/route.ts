import { notFound } from "next/navigation"
import { at } from "@/lib/access/addresses"
import { enter } from "@/lib/identity/entrance/actor"
import { tooManyFiles } from "@/lib/identity/entrance/files"
import { fileOf } from "@/lib/identity/kept-files/queries"
import { download } from "@/lib/platform/http/downloads"

type Props = { params: Promise<{ id: string }> }

/** An export that its owner had left. */
export async function GET(_request: Request, { params }: Props) {
  const { id } = await params
  const actor = await enter(at("/mes-fichiers/[id]", { id }))
  const refused = await tooManyFiles(actor)
  if (refused) return refused
  const file = (await fileOf(actor, id, new Date())) ?? notFound()
  return download(file.name, file.pieces)
}
