import { beforeEach, describe, expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { losersOf, structuresForManagers } from "@/lib/desk/structure-dossiers/queries"
import { readStructureAddress } from "@/lib/desk/structure-dossiers/schema"
import { changeTypes, closeStructure, createStructure, editStructure, reopenStructure } from "@/lib/desk/structures/operations"
import { validateRequest } from "@/lib/membership/decisions/operations"
import { db } from "@/lib/platform/db/client"
import {
  aManagerContext,
  anAccount,
  anActiveAffiliation,
  aPendingRequest,
  aSiret,
  aStructure,
  aStructureWithReferent,
  contextOf,
  messages,
  now,
} from "@/tests/support/factories"

let manager: ActorContext
beforeEach(async () => {
  manager = await aManagerContext()
})
const typed = { raisonSociale: "Centre neuf", sigle: "CN", enseigne: "", address: "1 rue", postcode: "33000", city: "Bordeaux" }

describe("a structure", () => {
  it("is created once for a SIRET", async () => {
    const siret = aSiret()
    expect(await createStructure(manager, { ...typed, siret, type: "les-deux" })).toMatchObject({ ok: true })
    expect(await db.structure.findUnique({ where: { siret } })).toMatchObject({
      types: ["formateur", "prescripteur"],
      enseigne: null,
      departement: "33",
    })
    expect(await createStructure(manager, { ...typed, siret, type: "" })).toEqual({ ok: false, why: "already-listed" })
  })

  it("8: is edited by the one whose page is up to date; the journal keeps before and after", async () => {
    const { id, updatedAt } = await aStructure({ raisonSociale: "Avant" })
    const edition = { ...typed, structureId: id, seen: updatedAt.toISOString() }
    expect(await editStructure(manager, edition)).toMatchObject({ ok: true })
    expect(await editStructure(manager, { ...edition, raisonSociale: "Écrasé" })).toEqual({ ok: false, why: "changed-meanwhile" })
    expect(await db.structure.findUniqueOrThrow({ where: { id } })).toMatchObject({ raisonSociale: "Centre neuf" })
    expect(await db.journal.findFirst({ where: { action: "structure.update", outcome: "done" } })).toMatchObject({
      structureId: id,
      changes: { before: { raisonSociale: "Avant" }, after: { raisonSociale: "Centre neuf" } },
    })
  })

  it("that loses a type withdraws the profils that need it in the same commit, and tells their holders", async () => {
    const { structure, referent } = await aStructureWithReferent()
    const loser = await anAccount()
    const lost = await anActiveAffiliation(loser.id, structure.id, {
      rafaelProfil: "gestionnaire_general",
      isPrestataire: true,
      isEmployeur: true,
    })
    const kept = await anActiveAffiliation((await anAccount()).id, structure.id, { rafaelProfil: "prescripteur_2" })
    expect((await losersOf(manager.actor, structure.id, ["prescripteur"])).map(({ id }) => id)).toEqual([lost.id])
    const change = { structureId: structure.id, type: "prescripteur" as const }
    expect(await changeTypes(manager, { ...change, people: 0 }), "more people than the page said").toEqual({
      ok: false,
      why: "changed-meanwhile",
      detail: "1",
    })
    expect(await db.structure.findUniqueOrThrow({ where: { id: structure.id } })).toMatchObject({ types: ["formateur", "prescripteur"] })
    expect(await changeTypes(manager, { ...change, people: 1 })).toMatchObject({ ok: true })
    expect(await db.affiliation.findUniqueOrThrow({ where: { id: lost.id } })).toMatchObject({
      rafaelProfil: null,
      isPrestataire: false,
      isEmployeur: true,
    })
    expect(await db.affiliation.findUniqueOrThrow({ where: { id: kept.id } })).toMatchObject({ rafaelProfil: "prescripteur_2" })
    expect((await messages()).map(({ template, toEmail }) => [template, toEmail])).toEqual([["profils-changed", loser.email]])
    expect(referent.id).not.toBe(loser.id)
  })

  it("that loses a type while a profil that needs it is being granted ends without that profil, or without the grant", async () => {
    const { structure, referent } = await aStructureWithReferent()
    const request = await aPendingRequest((await anAccount()).id, structure.id)
    const context = await contextOf(referent.id)
    const grant = { affiliationId: request.id, rafaelProfil: "gestionnaire_general" as const, isEmployeur: false, isPrestataire: false }
    await Promise.all([
      validateRequest(context, grant),
      changeTypes(manager, { structureId: structure.id, type: "prescripteur", people: 0 }),
      changeTypes(manager, { structureId: structure.id, type: "prescripteur", people: 1 }),
    ])
    const { types } = await db.structure.findUniqueOrThrow({ where: { id: structure.id } })
    const { rafaelProfil } = await db.affiliation.findUniqueOrThrow({ where: { id: request.id } })
    expect(rafaelProfil === null || types.includes("formateur")).toBe(true)
  })

  it("that closes refuses who waits, with the reason, tells its référents, names its successor; reopening loses nothing", async () => {
    const { structure, referent } = await aStructureWithReferent()
    const applicant = await anAccount()
    const request = await aPendingRequest(applicant.id, structure.id)
    const successor = await aStructure()
    const closure = { structureId: structure.id, reason: "Fin d’activité", successor: successor.siret }
    expect(await closeStructure(manager, { ...closure, successor: aSiret() })).toMatchObject({ why: "successor-unknown" })
    expect(await closeStructure(manager, { ...closure, successor: structure.siret })).toMatchObject({ why: "successor-unknown" })
    expect(await closeStructure(manager, closure)).toMatchObject({ ok: true })
    expect(await closeStructure(manager, closure)).toMatchObject({ why: "already-closed" })
    expect(await db.structure.findUniqueOrThrow({ where: { id: structure.id } })).toMatchObject({
      state: "closed",
      successorId: successor.id,
    })
    expect(await db.affiliation.findUniqueOrThrow({ where: { id: request.id } })).toMatchObject({
      status: "refused",
      reason: "Fin d’activité",
    })
    expect((await messages()).map(({ template, toEmail }) => [template, toEmail])).toEqual([
      ["request-refused", applicant.email],
      ["structure-closed", referent.email],
    ])
    expect(await reopenStructure(manager, { structureId: structure.id })).toMatchObject({ ok: true })
    expect(await db.structure.findUniqueOrThrow({ where: { id: structure.id } })).toMatchObject({ state: "active", successorId: null })
    expect(await db.affiliation.count({ where: { structureId: structure.id, isReferent: true } })).toBe(1)
  })
})

describe("the list of structures", () => {
  const list = async (params: Record<string, string>) =>
    (await structuresForManagers(manager.actor, readStructureAddress(params), now)).structures.map(({ id }) => id)

  it("finds each trouble, and only it", async () => {
    const fine = await aStructureWithReferent()
    await anActiveAffiliation((await anAccount()).id, fine.structure.id, { isReferent: true, rafaelProfil: "prescripteur_1" })
    await db.affiliation.updateMany({ where: { structureId: fine.structure.id }, data: { isEmployeur: true } })
    const alone = await aStructureWithReferent()
    await anActiveAffiliation((await anAccount()).id, alone.structure.id, { isEmployeur: true })
    await db.affiliation.updateMany({ where: { structureId: alone.structure.id }, data: { isEmployeur: true } })
    const without = await aStructure()
    await anActiveAffiliation((await anAccount()).id, without.id, { isEmployeur: true })
    const absent = await aStructure()
    const bounced = await anAccount({ bouncedAt: now })
    await anActiveAffiliation(bounced.id, absent.id, { isReferent: true, isEmployeur: true })
    const idle = await aStructure()
    const old = await anAccount({ lastUsedAt: new Date(now.getTime() - 91 * 24 * 3_600_000) })
    await anActiveAffiliation(old.id, idle.id, { isReferent: true, isEmployeur: true })
    const noProfil = await aStructure({ raisonSociale: "Sans profil" })
    await anActiveAffiliation((await anAccount()).id, noProfil.id, { isReferent: true })
    const late = await aStructure()
    await aPendingRequest((await anAccount()).id, late.id, { requestedAt: new Date("2026-11-10T09:00:00Z") })
    await aPendingRequest((await anAccount()).id, fine.structure.id)
    await aStructure({ state: "closed" })
    expect(await list({ souci: "sans-referent" })).toEqual([without.id])
    expect(await list({ souci: "un-seul" })).toEqual([alone.structure.id])
    expect((await list({ souci: "referent-absent" })).sort()).toEqual([absent.id, idle.id].sort())
    expect(await list({ souci: "sans-profil" })).toEqual([noProfil.id])
    expect(await list({ souci: "attente" })).toEqual([late.id])
  })

  it("searches, filters, and takes % for itself", async () => {
    const here = await aStructure({ raisonSociale: "Atelier du Port", postcode: "17000", city: "La Rochelle", types: ["formateur"] })
    await aStructure({ raisonSociale: "Autre" })
    expect(await list({ q: "atelier" })).toEqual([here.id])
    expect(await list({ q: here.siret })).toEqual([here.id])
    expect(await list({ departement: "17" })).toEqual([here.id])
    expect(await list({ type: "formateur", departement: "17" })).toEqual([here.id])
    expect(await list({ type: "prescripteur", departement: "17" })).toEqual([])
    expect(await list({ etat: "closed" })).toEqual([])
    expect(await list({ q: "%" })).toEqual([])
  })
})
