/** Index and rules cannot disagree: what the index finds by exact words, the rules keep. */
import fc from "fast-check"
import { expect, it } from "vitest"
import { db } from "@/lib/platform/db/client"
import type { StructureState, StructureType } from "@/lib/platform/generated/client"
import { judge } from "@/lib/search/judge/rules"
import { ask } from "@/lib/search/typed/rules"
import { aStructure } from "@/tests/support/factories"

const part = fc.constantFrom(
  ..."GIP SCI Société SARL INSIC CMA33 CMA 33 AS24 24 3 III C F A B.T.P. L'Hermione Saint-Jean Œuvre d'Ain 1er 2nde 40-30 G 2 C Île École des".split(
    " ",
  ),
)
const text = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(" "))
const rows = fc.record({
  raisonSociale: text,
  sigle: fc.option(text),
  enseigne: fc.option(text),
  city: fc.option(fc.constantFrom("Saint-Jean-d'Angély", "L'Isle-Adam", "Paris 10e Arrondissement", "Les Eaux-Bonnes")),
  postcode: fc.option(fc.constantFrom("33000", "20000", "97400", "01000")),
})

it("whatever is found by words of the index is kept by the rules", { timeout: 120_000 }, async () => {
  let asked = 0
  await fc.assert(
    fc.asyncProperty(rows, fc.infiniteStream(fc.nat(1000)), async (row, picks) => {
      const made = await aStructure(row)
      const [found] = await db.$queryRaw<{ words: string[]; departement: string | null; types: StructureType[]; state: StructureState }[]>`
        SELECT departement, types::text[] AS types, state,
               ARRAY(SELECT substr(left(lexeme, -1), 2) FROM unnest(structure_lexemes(siret, raison_sociale, sigle, enseigne, address, city, postcode, types, state, is_head_office, staff))
                      WHERE left(lexeme, 1) = '=') AS words
          FROM structure WHERE id = ${made.id}::uuid`
      await db.structure.delete({ where: { id: made.id } })
      if (!found) throw new Error("the structure that was just made")
      const { words, ...rest } = found
      const chosen = picks.take(3).map((pick) => words[pick % words.length] ?? "")
      const question = [...chosen].join(" ")
      const read = ask(question)
      if (!read) return
      asked += 1
      // Words that stand beside each other may be read as one: then the index is not asked for them.
      const isAsRead = read.words.every((word) => words.includes(word))
      if (!isAsRead) return
      const judged = judge(read, { siret: made.siret, ...row, ...rest })
      expect(judged?.level, `${JSON.stringify(row)} ${question}`).toBe("exact")
    }),
    { numRuns: 300 },
  )
  expect(asked).toBeGreaterThan(200)
})
