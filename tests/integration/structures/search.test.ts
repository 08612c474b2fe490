import { beforeEach, describe, expect, it } from "vitest"
import { searchStructures } from "@/lib/structures/queries"
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
})

describe("searching a structure by its name", () => {
  it.each([
    "ecole superieure d aquitaine",
    "ÉCOLE SUPÉRIEURE",
    "aquitaine école",
    "d'Aquitaine",
    "d’aquitaine ecole",
    "supé aqui",
    "E.S.A.",
    "esa",
    "ecole saint jean de luz",
    "École Saint-Jean",
    "64500",
  ])("%s finds the école", async (text) => {
    expect(await names(text)).toContain("École supérieure d’Aquitaine")
  })

  it("finds by enseigne, and needs every word", async () => {
    expect(await names("cap ocean")).toEqual(["Centre de formation L'Hermione"])
    expect(await names("hermione rochef")).toEqual(["Centre de formation L'Hermione"])
    expect(await names("hermione bordeaux")).toEqual([])
  })

  it("puts the exact name before the longer one, the open before the closed, and shows the closed", async () => {
    const found = await searchStructures("aftral", 10)
    expect(found.map(({ raisonSociale, commune, state }) => [raisonSociale, commune, state])).toEqual([
      ["AFTRAL", "Marseille", "active"],
      ["AFTRAL", "Poitiers", "active"],
      ["Aftral Transports", "Niort", "closed"],
    ])
    expect(await searchStructures("aftral poitiers", 10)).toHaveLength(1)
  })

  it("falls back on likeness when no word begins so", async () => {
    expect(await names("hermionne")).toContain("Centre de formation L'Hermione")
  })
})

describe("searching by number", () => {
  it.each(["30540504500132", "305 405 045 00132", "305.405.045.00132", "305 405 045\u00a000132"])("SIRET %s", async (text) => {
    expect((await searchStructures(text, 10)).map(({ commune }) => commune)).toEqual(["Poitiers"])
  })
  it("SIREN, with or without spaces: all its establishments", async () => {
    expect(await searchStructures("305405045", 10)).toHaveLength(2)
    expect(await searchStructures("305 405 045", 10)).toHaveLength(2)
    expect(await searchStructures("3054", 10)).toHaveLength(2)
  })
})

describe("17: what is typed is text, never a pattern or a query", () => {
  it.each(["%", "_", "\\", "'", '"', "%%%%", "'; DROP TABLE structure; --", "a:* & b | !c", "🙂", "\0", "\ud800", "   ", ""])(
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
  })
})

it("answers no more than the limit, and only what the public may know", async () => {
  const [found] = await searchStructures("aftral", 1)
  expect(Object.keys(found ?? {}).sort()).toEqual(
    ["codePostal", "commune", "departement", "enseigne", "raisonSociale", "sigle", "siret", "state", "types"].sort(),
  )
  expect(await searchStructures("aftral", 1)).toHaveLength(1)
})
