import { expect, it } from "vitest"
import type { Level, Relation } from "@/lib/rafael/rights/rules"
import { gesturesFrom, stepsFor } from "@/lib/rafael/several/rules"
import type { Status } from "@/lib/rafael/states/rules"

it("several are offered the gestures that begin in one of their states", () => {
  const words = (statuses: Status[]) => gesturesFrom(statuses).map(([word]) => word)
  expect(words(["sent"])).toEqual(["convoquer", "accepter", "attente", "ne-pas-retenir"])
  expect(words(["accepted", "started"])).toEqual(["entree", "sans-entree", "fin", "interruption"])
  expect(words(["withdrawn"])).toEqual([])
})

it("a prescriber is offered what their level may do with one of those listed at least", () => {
  const words = (level: Level, ...rows: [Status, Relation][]) =>
    stepsFor(
      level,
      rows.map(([status, relation]) => ({ status, relation })),
    )
  expect(words(1, ["draft", "own"])).toEqual(["transmettre"])
  expect(words(2, ["draft", "own"], ["sent", "own"])).toEqual(["envoyer", "retirer"])
  expect(words(1, ["to_validate", "own"], ["finished", "own"])).toEqual(["reprendre-le-brouillon"])
  expect(words(3, ["sent", 3])).toEqual([])
  expect(words(3, ["draft", "nobody"])).toEqual(["envoyer", "suivre"])
  expect(words(2, ["draft", "nobody"])).toEqual([])
})
