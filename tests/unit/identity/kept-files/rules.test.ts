import { expect, it } from "vitest"
import { neededNow } from "@/lib/identity/kept-files/rules"

const inStructure = {
  structureId: "a",
  isReferent: true,
  rafaelProfil: "prescripteur_3",
  isEmployeur: false,
  isPrestataire: false,
} as const
const elsewhere = { ...inStructure, structureId: "b", isReferent: false } as const
const member = { isManager: false, affiliations: [inStructure, elsewhere] }
const manager = { isManager: true, affiliations: [elsewhere] }

it.each([
  ["nothing", member, "nothing", []],
  ["those of one structure", member, { structureId: "a" }, ["a:referent", "a:prescripteur_3"]],
  ["everything", member, "everything", ["a:referent", "a:prescripteur_3", "b:prescripteur_3"]],
  ["a manager's", manager, "manager", ["manager"]],
  ["a structure where a manager is nobody: whatever they may do", manager, { structureId: "a" }, ["manager", "b:prescripteur_3"]],
] as const)("a file needs %s", (_what, actor, needs, rights) => {
  expect(neededNow(actor as never, needs)).toEqual(rights)
})
