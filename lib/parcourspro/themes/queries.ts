import "server-only"
import { db } from "@/lib/platform/db/client"

/** The themes that a new action may have, by name. */
export function themes() {
  return db.theme.findMany({ where: { archivedAt: null }, orderBy: { name: "asc" }, select: { id: true, name: true } })
}
