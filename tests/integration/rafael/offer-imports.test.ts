/** LHÉO files of the offer: who may send and launch them, the job that loads them, and the command. */
import { beforeEach, describe, expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { db } from "@/lib/platform/db/client"
import { dropOfferImport, keepOfferFile, runOfferImport, startOfferImport } from "@/lib/rafael/offer-imports/operations"
import { offerImportOf } from "@/lib/rafael/offer-imports/queries"
import { importOffers } from "@/lib/rafael/offer-loads/operations"
import { now, visitor } from "@/tests/support/factories"
import { lheoFile, lheoFormation } from "@/tests/support/lheo-files"
import { anImporter, bytesOf, type Importer } from "@/tests/support/offer-imports"
import { aPrescriber, aTrainingBody, contextFor } from "@/tests/support/rafael"

let body: Importer["body"]
let context: ActorContext
let siret: string
let sent: Importer["sent"]
let state: Importer["state"]
let checked: Importer["checked"]
beforeEach(async () => {
  const importer = await anImporter()
  ;({ body, context, siret, sent, state, checked } = importer)
})

describe("whoever may", () => {
  it("write in the offer sends, launches and gives up; nobody else, and not under control", async () => {
    const other = await aTrainingBody()
    const importId = await sent(lheoFile(lheoFormation({ siret })))
    const strangers = [
      other.people.gestionnaire_general,
      body.people.gestionnaire_preinscription,
      (await aPrescriber()).people.prescripteur_3,
    ]
    for (const person of strangers) {
      const stranger = await contextFor(person)
      const file = { structureId: body.structure.id, fileName: "f", bytes: bytesOf("x") }
      expect(await keepOfferFile(stranger, file)).toMatchObject({ ok: false, why: "not-found" })
      expect(await startOfferImport(stranger, { importId, places: 1, publish: false })).toMatchObject({ ok: false, why: "not-found" })
      expect(await dropOfferImport(stranger, { importId })).toMatchObject({ ok: false, why: "not-found" })
      expect(await offerImportOf(stranger.actor, importId)).toBeNull()
    }
    const controlled = {
      ...context,
      actor: {
        ...context.actor,
        control: { accountId: context.actor.accountId, sessionId: context.actor.sessionId, firstName: "C", lastName: "R", expiresAt: now },
      },
    }
    expect(await dropOfferImport(controlled, { importId })).toMatchObject({ ok: false })
    expect(await dropOfferImport(context, { importId })).toMatchObject({ ok: true })
    expect(await dropOfferImport(context, { importId })).toMatchObject({ ok: false, why: "changed-meanwhile" })
    await runOfferImport(importId, visitor)
    expect((await state(importId)).status).toBe("cancelled")
  })

  it("loses the right while it is loaded: nothing more is loaded", async () => {
    const { importId } = await checked(lheoFile(lheoFormation({ siret })))
    await startOfferImport(context, { importId, places: 12, publish: false })
    await db.affiliation.update({ where: { id: body.people.gestionnaire_catalogue.affiliationId }, data: { rafaelProfil: null } })
    await runOfferImport(importId, visitor)
    const found = await db.offerImport.findUniqueOrThrow({ where: { id: importId } })
    expect(found).toMatchObject({ status: "failed" })
    expect(found.error).toContain("droit")
    expect(await db.course.count()).toBe(0)
  })

  it("sends another file: the one before is forgotten", async () => {
    const first = await sent(lheoFile(lheoFormation({ siret })))
    await sent(lheoFile(lheoFormation({ siret })))
    expect(await db.offerImport.findUniqueOrThrow({ where: { id: first } })).toMatchObject({ status: "cancelled", content: null })
  })
})

describe("a job", () => {
  const many = (count: number) => lheoFile(...Array.from({ length: count }, (_, index) => lheoFormation({ siret, numero: `n${index}` })))

  it("that died goes on where it was, and does nothing twice", async () => {
    const { importId } = await checked(many(120))
    await startOfferImport(context, { importId, places: 12, publish: false })
    const running = runOfferImport(importId, visitor)
    // What the first batch committed is there for the next worker, whatever happens to this one.
    await expect.poll(async () => (await state(importId)).done, { timeout: 10_000, interval: 5 }).toBeGreaterThan(0)
    await Promise.all([running, runOfferImport(importId, visitor)])
    await runOfferImport(importId, visitor)
    const { status, report } = await state(importId)
    expect({ status, report }).toMatchObject({ status: "done", report: { created: 120, changed: 0, rejectedCount: 0 } })
    expect(await db.course.count()).toBe(120)
    expect(await db.journal.count({ where: { action: "course.created" } })).toBe(120)
  })

  it("given up while it loads stops there", async () => {
    const { importId } = await checked(many(150))
    await startOfferImport(context, { importId, places: 12, publish: false })
    await db.offerImport.update({ where: { id: importId }, data: { done: 50 } })
    await dropOfferImport(context, { importId })
    await runOfferImport(importId, visitor)
    expect(await db.course.count()).toBe(0)
  })
})

describe("the command", () => {
  it("loads for every body that the portal knows, and names the others", async () => {
    const other = await aTrainingBody()
    const file = lheoFile(
      lheoFormation({ siret }),
      lheoFormation({ siret: other.structure.siret }),
      lheoFormation({ siret: "38012986643097", numero: "300" }),
    )
    const settings = { places: 10, publish: true }
    const report = await importOffers(() => [bytesOf(file)], visitor, { settings })
    expect(report).toMatchObject({ created: 2, rejectedCount: 1 })
    expect(report.rejected[0]?.reason).toContain("38012986643097")
    expect(await db.course.count({ where: { state: "published" } })).toBe(2)
    expect(await importOffers(() => [bytesOf(file)], visitor, { settings })).toMatchObject({ created: 0, changed: 0, unchanged: 2 })
  })
})
