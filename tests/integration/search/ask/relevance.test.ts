import { createReadStream } from "node:fs"
import { basename } from "node:path"
import { beforeEach, expect, it } from "vitest"
import { importStructures } from "@/lib/desk/imports/operations"
import { db } from "@/lib/platform/db/client"
import { csvRows } from "@/lib/platform/text/csv"
import { type FoundStructure, searchStructures } from "@/lib/search/ask/queries"
import { fold } from "@/lib/search/spelling/rules"
import { learnWords } from "@/lib/search/vocabulary/operations"
import { now } from "@/tests/support/factories"
import { structuresFile } from "@/tests/support/structures-file"
import { classes, type Question } from "./classes"
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

/** A structure as one folded line: number, names, postcode, commune. */
const lineOf = ({ siret, raisonSociale, sigle, enseigne, postcode, city }: FoundStructure) =>
  `${fold([siret, raisonSociale, sigle, enseigne, postcode, city].filter(Boolean).join(" "))} `

async function missedOf(questions: readonly Question[]): Promise<string[]> {
  const missed: string[] = []
  for (const [question, expected, within = 1] of questions) {
    const found = await searchStructures(question, 10)
    const isIt = (one: FoundStructure) => (typeof expected === "string" ? one.siret === expected : expected.test(lineOf(one)))
    if (!found.slice(0, within).some(isIt)) missed.push(`${question} : ${found.slice(0, 2).map(lineOf).join("; ") || "rien"}`)
  }
  return missed
}

it.runIf(isReal)("each class of questions finds what it must, first, and not what it must not", async () => {
  const missed: string[] = []
  const scores = { asked: 0, missed: 0 }
  for (const [name, { tuning, apart, never }] of Object.entries(classes)) {
    missed.push(...(await missedOf(tuning)))
    const missedApart = await missedOf(apart)
    scores.asked += apart.length
    scores.missed += missedApart.length
    console.log(`${name} : ${tuning.length} pour régler ; à part, ${apart.length - missedApart.length} sur ${apart.length}`)
    for (const [question, wrong] of never)
      missed.push(
        ...(await searchStructures(question, 10))
          .map(lineOf)
          .flatMap((line) => (wrong.test(line) ? [`${question} ne doit pas donner ${line}`] : [])),
      )
  }
  console.log(`à part : ${((scores.asked - scores.missed) / scores.asked).toFixed(3)} premier, sur ${scores.asked}`)
  expect(missed).toEqual([])
  expect(scores.missed / scores.asked).toBeLessThanOrEqual(0.15)
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
