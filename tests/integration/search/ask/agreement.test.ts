/** What the database computes for its index, and what the search computes of a question, must be the same. */
import fc from "fast-check"
import { expect, it } from "vitest"
import { db } from "@/lib/platform/db/client"
import { departementNames, regionLexemes, regionOf } from "@/lib/search/areas/rules"
import { exact, inChunks, named, structureChunks } from "@/lib/search/lexemes/rules"
import { fold } from "@/lib/search/spelling/rules"
import { initialsOf, keyOf } from "@/lib/search/typed/rules"
import { inventStructures } from "@/prisma/seed/region"
import { aStructure } from "@/tests/support/factories"

/** The letters of European languages and the signs people type. */
const letters = Array.from({ length: 0x180 - 0x20 }, (_, place) => String.fromCodePoint(0x20 + place)).filter((letter) =>
  /[\p{L}\p{N}\p{P}\p{Sm}\p{Sc}’…–—]/u.test(letter),
)

it("text is folded alike, letter by letter", async () => {
  const rows = await db.$queryRaw<
    { letter: string; folded: string }[]
  >`SELECT letter, fold('x' || letter || 'x') AS folded FROM unnest(${letters}::text[]) AS letter`
  const differing = rows.filter(({ letter, folded }) => fold(`x${letter}x`) !== folded)
  expect(differing.map(({ letter, folded }) => `${letter} ${folded} ${fold(`x${letter}x`)}`)).toEqual([])
})

it("names are known by the same key and by the same initials", async () => {
  const names = [
    ...inventStructures(300).map(({ raisonSociale }) => raisonSociale),
    "SARL",
    "Société du 3 Mai",
    "Institut régional du travail social",
    "Centre de formation d'apprentis du bâtiment et des travaux publics de la Gironde et des Landes",
    "La S.A.",
    "L'Œuvre du Lac et de la Mer",
    "C F A du B T P",
    "x".repeat(80),
  ].map(fold)
  const rows = await db.$queryRaw<{ name: string; key: string; initials: string | null }[]>`
    SELECT name, name_key(name) AS key, initials_of(name) AS initials FROM unnest(${names}::text[]) AS name`
  for (const { name, key, initials } of rows) {
    expect(key.trimEnd(), name).toBe(keyOf(name.split(" ")))
    expect(initials ?? "", name).toBe(initialsOf(name.split(" ")))
  }
})

it("départements have the same names", async () => {
  const rows = await db.$queryRaw<
    { code: string; name: string | null }[]
  >`SELECT code, departement_name(code) AS name FROM unnest(${Object.keys(departementNames)}::text[]) AS code`
  expect(Object.fromEntries(rows.map(({ code, name }) => [code, name]))).toEqual(departementNames)
})

it("regions have the same départements", async () => {
  const rows = await db.$queryRaw<{ code: string; region: string | null }[]>`
    SELECT code, region_of(code) AS region FROM unnest(${Object.keys(departementNames)}::text[]) AS code`
  for (const { code, region } of rows) expect(regionLexemes(regionOf(code)), code).toEqual([region ?? code.toLowerCase()])
})

it("names are marked alike", async () => {
  const names = ["mairie", "la sa", "sarl scierie du lac", "x".repeat(80), "institut regional du travail social et de la formation"]
  const rows = await db.$queryRaw<{ name: string; mark: string }[]>`
    SELECT name, name_mark(name) AS mark FROM unnest(${names}::text[]) AS name`
  for (const { name, mark } of rows) expect(named(name.split(" ")), name).toBe(`'#${mark}~'`)
})

it("two words within a distance of n share what remains of each without n letters", async () => {
  const share = async (one: string, other: string, edits: 1 | 2) => {
    const [row] = await db.$queryRaw<{ shared: boolean }[]>`
      SELECT word_remnants(${`=${one}`}, ${edits}::int) && word_remnants(${`=${other}`}, ${edits}::int) AS shared`
    return row?.shared
  }
  for (const typed of ["hermoine", "hermine", "hermionne", "ermione", "hermiane"]) expect(await share("hermione", typed, 1)).toBe(true)
  for (const typed of ["hremoine", "ermine", "hermmionne", "harmiane"]) expect(await share("hermione", typed, 2)).toBe(true)
  expect(await share("hermione", "ecole", 2)).toBe(false)
})

it("a question made of several finds what one question with all its parts finds", async () => {
  const words = ["scierie", "garage", "lac", "port", "nord"]
  // Every set of these words is a name.
  for (let set = 1; set < 2 ** words.length; set += 1)
    await aStructure({ raisonSociale: words.filter((_, place) => set & (2 ** place)).join(" "), city: null, postcode: null })
  const part = fc.oneof(fc.constantFrom(...words), fc.constantFrom("absent", "lacustre")).map(exact)
  const parts = fc.array(
    fc.oneof(
      part,
      fc.tuple(part, part).map(([one, other]) => `(${one} | ${other})`),
    ),
    { minLength: 1, maxLength: 4 },
  )
  let found = 0
  await fc.assert(
    fc.asyncProperty(parts, fc.boolean(), async (keys, isRare) => {
      const [rows] = await db.$queryRaw<{ apart: string[]; together: string[] }[]>`
        SELECT ARRAY(SELECT siret::text FROM structures_having(${inChunks(`${isRare ? "?" : ""}${keys.join(";")}`, structureChunks)}, 100) ORDER BY 1) AS apart,
               ARRAY(SELECT siret::text FROM structures_having(${inChunks(keys.join(" & "), structureChunks)}, 100) ORDER BY 1) AS together`
      expect(rows?.apart).toEqual(rows?.together)
      found += rows?.apart.length ?? 0
    }),
    { numRuns: 150 },
  )
  expect(found).toBeGreaterThan(100)
})
