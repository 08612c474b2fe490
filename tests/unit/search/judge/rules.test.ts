import { describe, expect, it } from "vitest"
import { judge, type Searchable } from "@/lib/search/judge/rules"
import { markedPieces, markedWords } from "@/lib/search/marks/rules"
import { byRank } from "@/lib/search/ranks/rules"
import { ask } from "@/lib/search/typed/rules"

function aStructure(more: Partial<Searchable & { isHeadOffice: boolean; attached: number; staff: number | null }> = {}) {
  return {
    siret: "30540504500132",
    raisonSociale: "Centre de formation L'Hermione",
    sigle: "C.F.H.",
    enseigne: "Cap Océan",
    postcode: "17300",
    city: "Rochefort",
    departement: "17",
    types: ["formateur"],
    state: "active" as const,
    isHeadOffice: false,
    attached: 0,
    staff: null,
    ...more,
  }
}

function judged(text: string, more: Partial<Searchable> = {}, mayMiss = false) {
  const asked = ask(text)
  return asked && judge(asked, aStructure(more), { mayMiss })
}

describe("how a structure answers", () => {
  it.each([
    ["hermione rochefort", "exact"],
    ["cap ocean", "exact"],
    ["cfh", "exact"],
    ["17300 formation", "exact"],
    ["hermione charente maritime", "exact"],
    ["formation herm", "prefix"],
    ["centre de form rochefort", "abbreviation"],
    ["formations hermione", "abbreviation"],
    ["hermoine", "typo"],
    ["lhermione", "typo"],
    ["capocean", "typo"],
    ["her mione", "typo"],
    ["hermione rochfor", "typo"],
  ])("%s: %s", (text, level) => {
    expect(judged(text)?.level).toBe(level)
  })
  it("knows what registers shorten, and what people call things", () => {
    expect(judged("association nationale formation", { raisonSociale: "ASS NAL FORM" })?.level).toBe("abbreviation")
    expect(judged("afpa", { raisonSociale: "ASS NAL POUR FORMATION PROF ADULTES" })?.level).toBe("abbreviation")
    expect(judged("maison familiale rurale", { raisonSociale: "MFR" })?.level).toBe("abbreviation")
  })
  it("does not answer without one of its words; in part, if it may", () => {
    expect(judged("hermione bordeaux")).toBeNull()
    expect(judged("hermione bordeaux", {}, true)).toMatchObject({ level: "partial", missing: [1] })
    expect(judged("zzyzx rochefort", {}, true), "a place alone is no answer").toBeNull()
    expect(judged("centre hermione bordeaux")).toBeNull()
    expect(judged("centre hermione bordeaux", {}, true)?.level).toBe("partial")
  })
  it("without one of its words, what comes near it says which of many is meant", () => {
    const there = judged("hermione olivait", { city: "Olivet" }, true)
    expect(there).toMatchObject({ level: "partial", missing: [1] })
    expect(there?.cost).toBeLessThan(judged("hermione olivait", {}, true)?.cost ?? 0)
    expect(judged("neovil rochefort", { raisonSociale: "Neauvil" }, true)?.level, "a place, and what comes near a name").toBe("partial")
    const rare = ask("romen peblai rochefort")
    expect(rare && judge(rare, aStructure({ raisonSociale: "Romain Peblai" }), { mayMiss: true, rarest: 0 })?.level).toBe("partial")
    expect(
      rare && judge(rare, aStructure({ raisonSociale: "Julien Peblai" }), { mayMiss: true, rarest: 0 }),
      "the word that says most",
    ).toBeNull()
  })
  it("tells a whole name, and words of the place", () => {
    expect(judged("centre formation hermione rochefort")).toMatchObject({ isWhole: true, where: 2 })
    expect(judged("centre hermione")).toMatchObject({ isWhole: false, where: 0 })
    expect(judged("cap ocean")).toMatchObject({ isWhole: true })
  })
})

it("orders: level, whole name, place, active, head office", () => {
  const ranked = (text: string, list: ReturnType<typeof aStructure>[]) => {
    const asked = ask(text)
    if (!asked) throw new Error("asked")
    return list
      .map((structure) => [judge(asked, structure) ?? expect.fail(), structure] as const)
      .toSorted(byRank(new Set(["33"])))
      .map(([, { siret }]) => siret)
  }
  const named = { enseigne: null, sigle: null }
  expect(
    ranked("aftral", [
      aStructure({ siret: "6", raisonSociale: "Aftrol", ...named }),
      aStructure({ siret: "5", raisonSociale: "Aftralie", ...named }),
      aStructure({ siret: "4", raisonSociale: "Aftral Nord", ...named, state: "closed" }),
      aStructure({ siret: "3", raisonSociale: "Aftral", ...named, state: "closed" }),
      aStructure({ siret: "2", raisonSociale: "Aftral", ...named }),
      aStructure({ siret: "1", raisonSociale: "Aftral", ...named, isHeadOffice: true }),
    ]),
  ).toEqual(["1", "2", "3", "4", "5", "6"])
  expect(
    ranked("mairie saintes", [
      aStructure({ siret: "2", raisonSociale: "Mairie de Saintes sur Mer", ...named, city: "Royan", isHeadOffice: true }),
      aStructure({ siret: "1", raisonSociale: "Mairie annexe", ...named, city: "Saintes" }),
    ]),
  ).toEqual(["1", "2"])
  // What the register says: a form that the name does not tell, and how many people work there.
  const durand = (siret: string, more: Partial<ReturnType<typeof aStructure>>) =>
    aStructure({ siret, raisonSociale: "Durand", ...named, ...more })
  const durands = [
    durand("4", { legalCode: "6540" }),
    durand("3", { legalCode: "5499" }),
    durand("2", { legalCode: "5499", staff: 20 }),
    durand("1", { attached: 1 }),
  ]
  expect(ranked("durand", durands)).toEqual(["1", "2", "3", "4"])
  expect(ranked("sci durand", durands)[0]).toBe("4")
  expect(ranked("sarl durand", durands).slice(0, 2)).toEqual(["2", "3"])
})

it("marks what answers, in the words as they are written", () => {
  const marks = judged("hermione roche")?.marks ?? new Map()
  const shown = (text: string) =>
    markedPieces(text, marks)
      .map(({ text: piece, isMarked }) => (isMarked ? `[${piece}]` : piece))
      .join("")
  expect(shown("Centre de formation L'Hermione")).toBe("Centre de formation L'[Hermione]")
  expect(shown("Rochefort (17)")).toBe("[Roche]fort (17)")
  expect(shown("Poitiers")).toBe("Poitiers")
  expect(markedWords("Rochefort (17)", marks)).toEqual(["Rochefort"])
  expect(markedPieces("C.F.H.", judged("cfh")?.marks ?? new Map())).toEqual([{ text: "C.F.H.", isMarked: true, at: 0 }])
})
