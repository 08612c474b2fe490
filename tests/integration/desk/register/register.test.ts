import { createReadStream, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { loadRegister } from "@/lib/desk/register/operations"
import { NotTheRegister } from "@/lib/desk/register-files/operations"
import { toldReport } from "@/lib/desk/register-progress/rules"
import { db } from "@/lib/platform/db/client"
import { type Loader, openLoader } from "@/lib/platform/db/copy"
import { csvRecords } from "@/lib/platform/text/csv"
import { searchStructures } from "@/lib/search/ask/queries"
import { aSiret, aStructure, aStructureWithReferent, now } from "@/tests/support/factories"
import { anEstablishment, aUnit, writeEstablishments, writeLinks, writeUnits } from "@/tests/support/sirene-files"

let folder: string
let loader: Loader
const file = (name: string) => path.join(folder, name)
const units = () => file("StockUniteLegale_utf8.csv")
const establishments = () => file("StockEtablissement_utf8.csv")
const links = () => file("StockEtablissementLiensSuccession_utf8.csv")
const load = (later = 0) => loadRegister(loader, [units(), establishments()], { now: new Date(now.getTime() + later) })
const structure = (siret: string) => db.structure.findUniqueOrThrow({ where: { siret } })

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "portail-sirene-"))
  loader = await openLoader(process.env.DATABASE_OWNER_URL ?? "")
})
afterEach(async () => {
  await loader.query("TRUNCATE register_unit, register_establishment, register_link, register_reading")
  await loader.close()
  rmSync(folder, { recursive: true })
})

