/** Where a structure that has closed goes on. */
import "server-only"
import { holdById } from "@/lib/access/locks"
import type { Tx } from "@/lib/platform/db/client"

/**
 * The structure itself, held, when it is open; otherwise the open structure that replaces it in the end, or null. Follows at most ten
 * replacements, whatever the data say.
 */
export async function openStructure(tx: Tx, id: string | null, steps = 10): Promise<string | null> {
  if (!id || steps === 0) return null
  const look = () => tx.structure.findUnique({ where: { id }, select: { state: true, successorId: true } })
  const seen = await look()
  if (seen?.state !== "active") return openStructure(tx, seen?.successorId ?? null, steps - 1)
  await holdById(tx, "structure", id, "read")
  // It closed while we waited for it: we look at the structure that replaces it.
  return (await look())?.state === "active" ? id : openStructure(tx, id, steps - 1)
}
