import "server-only"
import { db } from "@/lib/platform/db/client"
import { inFrenchOrder } from "@/lib/platform/text/french-order"

/** The themes that a new action may have, by name. */
export async function themes() {
  return inFrenchOrder(await db.theme.findMany({ where: { archivedAt: null }, select: { id: true, name: true } }), ({ name }) => name)
}
