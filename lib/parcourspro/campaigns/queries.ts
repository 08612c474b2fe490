import "server-only"
import { type Actor, can } from "@/lib/access/permissions"
import { db } from "@/lib/platform/db/client"

/** The years that managers wrote, the latest first; null for anyone else. */
export async function campaigns(actor: Actor) {
  if (!can(actor, "programme.manage")) return null
  return db.campaign.findMany({
    orderBy: { year: "desc" },
    include: { files: { orderBy: { kind: "asc" }, select: { kind: true, fileName: true, uploadedAt: true } } },
  })
}
