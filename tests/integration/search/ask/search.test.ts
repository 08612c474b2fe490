import { beforeEach, describe, expect, it } from "vitest"
import { findStructures, searchStructures, structureIdsNamed } from "@/lib/search/ask/queries"
import { toContract } from "@/lib/search/ask/rules"
import { learnWords } from "@/lib/search/vocabulary/operations"
import { aStructure } from "@/tests/support/factories"

async function names(text: string) {
  return (await searchStructures(text, 10)).map(({ raisonSociale }) => raisonSociale)
}

beforeEach(async () => {
  await aStructure({ raisonSociale: "École supérieure d’Aquitaine", sigle: "E.S.A.", city: "Saint-Jean-de-Luz", postcode: "64500" })
  await aStructure({ raisonSociale: "Centre de formation L'Hermione", enseigne: "Cap Océan", city: "Rochefort", postcode: "17300" })
  await aStructure({ raisonSociale: "AFTRAL", city: "Poitiers", postcode: "86000", siret: "30540504500132" })
  await aStructure({ raisonSociale: "AFTRAL", city: "Marseille", postcode: "13016", siret: "30540504500041" })
  await aStructure({ raisonSociale: "Aftral Transports", city: "Niort", postcode: "79000", state: "closed" })
  await aStructure({ raisonSociale: "100 % Métiers_bois \\ O'Neil", city: "Tulle", postcode: "19000" })
  await aStructure({ raisonSociale: "ASS NAL POUR FORMATION PROF ADULTES", city: "Limoges", postcode: "87000" })
  await learnWords("all")
})

describe("words as they are typed", () => {
  it.each([
    "ecole superieure d aquitaine",
    "ÉCOLE SUPÉRIEURE",
    "aquitaine école",
    "d'Aquitaine",
    "d’aquitaine ecole",
    "supé aqui",
    "E.S.A.",
    "esa",
    "e s a",
    "ecole saint jean de luz",
    "École Saint-Jean",
    "sarl école supérieure",
    "64500",
    "école 64",
    "école pyrénées atlantiques",
  ])("%s finds the école", async (text) => {
    expect(await names(text)).toContain("École supérieure d’Aquitaine")
  })

  it("finds by enseigne, or by its place", async () => {
    expect(await names("cap ocean")).toEqual(["Centre de formation L'Hermione"])
    expect(await names("hermione rochef")).toEqual(["Centre de formation L'Hermione"])
  })

  it("puts the exact name before the longer one, the open before the closed, and shows the closed", async () => {
    const found = await searchStructures("aftral", 10)
    expect(found.map(({ raisonSociale, city, state }) => [raisonSociale, city, state])).toEqual([
      // The region's own comes first.
      ["AFTRAL", "Poitiers", "active"],
      ["AFTRAL", "Marseille", "active"],
      ["Aftral Transports", "Niort", "closed"],
    ])
    expect(await searchStructures("aftral poitiers", 10)).toHaveLength(1)
    expect((await searchStructures("aftral vienne", 10)).map(({ city }) => city)).toEqual(["Poitiers"])
  })

  it("answers at each letter", async () => {
    const typed = "hermione rochefort"
    for (let size = 2; size <= typed.length; size += 1)
      expect(await names(typed.slice(0, size))).toContain("Centre de formation L'Hermione")
  })

  it("a new structure is found by its words before anything is learnt from it", async () => {
    await aStructure({ raisonSociale: "Zwickau Réhabilitation", city: "Guéret", postcode: "23000" })
    expect(await names("zwickau")).toEqual(["Zwickau Réhabilitation"])
    expect(await names("zwick gueret")).toEqual(["Zwickau Réhabilitation"])
  })
})

describe("words as people misspell them", () => {
  it.each([
    ["hermionne", "a letter doubled"],
    ["hermoine", "two letters swapped"],
    ["hremione rochefort", "swapped at the start"],
    ["hermine", "a letter missing"],
    ["ermione", "a silent letter missing"],
    ["hermiane", "a wrong letter"],
    ["lhermione", "stuck to its article"],
    ["capocean", "two words stuck together"],
    ["her mione", "one word in two"],
    ["hermion rochfor", "two words with a typo each"],
    ["centre de phormassion rochefort", "as it sounds"],
    ["formatoin rochefort", "in a word that others have"],
  ])("%s: %s", async (text) => {
    expect(await names(text)).toContain("Centre de formation L'Hermione")
  })

  it("two typos in a long word, none in a short one or a number", async () => {
    expect(await names("superrieurre aquitaine")).toContain("École supérieure d’Aquitaine")
    expect((await findStructures("cab ocean", 10)).departure).toEqual({ words: ["cab"], where: null })
    expect((await findStructures("ecole 64510", 10)).departure).toEqual({ words: ["64510"], where: null })
  })

  it("one word of three that nothing has does not hide the rest", async () => {
    expect(await names("centre hermione zzyzx")).toContain("Centre de formation L'Hermione")
  })
})

