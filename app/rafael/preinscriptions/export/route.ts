import { notFound } from "next/navigation"
import { visit } from "@/lib/identity/entrance/auth"
import { tooManyFiles } from "@/lib/identity/entrance/files"
import { keptDownload } from "@/lib/identity/kept-files/operations"
import { dayOf } from "@/lib/platform/time/working-days"
import { enterRafael } from "@/lib/rafael/entrance/structure"
import { exportPreregistrations } from "@/lib/rafael/exports/operations"
import { readListAddress } from "@/lib/rafael/preregistrations/schema"

/** The pre-registrations the page lists, with the same filters, as a CSV file. */
export async function GET(request: Request) {
  const asked = readListAddress(request)
  const right = asked.vue === "recues" || asked.vue === null ? "received.see" : "preregistration.prepare"
  const { actor, structureId } = await enterRafael("/rafael/preinscriptions/export", right, asked.structure)
  const refused = await tooManyFiles(actor)
  if (refused) return refused
  // Files belong to the person, as everywhere.
  if (actor.control) notFound()
  const seen = await visit()
  const file = await exportPreregistrations({ actor, ...seen }, structureId, asked)
  if (!file.ok) notFound()
  return keptDownload(actor, `preinscriptions-${dayOf(seen.now)}.csv`, file.value)
}
