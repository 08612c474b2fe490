import "server-only"
import { endings, type FileKind, fileKinds, type MediaType } from "@/lib/parcourspro/campaign-files/rules"
import { db } from "@/lib/platform/db/client"

type FileLine = { kind: FileKind; year: number; fileName: string }

/** For each kind of paper, that of the latest year whose adhesions have opened at this day; for anyone, as the page that shows them. */
export async function publicFiles(today: Date): Promise<FileLine[]> {
  const rows = await db.campaignFile.findMany({
    where: { campaign: { opensOn: { lte: today } } },
    orderBy: { year: "desc" },
    select: { kind: true, year: true, fileName: true },
  })
  return (Object.keys(fileKinds) as FileKind[]).flatMap((kind) => rows.find((row) => row.kind === kind) ?? [])
}

/** The paper of a kind that `publicFiles` shows, to take away; null without one. */
export async function publicFile(kind: FileKind, today: Date) {
  const found = await db.campaignFile.findFirst({
    where: { kind, campaign: { opensOn: { lte: today } } },
    orderBy: { year: "desc" },
    select: { year: true, mediaType: true, content: true },
  })
  if (!found) return null
  const mediaType = found.mediaType as MediaType
  return { ...found, mediaType, fileName: `${fileKinds[kind].slug}-${found.year}.${endings[mediaType]}` }
}