describe("exact before prefix before abbreviation before typo", () => {
  it("whatever their state", async () => {
    await aStructure({ raisonSociale: "Animation Bois", state: "closed", city: "Agen" })
    await aStructure({ raisonSociale: "Animations Aubert", city: "Agen" })
    await aStructure({ raisonSociale: "Anim Bois", city: "Agen" })
    await aStructure({ raisonSociale: "Anination Bois", city: "Agen" })
    await learnWords("all")
    expect(await names("animation")).toEqual(["Animation Bois", "Animations Aubert", "Anim Bois", "Anination Bois"])
    expect(await names("agen animation")).toEqual(["Animation Bois", "Animations Aubert", "Anim Bois"])
    expect(await names("anination agen")).toEqual(["Anination Bois"])
    expect(await names("anifation agen")).toEqual(["Anination Bois", "Animation Bois", "Animations Aubert"])
  })

  it.each([
    "association nationale formation professionnelle",
    "association nationale pour la formation professionnelle des adultes",
    "afpa",
    "AFPA Limoges",
  ])("%s finds what the register shortens", async (text) => {
    expect(await names(text)).toContain("ASS NAL POUR FORMATION PROF ADULTES")
  })
})

describe("searching by number", () => {
  it.each(["30540504500132", "305 405 045 00132", "305.405.045.00132", "305 405 045\u00a000132", "SIRET : 305 405 045 00132"])(
    "SIRET %s",
    async (text) => {
      expect((await searchStructures(text, 10)).map(({ city }) => city)).toEqual(["Poitiers"])
    },
  )
  it("SIREN, with or without spaces, or its beginning: all its establishments", async () => {
    for (const text of ["305405045", "305 405 045", "3054", "n° SIREN 305405045"]) expect(await searchStructures(text, 10)).toHaveLength(2)
  })
  it("five digits may be a postcode as well", async () => {
    await aStructure({ raisonSociale: "Ailleurs", city: "Pau", postcode: "30540" })
    expect((await searchStructures("30540", 10)).map(({ city }) => city)).toEqual(["Marseille", "Poitiers", "Pau"])
  })
})

describe("17: what is typed is text, never a pattern or a query", () => {
  it.each(["%", "_", "\\", "'", '"', "%%%%", "'; DROP TABLE structure; --", "a:* & b | !c", "~", "🙂", "\0", "\ud800", "   ", ""])(
    "%j",
    async (text) => {
      expect(await names(text)).toEqual([])
    },
  )
  it("and special characters of a name do not hide it", async () => {
    expect(await names("100 % métiers_bois")).toEqual(["100 % Métiers_bois \\ O'Neil"])
    expect(await names("o'neil")).toEqual(["100 % Métiers_bois \\ O'Neil"])
  })
  it("is bounded: ten thousand characters are an ordinary question", async () => {
    expect(await names("école ".repeat(2000))).toContain("École supérieure d’Aquitaine")
    expect(await names("x".repeat(10_000))).toEqual([])
  })
})

it("answers no more than the limit, and only what the public may know", async () => {
  const [found] = await searchStructures("aftral", 1)
  if (!found) throw new Error("aftral is found")
  expect(Object.keys(toContract(found)).sort()).toEqual(
    ["codePostal", "commune", "departement", "enseigne", "raisonSociale", "sigle", "siret", "state", "types"].sort(),
  )
  expect(await searchStructures("aftral", 1)).toHaveLength(1)
})

it("narrows other lists by words as they are typed only", async () => {
  expect(await structureIdsNamed("aftral", 10)).toHaveLength(3)
  expect(await structureIdsNamed("aftrla", 10)).toEqual([])
  expect(await structureIdsNamed("%", 10)).toEqual([])
})
