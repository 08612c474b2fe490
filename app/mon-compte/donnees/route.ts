import { ownDataArchive } from "@/lib/desk/personal-data/queries"
import { enter } from "@/lib/identity/entrance/actor"
import { dayOf } from "@/lib/platform/time/working-days"

/** What the portal knows of the person who asks, as a zip. */
export async function GET() {
  const actor = await enter("/mon-compte/donnees")
  const now = new Date()
  return new Response(await ownDataArchive(actor, now), {
    headers: {
      "Content-Type": "application/zip",
      "Content-Disposition": `attachment; filename="mes-donnees-${dayOf(now)}.zip"`,
      "Cache-Control": "no-store",
    },
  })
}
