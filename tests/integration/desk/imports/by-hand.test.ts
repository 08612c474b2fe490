import { beforeEach, expect, it } from "vitest"
import { foresee, importStructures } from "@/lib/desk/imports/operations"
import { db } from "@/lib/platform/db/client"
import type { Prisma } from "@/lib/platform/generated/client"
import { anAccount, aStructure, now } from "@/tests/support/factories"

let siret: string
let structureId: string

/** A structure whose name a référent corrected, and whose sigle nobody did. */
beforeEach(async () => {
  const structure = await aStructure({
    raisonSociale: "Écluse Formation",
    sigle: "EF",
    city: "Pau",
    postcode: "64000",
    types: ["formateur"],
  })
  siret = structure.siret
  structureId = structure.id
  await correction({ raisonSociale: { from: "Ecluse formation", to: "Écluse Formation" } })
})

async function correction(proposed: Prisma.InputJsonObject, more: Partial<Prisma.CorrectionUncheckedCreateInput> = {}) {
  const account = await anAccount()
  await db.correction.create({ data: { structureId, accountId: account.id, proposed, status: "accepted", decidedAt: now, ...more } })
}

async function* file(more: Record<string, string> = {}) {
  const row = {
    siret,
    raison_sociale: "ECLUSE FORMATION",
    sigle: "ECL",
    enseigne: "",
    code_postal: "64000",
    commune: "Pau",
    types: "formateur",
    etat: "active",
  }
  yield { line: 2, row: { ...row, ...more } }
}

const load = (overwritten: string[] = [], more = {}) => importStructures(file(more), { now: new Date(now.getTime() + 1000), overwritten })
const stored = () => db.structure.findUniqueOrThrow({ where: { siret }, select: { raisonSociale: true, sigle: true } })
const differences = { before: { raisonSociale: "Écluse Formation" }, after: { raisonSociale: "ECLUSE FORMATION" } }

it("what was corrected by hand stays, and is shown beside what the file says; the rest changes", async () => {
  const seen = await foresee(file(), { absent: ["adresse"], onProgress: async () => {} })
  expect(seen).toMatchObject({ kept: 1, changed: 1, samples: { kept: [{ siret, raisonSociale: "Écluse Formation", differences }] } })
  expect(await load()).toMatchObject({ kept: 1, changed: 1 })
  expect(await stored()).toEqual({ raisonSociale: "Écluse Formation", sigle: "ECL" })
  expect(await load(), "and again").toMatchObject({ kept: 1, changed: 0, unchanged: 1 })
})

it("the file has the last word for a structure that is ticked, and then is the one that wrote last", async () => {
  expect(await load([siret])).toMatchObject({ kept: 0, changed: 1 })
  expect(await stored()).toEqual({ raisonSociale: "ECLUSE FORMATION", sigle: "ECL" })
  expect(await load([], { raison_sociale: "Écluse" })).toMatchObject({ kept: 0, changed: 1 })
  expect(await stored()).toMatchObject({ raisonSociale: "Écluse" })
})

it("a correction that was refused, or waits, keeps nothing; nor one of another field", async () => {
  await db.correction.deleteMany()
  await correction({ raisonSociale: { from: "a", to: "b" } }, { status: "refused" })
  await correction({ raisonSociale: { from: "a", to: "b" } }, { status: "pending", decidedAt: null })
  await correction({ city: { from: "Dax", to: "Pau" } })
  expect(await load()).toMatchObject({ kept: 0, changed: 1 })
  expect(await stored()).toEqual({ raisonSociale: "ECLUSE FORMATION", sigle: "ECL" })
})

it("a column that the file does not have asks nothing", async () => {
  await correction({ address: { from: null, to: "1 rue Haute" } })
  await db.structure.update({ where: { siret }, data: { address: "1 rue Haute" } })
  expect(await load([], { raison_sociale: "Écluse Formation" })).toMatchObject({ kept: 0, changed: 1 })
})
