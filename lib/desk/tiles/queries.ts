import "server-only"
import { type Actor, can } from "@/lib/access/permissions"
import { type TileId, tileIds } from "@/lib/desk/tiles/rules"
import { db, isUuid } from "@/lib/platform/db/client"

const written = {
  id: true,
  tile: true,
  label: true,
  address: true,
  profils: true,
  position: true,
  opensTab: true,
  updatedAt: true,
} as const

/** The links of each tile in their order, for anyone: who may follow which is decided by `openLinks`. */
export async function tileLinks() {
  const links = await db.tileLink.findMany({
    orderBy: [{ tile: "asc" }, { position: "asc" }, { label: "asc" }, { id: "asc" }],
    select: written,
  })
  const byTile = Object.groupBy(links, ({ tile }) => tile)
  return Object.fromEntries(tileIds.map((tile) => [tile, byTile[tile] ?? []])) as Record<TileId, TileLinkLine[]>
}
export type TileLinkLine = {
  id: string
  tile: TileId
  label: string
  address: string
  profils: string[]
  position: number
  opensTab: boolean
  updatedAt: Date
}

/** One link; null for anyone but a manager. */
export async function tileLinkOf(actor: Actor, linkId: string): Promise<TileLinkLine | null> {
  if (!can(actor, "tile.write") || !isUuid(linkId)) return null
  return db.tileLink.findUnique({ where: { id: linkId }, select: written })
}