describe("the national register", () => {
  it("brings its establishments, which are found at once, misspelt too", async () => {
    const [head, other, person, secret] = [aSiret(), aSiret(), aSiret(), aSiret()]
    writeUnits(units(), [
      aUnit(head.slice(0, 9), 'CHOCOLATERIE "LA FÈVE", ET FILS', {
        sigleUniteLegale: "CLF",
        categorieJuridiqueUniteLegale: "5499",
        trancheEffectifsUniteLegale: "21",
      }),
      aUnit(other.slice(0, 9), "TRANSPORTS MARCADET"),
      aUnit(person.slice(0, 9), "", {
        nomUniteLegale: "DURANDEAU",
        nomUsageUniteLegale: "PETIT",
        prenom1UniteLegale: "ANNE",
        prenomUsuelUniteLegale: "ANNA",
      }),
      aUnit(secret.slice(0, 9), "[ND]", { statutDiffusionUniteLegale: "P", nomUniteLegale: "[ND]", prenom1UniteLegale: "[ND]" }),
    ])
    writeEstablishments(establishments(), [
      anEstablishment(head, { enseigne1Etablissement: "LA FEVE", indiceRepetitionEtablissement: "B", trancheEffectifsEtablissement: "11" }),
      anEstablishment(other, { etatAdministratifEtablissement: "F", etablissementSiege: "false", trancheEffectifsEtablissement: "03" }),
      anEstablishment(person, {
        codePostalEtablissement: "",
        libelleCommuneEtablissement: "",
        libelleCommuneEtrangerEtablissement: "GENEVE",
      }),
      anEstablishment(secret, { libelleVoieEtablissement: "[ND]", codePostalEtablissement: "[ND]" }),
      anEstablishment("12345678901234"),
    ])
    const report = await load()
    expect(report).toMatchObject({ created: 3, changed: 0, heldCount: 0, unreadable: 1, rows: 9 })
    expect(await structure(head)).toMatchObject({
      raisonSociale: 'CHOCOLATERIE "LA FÈVE", ET FILS',
      sigle: "CLF",
      enseigne: "LA FEVE",
      address: "12 B RUE DU PORT",
      postcode: "33000",
      city: "BORDEAUX",
      departement: "33",
      types: [],
      state: "active",
      isHeadOffice: true,
      legalForm: "5499",
      staff: 50,
    })
    expect(await structure(other)).toMatchObject({ state: "closed", isHeadOffice: false, closedAt: now, legalForm: null, staff: 6 })
    expect(await structure(person)).toMatchObject({
      raisonSociale: "ANNA PETIT",
      city: "GENEVE",
      postcode: null,
      legalForm: null,
      staff: null,
    })
    expect(await searchStructures("chocolatrie feve", 5)).toMatchObject([{ siret: head, legalForm: "SARL" }])
    expect(await db.journal.findMany({ select: { action: true, changes: true, reason: true } })).toEqual([
      { action: "structure.import", changes: { created: 3, changed: 0, rejected: 0 }, reason: "structure-register" },
    ])
  })

  it("read again, changes nothing; a month later, only what the register says anew, and never what a manager wrote since", async () => {
    const [kept, renamed] = [aSiret(), aSiret()]
    writeUnits(units(), [aUnit(kept.slice(0, 9), "SCIERIE DU LAC"), aUnit(renamed.slice(0, 9), "GARAGE DU PORT")])
    writeEstablishments(establishments(), [anEstablishment(kept), anEstablishment(renamed)])
    await load()
    await db.structure.update({ where: { siret: kept }, data: { raisonSociale: "Scierie du Lac", sigle: "SDL" } })
    expect(await load(1000)).toMatchObject({ created: 0, changed: 0 })
    writeUnits(units(), [aUnit(kept.slice(0, 9), "SCIERIE DU LAC"), aUnit(renamed.slice(0, 9), "GARAGE DES QUAIS")])
    expect(await load(2000)).toMatchObject({ created: 0, changed: 1 })
    expect(await structure(kept)).toMatchObject({ raisonSociale: "Scierie du Lac", sigle: "SDL" })
    expect(await structure(renamed)).toMatchObject({ raisonSociale: "GARAGE DES QUAIS" })
    expect(await searchStructures("garage quais", 5)).toHaveLength(1)
    expect((await searchStructures("garage port", 5)).filter(({ raisonSociale }) => raisonSociale.endsWith("PORT"))).toEqual([])
  })

  it("fills in a structure that was there, and keeps what it said", async () => {
    const known = await aStructure({ raisonSociale: "Institut du Fleuve", types: ["formateur"], city: null, postcode: null })
    writeUnits(units(), [aUnit(known.siret.slice(0, 9), "INST FLEUVE")])
    writeEstablishments(establishments(), [anEstablishment(known.siret)])
    expect(await load()).toMatchObject({ created: 0, changed: 1 })
    expect(await structure(known.siret)).toMatchObject({
      raisonSociale: "Institut du Fleuve",
      types: ["formateur"],
      city: "BORDEAUX",
      isHeadOffice: true,
    })
    expect(await db.journal.findMany({ where: { structureId: known.id } })).toHaveLength(1)
  })

  it("takes over closures and who follows; those that have people wait for a manager", async () => {
    const closing = await aStructure({ raisonSociale: "Ancienne" })
    const next = await aStructure({ raisonSociale: "Nouvelle" })
    const { structure: peopled } = await aStructureWithReferent()
    writeUnits(
      units(),
      [closing, next, peopled].map(({ siret, raisonSociale }) => aUnit(siret.slice(0, 9), raisonSociale)),
    )
    writeEstablishments(establishments(), [
      anEstablishment(closing.siret, { etatAdministratifEtablissement: "F" }),
      anEstablishment(next.siret),
      anEstablishment(peopled.siret, { etatAdministratifEtablissement: "F" }),
    ])
    writeLinks(links(), [
      { siretEtablissementPredecesseur: closing.siret, siretEtablissementSuccesseur: peopled.siret, dateLienSuccession: "2020-01-01" },
      { siretEtablissementPredecesseur: closing.siret, siretEtablissementSuccesseur: next.siret, dateLienSuccession: "2026-01-01" },
    ])
    const report = await loadRegister(loader, [links(), establishments(), units()], { now })
    expect(report).toMatchObject({ held: [peopled.siret], heldCount: 1, succeeded: 1 })
    expect(toldReport(report).join("\n")).toContain(peopled.siret)
    expect(await structure(closing.siret)).toMatchObject({ state: "closed", successorId: next.id })
    expect(await structure(peopled.siret)).toMatchObject({ state: "active", registerMark: null })
    // The report names the held structure again at the next reading.
    expect(await load(1000)).toMatchObject({ held: [peopled.siret] })
  })

  it("cut short while it reads or while it writes, goes on where it was", async () => {
    const sirets = Array.from({ length: 40 }, () => aSiret())
    writeUnits(
      units(),
      sirets.map((siret, index) => aUnit(siret.slice(0, 9), `Maison, "n° ${index}"\nà deux lignes`)),
    )
    writeEstablishments(
      establishments(),
      sirets.map((siret) => anEstablishment(siret)),
    )
    const cut = () => {
      throw new Error("cut in a file")
    }
    for (const seen of [10, 20])
      await expect(loadRegister(loader, [units(), establishments()], { now, batchSize: 10, onProgress: cut }))
        .rejects.toThrow(`cut in a file`)
        .then(async () => {
          expect(await loader.query("SELECT count(*)::int FROM register_unit")).toEqual([{ count: seen }])
        })
    const cutAt = (step: string, done: number) => {
      if (step === "Reprise" && done === 39) throw new Error("cut in a slice")
    }
    await expect(loadRegister(loader, [units(), establishments()], { now, onProgress: cutAt })).rejects.toThrow("cut in a slice")
    const [{ progress } = { progress: { slice: 0, read: {} } }] = await loader.query<{ progress: { slice: number; read: object } }>(
      "SELECT progress FROM register_reading",
    )
    expect(progress.slice).toBe(39)
    expect(Object.keys(progress.read)).toHaveLength(2)
    const report = await load()
    expect(report).toMatchObject({ created: 40, changed: 0, rows: 80 })
    expect(await db.structure.count()).toBe(40)
  })

  it("while its indexes are away, words find nothing rather than read the whole table; numbers are found", async () => {
    const { siret } = await aStructure({ raisonSociale: "Scierie du Lac" })
    const [{ definition } = { definition: "" }] = await loader.query<{ definition: string }>(
      "SELECT indexdef AS definition FROM pg_indexes WHERE indexname = 'structure_lexemes'",
    )
    await loader.query("DROP INDEX structure_lexemes")
    expect(await searchStructures("scierie", 5)).toEqual([])
    expect(await searchStructures(siret, 5)).toHaveLength(1)
    await loader.query(definition)
    expect(await searchStructures("scierie", 5)).toHaveLength(1)
  })

  it("is read by one at a time", async () => {
    writeUnits(units(), [])
    writeEstablishments(establishments(), [])
    const other = await openLoader(process.env.DATABASE_OWNER_URL ?? "")
    await other.query("SELECT pg_advisory_lock(4217002)")
    await expect(load()).rejects.toThrow("déjà en cours")
    await other.close()
    expect(await load()).toMatchObject({ created: 0, rows: 0 })
  })

  it("other files are refused before anything is read", async () => {
    writeUnits(units(), [])
    await expect(loadRegister(loader, [units()], { now })).rejects.toThrow(NotTheRegister)
    writeLinks(file("autre.csv"), [])
    await expect(loadRegister(loader, [units(), file("autre.csv")], { now })).rejects.toThrow("StockEtablissement")
  })
})

it("a record ends where the next one begins: a file is read on from any of them", async () => {
  writeUnits(
    units(),
    Array.from({ length: 30 }, (_, index) => aUnit(String(100_000_000 + index), `É "${index}",\nligne`)),
  )
  const read = async (start: number) => {
    const records: { record: string[]; bytes: number }[] = []
    for await (const one of csvRecords(createReadStream(units(), { start }))) records.push(one)
    return records
  }
  const whole = await read(0)
  for (const [index, { bytes }] of whole.entries()) {
    const rest = index === whole.length - 1 ? [] : await read(bytes)
    expect(rest.map(({ record }) => record)).toEqual(whole.slice(index + 1).map(({ record }) => record))
  }
})
