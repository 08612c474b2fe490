import { notFound } from "next/navigation"
import { currentActor } from "@/lib/identity/entrance/actor"
import { tooManyFiles } from "@/lib/identity/entrance/files"
import { publicFile } from "@/lib/parcourspro/campaign-files/queries"
import { kindOf } from "@/lib/parcourspro/campaign-files/rules"
import { fileDownload } from "@/lib/platform/http/downloads"
import { todayOf } from "@/lib/platform/time/working-days"

/** A paper of the adhesion, for anyone: always taken away as a file, never opened as a page. */
export async function GET(_request: Request, { params }: { params: Promise<{ nature: string }> }) {
  const refused = await tooManyFiles(await currentActor())
  if (refused) return refused
  const kind = kindOf((await params).nature)
  const found = (kind && (await publicFile(kind, todayOf(new Date())))) ?? notFound()
  return fileDownload(found.fileName, found.mediaType, found.content)
}
