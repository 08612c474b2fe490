import { ownDataArchive } from "@/lib/desk/personal-data/queries"
import { enter } from "@/lib/identity/entrance/actor"
import { tooManyFiles } from "@/lib/identity/entrance/files"
import { keptDownload } from "@/lib/identity/kept-files/operations"
import { once } from "@/lib/platform/http/downloads"
import { dayOf } from "@/lib/platform/time/working-days"

/** What the portal knows of the person who asks, as a zip. */
export async function GET() {
  const actor = await enter("/mon-compte/donnees")
  const refused = await tooManyFiles(actor)
  if (refused) return refused
  const now = new Date()
  return keptDownload(
    actor,
    `mes-donnees-${dayOf(now)}.zip`,
    once(() => ownDataArchive(actor, now)),
    { needs: "nothing" },
  )
}
