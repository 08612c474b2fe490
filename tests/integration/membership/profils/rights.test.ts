import { beforeEach, describe, expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { actorOfSession } from "@/lib/identity/sessions/queries"
import { lacksValidator, lastRightsChange } from "@/lib/membership/people/queries"
import { setProfil } from "@/lib/membership/profils/operations"
import { db } from "@/lib/platform/db/client"
import { type Gesture, type Grantable, markOf } from "@/lib/vocabulary/profils/rules"
import { anAccount, anActiveAffiliation, aStructureWithReferent, contextOf, messages, now } from "@/tests/support/factories"

let structureId: string
let context: ActorContext
let personId: string
let affiliationId: string

beforeEach(async () => {
  const { structure, referent } = await aStructureWithReferent()
  structureId = structure.id
  context = await contextOf(referent.id)
  personId = (await anAccount({ firstName: "Nadia" })).id
  affiliationId = (await anActiveAffiliation(personId, structureId)).id
})

const stored = () => db.affiliation.findUniqueOrThrow({ where: { id: affiliationId } })
/** A gesture made on a form that shows the rights of this instant. */
const make = async (gesture: Gesture, profil: Grantable, by = context) =>
  setProfil(by, { affiliationId, gesture, profil, seen: markOf(await stored()) })

describe("setting rights", () => {
  it("adds and takes away, at once, in the person's open session too", async () => {
    const session = (await contextOf(personId)).actor.sessionId
    expect((await make("add", "prescripteur_1")).ok).toBe(true)
    expect((await make("add", "employeur")).ok).toBe(true)
    expect((await actorOfSession(session, now))?.affiliations).toMatchObject([{ rafaelProfil: "prescripteur_1", isEmployeur: true }])
    expect((await make("remove", "employeur")).ok).toBe(true)
    expect((await actorOfSession(session, now))?.affiliations).toMatchObject([{ rafaelProfil: "prescripteur_1", isEmployeur: false }])
  })

  it("a second Rafael profil takes the place of the first; the person reads before and after", async () => {
    await make("add", "prescripteur_1")
    await db.message.deleteMany()
    await make("add", "gestionnaire_general")
    expect(await stored()).toMatchObject({ rafaelProfil: "gestionnaire_general" })
    expect(await messages()).toMatchObject([
      {
        template: "profils-changed",
        data: { before: ["Prescripteur Niveau 1", "Bénéficiaire"], after: ["Gestionnaire OF général", "Bénéficiaire"] },
      },
    ])
    expect(await lastRightsChange(context.actor, structureId, affiliationId)).toMatchObject({
      by: { firstName: "Dominique" },
      before: { rafaelProfil: "prescripteur_1" },
      after: { rafaelProfil: "gestionnaire_general" },
    })
  })

  it("35: only what the structure's types open", async () => {
    await db.structure.update({ where: { id: structureId }, data: { types: ["prescripteur"] } })
    expect(await make("add", "prestataire")).toEqual({ ok: false, why: "profil-not-open" })
    expect(await make("add", "gestionnaire_general")).toEqual({ ok: false, why: "profil-not-open" })
    expect((await make("add", "prescripteur_3")).ok).toBe(true)
  })

  it("what is there already, or not there, changes nothing and tells nobody", async () => {
    await make("add", "employeur")
    await db.message.deleteMany()
    await db.journal.findMany()
    const before = await db.journal.count()
    expect((await make("add", "employeur")).ok).toBe(true)
    expect((await make("remove", "prescripteur_2")).ok).toBe(true)
    expect(await messages()).toEqual([])
    expect(await db.journal.count()).toBe(before)
  })

  it("a référent sets their own, without a mail to themselves", async () => {
    const own = await db.affiliation.findFirstOrThrow({ where: { accountId: context.actor.accountId } })
    expect((await setProfil(context, { affiliationId: own.id, gesture: "add", profil: "prestataire", seen: markOf(own) })).ok).toBe(true)
    expect(await messages()).toEqual([])
  })

  it("someone detached meanwhile has no rights to set", async () => {
    await db.affiliation.update({ where: { id: affiliationId }, data: { status: "ended", endedAt: now } })
    expect(await make("add", "employeur")).toEqual({ ok: false, why: "not-active" })
  })
})

describe("8: two editors of the same rights", () => {
  it("the second is told who was quicker, and nothing of the first is lost", async () => {
    const other = await anAccount({ firstName: "Camille", lastName: "Roux" })
    await anActiveAffiliation(other.id, structureId, { isReferent: true })
    const seen = markOf(await stored())
    await setProfil(await contextOf(other.id), { affiliationId, gesture: "add", profil: "prescripteur_2", seen })
    expect(await setProfil(context, { affiliationId, gesture: "add", profil: "employeur", seen })).toEqual({
      ok: false,
      why: "changed-meanwhile",
      detail: "Camille ROUX le 24 novembre 2026 à 10:00",
    })
    expect(await stored()).toMatchObject({ rafaelProfil: "prescripteur_2", isEmployeur: false })
    expect((await make("add", "employeur")).ok, "with the rights of now before one's eyes, it goes").toBe(true)
  })

  it("at the very same time, fifty times: one is done, one is told", async () => {
    const other = await anAccount({ firstName: "Camille" })
    await anActiveAffiliation(other.id, structureId, { isReferent: true })
    const both = [context, await contextOf(other.id)]
    const profils = ["prescripteur_1", "employeur"] as const
    for (let run = 0; run < 50; run += 1) {
      await db.affiliation.update({ where: { id: affiliationId }, data: { rafaelProfil: null, isEmployeur: false } })
      const seen = markOf(await stored())
      const results = await Promise.all(
        both.map((by, index) => setProfil(by, { affiliationId, gesture: "add", profil: profils[index] ?? "employeur", seen })),
      )
      expect(results.map((result) => (result.ok ? "done" : result.why)).sort()).toEqual(["changed-meanwhile", "done"])
      const { rafaelProfil, isEmployeur } = await stored()
      expect([rafaelProfil !== null, isEmployeur].filter(Boolean)).toHaveLength(1)
    }
    expect(await db.message.count({ where: { template: "profils-changed" } })).toBe(50)
  })
})

it("warns when Niveau 1 has nobody of Niveau 3 to validate", async () => {
  expect(await lacksValidator(context.actor, structureId)).toBe(false)
  await make("add", "prescripteur_1")
  expect(await lacksValidator(context.actor, structureId)).toBe(true)
  await anActiveAffiliation((await anAccount()).id, structureId, { rafaelProfil: "prescripteur_3" })
  expect(await lacksValidator(context.actor, structureId)).toBe(false)
})
