/** What the database computes for its index, and what the search computes of a question, must be the same. */
import { expect, it } from "vitest"
import { db } from "@/lib/platform/db/client"
import { departementNames } from "@/lib/search/departements/rules"
import { fold } from "@/lib/search/spelling/rules"
import { keyOf } from "@/lib/search/typed/rules"
import { inventStructures } from "@/prisma/seed/region"

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

it("names are known by the same key", async () => {
  const names = [
    ...inventStructures(300).map(({ raisonSociale }) => raisonSociale),
    "SARL",
    "La S.A.",
    "L'Œuvre du Lac et de la Mer",
    "C F A du B T P",
    "x".repeat(80),
  ].map(fold)
  const rows = await db.$queryRaw<{ name: string; key: string }[]>`SELECT name, name_key(name) AS key FROM unnest(${names}::text[]) AS name`
  for (const { name, key } of rows) expect(key.trimEnd(), name).toBe(keyOf(name.split(" ")))
})

it("départements have the same names", async () => {
  const rows = await db.$queryRaw<
    { code: string; name: string | null }[]
  >`SELECT code, departement_name(code) AS name FROM unnest(${Object.keys(departementNames)}::text[]) AS code`
  expect(Object.fromEntries(rows.map(({ code, name }) => [code, name]))).toEqual(departementNames)
})
