import "server-only"
import type { Actor } from "@/lib/access/permissions"
import { db, isUuid } from "@/lib/platform/db/client"
import { offerReportShape } from "@/lib/rafael/offer-loads/schema"
import { structuresWith } from "@/lib/rafael/rights/rules"

/** One import of a structure whose offer the actor may write, without its file; null for anyone else. */
export async function offerImportOf(actor: Actor, importId: string) {
  if (!isUuid(importId)) return null
  const found = await db.offerImport.findFirst({
    where: { id: importId, structureId: { in: structuresWith(actor, "offer.write") } },
    omit: { content: true },
    include: { author: { select: { firstName: true, lastName: true } } },
  })
  if (!found) return null
  const { report, ...rest } = found
  if (report === null) return { ...rest, report }
  const read = offerReportShape.parse(report)
  return { ...rest, report: { ...read, rejected: read.rejected.toSorted((a, b) => a.line - b.line) } }
}

/** The latest imports of a structure whose offer the actor may write. */
export async function latestOfferImports(actor: Actor, structureId: string) {
  if (!structuresWith(actor, "offer.write").includes(structureId)) return []
  return db.offerImport.findMany({
    where: { structureId },
    orderBy: { createdAt: "desc" },
    take: 20,
    select: {
      id: true,
      fileName: true,
      status: true,
      createdAt: true,
      total: true,
      author: { select: { firstName: true, lastName: true } },
    },
  })
}
