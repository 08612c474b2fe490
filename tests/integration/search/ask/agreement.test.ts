/** What the database computes for its index, and what the search computes of a question, must be the same. */
import { expect, it } from "vitest"
import { db } from "@/lib/platform/db/client"
import { departementNames } from "@/lib/search/areas/rules"
import { fold } from "@/lib/search/spelling/rules"
import { initialsOf, keyOf } from "@/lib/search/typed/rules"
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
