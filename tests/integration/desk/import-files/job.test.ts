/** A manager's file: it is checked without changing anything, then loaded once, whatever happens to the worker that loads it. */
import { beforeEach, describe, expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { checkImport, dropImport, keepFile, runImport, startImport } from "@/lib/desk/import-files/operations"
import { importOf } from "@/lib/desk/import-files/queries"
import { guessColumns } from "@/lib/desk/imports/rules"
import { db } from "@/lib/platform/db/client"
import { aManagerContext, aSiret, aStructure, visitor } from "@/tests/support/factories"

let manager: ActorContext
beforeEach(async () => {
  manager = await aManagerContext()
})

const header = "siret;raison_sociale;sigle;enseigne;code_postal;commune;types;etat"
const row = (siret = aSiret(), name = "Centre") => `${siret};${name};;;33000;Bordeaux;formateur;active`
const bytesOf = (text: string) => new TextEncoder().encode(text)

async function sent(content: string | Uint8Array<ArrayBuffer>, names = header.split(";")) {
  const bytes = typeof content === "string" ? bytesOf(content) : content
  const kept = await keepFile(manager, { fileName: "structures.csv", bytes })
  if (!kept.ok) throw new Error(kept.why)
  const { siret, raison_sociale, ...map } = guessColumns(names)
  await checkImport(manager, { ...kept.value, ...map, siret: siret ?? "", raison_sociale: raison_sociale ?? "" })
  return kept.value.importId
}
const state = async (id: string) => (await importOf(manager.actor, id)) as NonNullable<Awaited<ReturnType<typeof importOf>>>

async function checked(content: string | Uint8Array<ArrayBuffer>, names?: string[]) {
  const importId = await sent(content, names)
  await runImport(importId, visitor)
  return importId
}

async function loaded(content: string | Uint8Array<ArrayBuffer>, names?: string[]) {
  const importId = await checked(content, names)
  await startImport(manager, { importId })
  await runImport(importId, visitor)
  return importId
}

describe("a file", () => {
  it("is looked at first: created, changed, unchanged, refused, and nothing has changed", async () => {
    const known = await aStructure({ raisonSociale: "Ancien nom" })
    const importId = await checked([header, row(), row(known.siret, "Nouveau nom"), "abc;X;;;;;;"].join("\n"))
    expect(await state(importId)).toMatchObject({
      status: "checked",
      report: {
        created: 1,
        changed: 1,
        unchanged: 0,
        rejectedCount: 1,
        rejected: [{ line: 4, reason: "SIRET invalide : « abc »" }],
        samples: {
          created: [{ raisonSociale: "Centre" }],
          changed: [
            {
              siret: known.siret,
              raisonSociale: "Nouveau nom",
              differences: { before: { raisonSociale: "Ancien nom" }, after: { raisonSociale: "Nouveau nom" } },
            },
          ],
        },
      },
    })
    expect(await db.structure.findMany({ select: { raisonSociale: true } })).toEqual([{ raisonSociale: "Ancien nom" }])
    expect(await db.journal.count({ where: { action: "structure.import" } })).toBe(0)
  })

  it("is then loaded, its rows forgotten, and the journal says who asked", async () => {
    const importId = await loaded([header, row(), row()].join("\n"))
    expect(await state(importId)).toMatchObject({ status: "done", report: { created: 2 } })
    expect(await db.structure.count()).toBe(2)
    expect(await db.structureImport.findUniqueOrThrow({ where: { id: importId } })).toMatchObject({ content: null })
    expect(await db.journal.findFirst({ where: { action: "structure.import" } })).toMatchObject({ actorId: manager.actor.accountId })
  })

  it("keeps what is known where it says nothing", async () => {
    const known = await aStructure({ sigle: "AVANT", types: ["formateur"], address: "2 quai des Chais" })
    const names = ["Numéro SIRET", "Dénomination"]
    await loaded(`${names.join(",")}\n${known.siret},Nom d’aujourd’hui\n`, names)
    expect(await db.structure.findUniqueOrThrow({ where: { id: known.id } })).toMatchObject({
      raisonSociale: "Nom d’aujourd’hui",
      sigle: "AVANT",
      types: ["formateur"],
      address: "2 quai des Chais",
      city: "Pau",
    })
  })

  it.each([
    ["as Excel saves it, in Windows-1252", (text: string) => Uint8Array.from([...text].map((letter) => letter.charCodeAt(0)))],
    ["with a byte order mark and CRLF", (text: string) => bytesOf(`\ufeff${text.replaceAll("\n", "\r\n")}`)],
    ["with tabulations", (text: string) => bytesOf(text.replaceAll(";", "\t"))],
  ])("is read %s", async (_how, encode) => {
    await loaded(encode(`${header}\n${row(undefined, "École Élan")}\n`))
    expect(await db.structure.findMany({ select: { raisonSociale: true } })).toEqual([{ raisonSociale: "École Élan" }])
  })

  it("that is no table of columns is refused at once; one that breaks off says so and changes nothing", async () => {
    expect(await keepFile(manager, { fileName: "photo.csv", bytes: bytesOf("\u0000\u0001 sans colonnes") })).toEqual({
      ok: false,
      why: "no-header",
    })
    const workbook = Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0])
    expect(await keepFile(manager, { fileName: "structures.csv", bytes: workbook })).toEqual({ ok: false, why: "workbook" })
    const importId = await checked(`${header}\n"${row()}\n`)
    expect(await state(importId)).toMatchObject({ status: "failed", error: expect.stringMatching(/à partir de la ligne 2, un guillemet/) })
    expect(await db.structure.count()).toBe(0)
  })
})

