import { tiles } from "@/lib/access/tiles"

export const stateNames = {
  draft: { tone: "neutral", name: "Brouillon" },
  scheduled: { tone: "wait", name: "Programmée" },
  published: { tone: "good", name: "Publiée" },
  over: { tone: "neutral", name: "Retirée" },
} as const

/** The tile as people read it. */
export function tileName(tile: string) {
  return tiles.find(({ id }) => id === tile)?.name ?? tile
}
