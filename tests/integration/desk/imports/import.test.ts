import { describe, expect, it } from "vitest"
import { importStructures } from "@/lib/desk/imports/operations"
import { db } from "@/lib/platform/db/client"
import { anAccount, anActiveAffiliation, aSiret, aStructure, now } from "@/tests/support/factories"

type Row = Record<string, string>

function row(more: Partial<Record<string, string>> = {}): Row {
  return {
    siret: aSiret(),
    raison_sociale: "Centre",
    sigle: "",
    enseigne: "",
    code_postal: "33000",
    commune: "Bordeaux",
    types: "formateur",
    etat: "active",
    ...more,
  } as Row
}

async function* lines(rows: Row[]) {
  for (const [index, value] of rows.entries()) yield { line: index + 2, row: value }
}

describe("an import", () => {
  it("creates, then changes only what differs, then changes nothing", async () => {
    const rows = [row(), row({ types: "formateur,prescripteur" }), row({ types: "", code_postal: "", commune: "", etat: "closed" })]
    expect(await importStructures(lines(rows), { now })).toMatchObject({ created: 3, changed: 0, unchanged: 0, rejected: [] })
    const [first, ...rest] = rows as [Row, ...Row[]]
    expect(await importStructures(lines([{ ...first, sigle: "C" }, ...rest]), { now })).toMatchObject({
      created: 0,
      changed: 1,
      unchanged: 2,
    })
    expect(await importStructures(lines([{ ...first, sigle: "C" }, ...rest]), { now })).toMatchObject({
      created: 0,
      changed: 0,
      unchanged: 3,
    })
    expect(await db.structure.findUnique({ where: { siret: first.siret as string } })).toMatchObject({
      sigle: "C",
      types: ["formateur"],
      departement: "33",
    })
    expect(await db.structure.count({ where: { state: "closed" } })).toBe(1)
  })

  it("says which lines it refuses and why, and keeps the others", async () => {
    const good = row()
    const report = await importStructures(
      lines([
        row({ siret: "31754202500043" }),
        row({ siret: "abc" }),
        row({ raison_sociale: " " }),
        row({ code_postal: "3300" }),
        row({ types: "ecole" }),
        row({ etat: "?" }),
        good,
        good,
      ]),
      { now },
    )
    expect(report.created).toBe(1)
    expect(report.rejected.map(({ line, reason }) => `${line} ${reason}`)).toEqual([
      "2 SIRET invalide : « 31754202500043 » (clé de contrôle)",
      "3 SIRET invalide : « abc »",
      "4 raison sociale absente",
      "5 code postal invalide : « 3300 »",
      "6 type inconnu : « ecole » (formateur, prescripteur, ou les deux)",
      "7 état inconnu : « ? » (ouverte ou fermée)",
      `9 SIRET ${good.siret} déjà lu dans ce fichier`,
    ])
  })

  it("leaves nothing behind when it is interrupted", async () => {
    async function* cutShort() {
      for (let line = 0; line < 2500; line += 1) yield { line, row: row() }
      throw new Error("cable pulled")
    }
    await expect(importStructures(cutShort(), { now })).rejects.toThrow("cable pulled")
    expect(await db.structure.count()).toBe(0)
    expect(await db.journal.count()).toBe(0)
  })

  it("never withdraws someone's profil: that line is refused", async () => {
    const structure = await aStructure({ types: ["formateur"] })
    await anActiveAffiliation((await anAccount()).id, structure.id, { rafaelProfil: "gestionnaire_general" })
    const report = await importStructures(lines([row({ siret: structure.siret, types: "prescripteur" })]), { now })
    expect(report.rejected).toEqual([{ line: 2, reason: "retire un type dont dépendent les profils de 1 personne" }])
    expect(await db.structure.findUnique({ where: { id: structure.id } })).toMatchObject({ types: ["formateur"] })
  })

  it("neither closes a structure on people nor opens one merged into another: those lines are refused", async () => {
    const [peopled, merged, kept] = [await aStructure(), await aStructure({ state: "closed" }), await aStructure()]
    await anActiveAffiliation((await anAccount()).id, peopled.id)
    const by = (await anAccount()).id
    await db.structureMerge.create({
      data: { keptId: kept.id, absorbedId: merged.id, mergedAt: now, mergedBy: by, moves: [], was: { state: "active" } },
    })
    const rows = [row({ siret: peopled.siret, types: "formateur,prescripteur", etat: "fermée" }), row({ siret: merged.siret })]
    expect((await importStructures(lines(rows), { now })).rejected.map(({ reason }) => reason)).toEqual([
      "ferme une structure qui compte 1 personne (rattachements et demandes) : fermez-la depuis sa page",
      "rouvre une structure réunie à une autre : annulez d’abord la fusion",
    ])
  })

  it("refuses what no cell should hold, in words that can be stored", async () => {
    const hostile = [row({ siret: "\0\ud83d" }), row({ raison_sociale: "x".repeat(301) }), row({ types: "\0é\ud800" })]
    const { rejected } = await importStructures(lines(hostile), { now })
    expect(rejected).toHaveLength(3)
    expect(JSON.stringify(rejected)).not.toMatch(/\\u0000|\\ud8/)
  })

  it("reads each SIRET once, however far apart its lines are", async () => {
    const twice = row()
    const report = await importStructures(lines([twice, ...Array.from({ length: 1500 }, () => row()), { ...twice, sigle: "AUTRE" }]), {
      now,
    })
    expect(report.rejected).toEqual([{ line: 1503, reason: `SIRET ${twice.siret} déjà lu dans ce fichier` }])
    expect(await db.structure.findUnique({ where: { siret: twice.siret as string } })).toMatchObject({ sigle: null })
  })

  it("leaves a row in the journal, and one for each structure it created or changed, with what was said before", async () => {
    const [changed, same] = [row({ types: "formateur" }), row()]
    await importStructures(lines([changed, same]), { now })
    const creation = { action: "structure.create", at: now, outcome: "done", actorId: null, reason: "structure-import" }
    expect(await db.journal.findMany({ orderBy: { id: "asc" } })).toMatchObject([
      { ...creation, changes: { siret: changed.siret, types: ["formateur"] } },
      { ...creation, changes: { siret: same.siret } },
      { action: "structure.import", changes: { created: 2, changed: 0, rejected: 0 } },
    ])
    await db.$executeRaw`UPDATE structure SET address = '1 quai des Chais'`
    const authorId = (await anAccount()).id
    const next = { ...changed, sigle: "CP", types: "formateur,prescripteur", etat: "fermée" }
    const report = await importStructures(lines([next, same, row()]), { now, authorId })
    const differences = {
      before: { sigle: null, types: ["formateur"], state: "active" },
      after: { sigle: "CP", types: ["formateur", "prescripteur"], state: "closed" },
    }
    expect(report.samples.changed).toEqual([{ siret: changed.siret, raisonSociale: "Centre", differences }])
    const { id } = await db.structure.findUniqueOrThrow({ where: { siret: changed.siret as string } })
    expect(await db.journal.findMany({ where: { action: "structure.update" } })).toMatchObject([
      { structureId: id, targetId: id, actorId: authorId, at: now, outcome: "done", reason: "structure-import", changes: differences },
    ])
  })
})
