/** The list while a long name is being typed: its first line does not change at each key, and one key more never empties it. */
import { createReadStream } from "node:fs"
import { expect, it } from "vitest"
import { importStructures } from "@/lib/desk/imports/operations"
import { db } from "@/lib/platform/db/client"
import { csvRows } from "@/lib/platform/text/csv"
import { type FoundStructure, findStructures } from "@/lib/search/ask/queries"
import { steadied } from "@/lib/search/ranks/rules"
import { fold } from "@/lib/search/spelling/rules"
import { ask } from "@/lib/search/typed/rules"
import { learnWords } from "@/lib/search/vocabulary/operations"
import { now } from "@/tests/support/factories"
import { structuresFile } from "@/tests/support/structures-file"

const most = 10

it("keeps its first line, and never empties, over ten long names", { timeout: 120_000 }, async () => {
  await importStructures(csvRows(createReadStream(structuresFile())), { now })
  await learnWords("all")
  const named = await db.structure.findMany({ where: { city: { not: null } }, orderBy: { siret: "asc" } })
  const long = named.filter(({ raisonSociale }) => raisonSociale.length >= 28).filter((_, index) => index % 37 === 0)
  const names = long.slice(0, 10).map(({ raisonSociale, city }) => fold(`${raisonSociale} ${city}`).slice(0, 30))
  const changes = { asAnswered: 0, shown: 0 }
  for (const name of names) {
    let [answered, shown]: FoundStructure[][] = [[], []]
    for (let size = 2; size <= name.length; size += 1) {
      const text = name.slice(0, size)
      const { structures } = await findStructures(text, most)
      const next = steadied(ask(text) ?? expect.fail(), shown ?? [], structures, most)
      expect(next.length, `${text} empties the list`).toBeGreaterThan(0)
      if (size > 2 && structures[0]?.siret !== answered?.[0]?.siret) changes.asAnswered += 1
      if (size > 2 && next[0]?.siret !== shown?.[0]?.siret) changes.shown += 1
      ;[answered, shown] = [structures, next]
    }
  }
  const each = (count: number) => count / names.length
  console.log(
    `première ligne changée, par nom de trente lettres : ${each(changes.asAnswered)} dans les réponses, ${each(changes.shown)} à l'écran`,
  )
  expect(each(changes.shown)).toBeLessThanOrEqual(7)
  expect(changes.shown).toBeLessThan(changes.asAnswered)
})
