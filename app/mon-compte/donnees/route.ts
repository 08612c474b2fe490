import { currentActor } from "@/lib/access/actor"
import { ownDataArchive } from "@/lib/personal-data/queries"

/** What the portal knows of the person who asks, as a zip. */
export async function GET() {
  const actor = await currentActor()
  if (!actor) return new Response("Connectez-vous d’abord.", { status: 401, headers: { "Content-Type": "text/plain; charset=utf-8" } })
  const now = new Date()
  return new Response(await ownDataArchive(actor, now), {
    headers: {
      "Content-Type": "application/zip",
      "Content-Disposition": `attachment; filename="mes-donnees-${now.toISOString().slice(0, 10)}.zip"`,
      "Cache-Control": "no-store",
    },
  })
}
