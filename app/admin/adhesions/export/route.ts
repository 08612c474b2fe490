import { enter } from "@/lib/identity/entrance/actor"
import { visit } from "@/lib/identity/entrance/auth"
import { tooManyFiles } from "@/lib/identity/entrance/files"
import { managersDownload } from "@/lib/identity/kept-files/operations"
import { exportMemberships } from "@/lib/parcourspro/exports/operations"
import { readMembershipsAddress } from "@/lib/parcourspro/memberships/schema"
import { dayOf } from "@/lib/platform/time/working-days"

/** The adhesions that the page lists, with the same filters, as a CSV file. */
export async function GET(request: Request) {
  const actor = await enter("/admin/adhesions/export")
  const refused = await tooManyFiles(actor)
  if (refused) return refused
  const asked = await readMembershipsAddress(request)
  const seen = await visit()
  return managersDownload(actor, `adhesions-${dayOf(seen.now)}.csv`, await exportMemberships({ actor, ...seen }, asked))
}
