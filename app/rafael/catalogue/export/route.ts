import { notFound } from "next/navigation"
import { parseAsStringLiteral } from "nuqs/server"
import { visit } from "@/lib/identity/entrance/auth"
import { tooManyFiles } from "@/lib/identity/entrance/files"
import { keptDownload } from "@/lib/identity/kept-files/operations"
import { reading, words } from "@/lib/platform/http/search-params"
import { dayOf } from "@/lib/platform/time/working-days"
import { enterRafael } from "@/lib/rafael/entrance/structure"
import { exportCatalogue, recordOfferExport } from "@/lib/rafael/exports/operations"
import { lheoFile } from "@/lib/rafael/lheo/queries"

const readAddress = reading({
  structure: words,
  format: parseAsStringLiteral(["lheo", "csv"]).withDefault("lheo"),
  q: words,
  etat: parseAsStringLiteral(["draft", "published", "archived"]),
})

/** The offer of one structure: what it publishes in LHÉO 2.3, or the list that its page shows as CSV. */
export async function GET(request: Request) {
  const { structure, format, ...filters } = readAddress(request)
  const { actor, structureId } = await enterRafael("/rafael/catalogue/export", "offer.see", structure)
  const refused = await tooManyFiles(actor)
  if (refused) return refused
  if (actor.control) notFound()
  const seen = await visit()
  if (format === "csv") {
    const list = await exportCatalogue({ actor, ...seen }, structureId, filters)
    return list ? keptDownload(actor, `catalogue-${dayOf(seen.now)}.csv`, list, { needs: { structureId } }) : notFound()
  }
  const pieces = await lheoFile({ actor, structureId })
  if (!pieces) notFound()
  await recordOfferExport({ actor, ...seen }, structureId)
  return keptDownload(actor, `offre-lheo-${dayOf(seen.now)}.xml`, pieces, { needs: { structureId } })
}
