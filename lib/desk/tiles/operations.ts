/** The links of the home tiles, edited by managers; what they save shows at once. */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { audiences } from "@/lib/desk/tiles/rules"
import type { TileLinkInput } from "@/lib/desk/tiles/schema"
import { asManager } from "@/lib/identity/managers/operations"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { record } from "@/lib/trace/journal/operations"

type Done = { linkId: string }

/** Adds a link to a tile, or changes one; refused when someone else changed it since it was shown. */
export function saveTileLink(
  context: ActorContext,
  { linkId, seen, tile, label, address, position, opensTab, ...ticks }: TileLinkInput,
): Promise<Result<Done, "not-found" | "changed-meanwhile">> {
  return asManager(
    context,
    "tile.write",
    { action: "tile-link.saved", targetId: linkId ?? null },
    async (tx): Promise<Result<Done, "not-found" | "changed-meanwhile">> => {
      const profils = audiences.filter((audience) => ticks[audience])
      const data = { tile, label, address, position, opensTab, profils, updatedAt: context.now }
      if (linkId) {
        const { count } = await tx.tileLink.updateMany({ where: { id: linkId, ...(seen ? { updatedAt: new Date(seen) } : {}) }, data })
        if (count === 0) return refuse((await tx.tileLink.count({ where: { id: linkId } })) > 0 ? "changed-meanwhile" : "not-found")
      }
      const id = linkId ?? (await tx.tileLink.create({ data, select: { id: true } })).id
      await record(tx, context, { action: "tile-link.saved", targetId: id, changes: { label, address } })
      return ok({ linkId: id })
    },
  )
}

/** Takes a link off its tile. */
export function removeTileLink(context: ActorContext, { linkId }: Done): Promise<Result<Done, "not-found">> {
  return asManager(
    context,
    "tile.write",
    { action: "tile-link.removed", targetId: linkId },
    async (tx): Promise<Result<Done, "not-found">> => {
      const found = await tx.tileLink.findUnique({ where: { id: linkId }, select: { label: true, address: true } })
      if (!found) return refuse("not-found")
      await tx.tileLink.delete({ where: { id: linkId } })
      await record(tx, context, { action: "tile-link.removed", targetId: linkId, changes: found })
      return ok({ linkId })
    },
  )
}
