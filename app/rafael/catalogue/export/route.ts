import { Readable } from "node:stream"
import { notFound } from "next/navigation"
import { visit } from "@/lib/identity/entrance/auth"
import { reading, words } from "@/lib/platform/http/search-params"
import { dayOf } from "@/lib/platform/time/working-days"
import { enterRafael } from "@/lib/rafael/entrance/structure"
import { recordOfferExport } from "@/lib/rafael/exports/operations"
import { lheoFile } from "@/lib/rafael/lheo/queries"

const readAddress = reading({ structure: words })

/** The published offer of one structure in LHÉO 2.3. */
export async function GET(request: Request) {
  const { actor, structureId } = await enterRafael("/rafael/catalogue/export", "offer.see", readAddress(request).structure)
  const pieces = actor.control ? null : await lheoFile({ actor, structureId })
  if (!pieces) notFound()
  const seen = await visit()
  await recordOfferExport({ actor, ...seen }, structureId)
  return new Response(Readable.toWeb(Readable.from(pieces)) as ReadableStream<Uint8Array>, {
    headers: {
      "Content-Type": "application/xml; charset=utf-8",
      "Content-Disposition": `attachment; filename="offre-lheo-${dayOf(seen.now)}.xml"`,
      "Cache-Control": "no-store",
    },
  })
}
