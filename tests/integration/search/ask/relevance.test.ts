import { createReadStream } from "node:fs"
import { basename } from "node:path"
import { beforeEach, expect, it } from "vitest"
import { importStructures } from "@/lib/desk/imports/operations"
import { db } from "@/lib/platform/db/client"
import { csvRows } from "@/lib/platform/text/csv"
import { searchStructures } from "@/lib/search/ask/queries"
import { learnWords } from "@/lib/search/vocabulary/operations"
import { now } from "@/tests/support/factories"
import { structuresFile } from "@/tests/support/structures-file"
import { realQuestions } from "./questions"

const file = structuresFile()
const isReal = basename(file) === "structures-formation.csv"

beforeEach(async () => {
  await importStructures(csvRows(createReadStream(file)), { now })
  await learnWords("all")
})

it.runIf(isReal)("the questions written by hand find their structure", async () => {
  const missed: string[] = []
  for (const [question, siret, within = 5] of realQuestions) {
    const found = await searchStructures(question, Math.max(within, 10))
    if (!found.slice(0, within).some((structure) => structure.siret === siret))
      missed.push(
        `${question} : ${siret} attendu, ${found
          .slice(0, 3)
          .map(({ siret, raisonSociale, city }) => `${siret} ${raisonSociale} ${city}`)
          .join(" ; ")}`,
      )
  }
  expect(missed).toEqual([])
})

it("a structure is found by its whole name and commune, and with a letter missing from its longest word", async () => {
  const sample = await db.structure.findMany({
    where: { city: { not: null } },
    orderBy: { siret: "asc" },
    take: 3000,
    select: { siret: true, raisonSociale: true, city: true },
  })
  let [exact, misspelt, asked] = [0, 0, 0]
  for (const { siret, raisonSociale, city } of sample.filter((_, index) => index % 15 === 0)) {
    const name = `${raisonSociale} ${city}`
    const longest = name.split(/[^\p{L}]+/u).toSorted((one, other) => other.length - one.length)[0] ?? ""
    const isIt = (found: { siret: string; raisonSociale: string; city: string | null }) =>
      found.siret === siret || (found.raisonSociale === raisonSociale && found.city === city)
    asked += 1
    if ((await searchStructures(name, 10)).slice(0, 1).some(isIt)) exact += 1
    if ((await searchStructures(name.replace(longest, `${longest.slice(0, 2)}${longest.slice(3)}`), 10)).slice(0, 5).some(isIt))
      misspelt += 1
  }
  expect(asked).toBe(200)
  expect(exact / asked).toBeGreaterThanOrEqual(0.98)
  expect(misspelt / asked).toBeGreaterThanOrEqual(0.95)
})