describe("the job", () => {
  it("loads once, by two workers at once or one after the other", async () => {
    const importId = await checked([header, ...Array.from({ length: 3000 }, () => row())].join("\n"))
    await startImport(manager, { importId })
    await Promise.all([runImport(importId, visitor), runImport(importId, visitor)])
    await runImport(importId, visitor)
    expect(await db.structure.count()).toBe(3000)
    expect(await state(importId)).toMatchObject({ status: "done", report: { created: 3000, changed: 0 } })
    expect(await db.journal.count({ where: { action: "structure.import" } })).toBe(1)
  })

  it("is done again by another worker when the first dies half-way, from the beginning, to the same end", async () => {
    const importId = await checked([header, ...Array.from({ length: 2500 }, () => row())].join("\n"))
    await startImport(manager, { importId })
    // What a death looks like from outside: the transaction is gone, the row still says "running".
    await db.structureImport.update({ where: { id: importId }, data: { done: 1000 } })
    expect(await state(importId)).toMatchObject({ status: "running", done: 1000 })
    await runImport(importId, visitor)
    expect(await state(importId)).toMatchObject({ status: "done", done: 2500, report: { created: 2500 } })
  })

  it("takes one step at a time: neither started twice, nor unseen", async () => {
    const importId = await sent(`${header}\n${row()}\n`)
    expect(await startImport(manager, { importId })).toEqual({ ok: false, why: "changed-meanwhile" })
    await runImport(importId, visitor)
    const results = await Promise.all([startImport(manager, { importId }), startImport(manager, { importId })])
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await db.$queryRaw`SELECT count(*)::int AS count FROM jobs.job WHERE name = 'import-structures'`).toEqual([{ count: 2 }])
  })

  it("given up while it runs, it takes back what it had written; once loaded, it is not given up", async () => {
    const importId = await checked([header, ...Array.from({ length: 6000 }, () => row())].join("\n"))
    await startImport(manager, { importId })
    const running = runImport(importId, visitor)
    await expect.poll(async () => (await state(importId)).done, { timeout: 10_000, interval: 5 }).toBeGreaterThan(0)
    expect(await dropImport(manager, { importId })).toMatchObject({ ok: true })
    await running
    expect(await db.structure.count()).toBe(0)
    expect(await state(importId)).toMatchObject({ status: "cancelled" })
    const other = await loaded(`${header}\n${row()}\n`)
    expect(await dropImport(manager, { importId: other })).toEqual({ ok: false, why: "changed-meanwhile" })
    expect(await db.structure.count()).toBe(1)
  })

  it("given up, forgets the file", async () => {
    const importId = await checked(`${header}\n${row()}\n`)
    expect(await dropImport(manager, { importId })).toMatchObject({ ok: true })
    await runImport(importId, visitor)
    expect(await db.structureImport.findUniqueOrThrow({ where: { id: importId } })).toMatchObject({ status: "cancelled", content: null })
    expect(await db.structure.count()).toBe(0)
  })
})
