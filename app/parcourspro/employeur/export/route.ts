import { notFound } from "next/navigation"
import { enter } from "@/lib/identity/entrance/actor"
import { visit } from "@/lib/identity/entrance/auth"
import { tooManyFiles } from "@/lib/identity/entrance/files"
import { keptDownload } from "@/lib/identity/kept-files/operations"
import { readEmployerAddress } from "@/lib/parcourspro/employers/schema"
import { exportRequests } from "@/lib/parcourspro/exports/operations"
import { dayOf } from "@/lib/platform/time/working-days"

/** The requests the page lists, with the same filters, as a CSV file. */
export async function GET(request: Request) {
  const actor = await enter("/parcourspro/employeur/export")
  const refused = await tooManyFiles(actor)
  if (refused) return refused
  // Files belong to the person, as everywhere.
  if (actor.control) notFound()
  const asked = readEmployerAddress(request)
  const seen = await visit()
  const file = await exportRequests({ actor, ...seen }, asked.structure, asked)
  if (file === null) notFound()
  return keptDownload(actor, `demandes-${dayOf(seen.now)}.csv`, file, { needs: { structureId: asked.structure } })
}
