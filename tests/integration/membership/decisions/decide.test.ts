import { beforeEach, describe, expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { requestOf, requestsForManagers, requestsForReferent } from "@/lib/membership/affiliations/queries"
import { refuseRequest, validateRequest, validateRequests, validateThen } from "@/lib/membership/decisions/operations"
import { db } from "@/lib/platform/db/client"
import {
  aManager,
  aManagerContext,
  anAccount,
  anActiveAffiliation,
  aPendingRequest,
  aStructure,
  aStructureWithReferent,
  contextOf,
  messages,
  now,
} from "@/tests/support/factories"

const noRights = { rafaelProfil: null, isEmployeur: false, isPrestataire: false } as const
const nothing = { rafaelProfil: null, isEmployeur: false, isPrestataire: false, becomesReferent: false } as const

let structureId: string
let referentId: string
let applicant: { id: string; email: string }
let affiliationId: string

beforeEach(async () => {
  const { structure, referent } = await aStructureWithReferent()
  structureId = structure.id
  referentId = referent.id
  applicant = await anAccount({ firstName: "Nadia" })
  affiliationId = (await aPendingRequest(applicant.id, structureId)).id
})

const stored = (id = affiliationId) => db.affiliation.findUniqueOrThrow({ where: { id } })
const refusal = (context: ActorContext, id = affiliationId) => refuseRequest(context, { affiliationId: id, reason: "Inconnue ici" })

/** Every kind of person who must not decide; the référent and the manager, who may, come further down. */
const strangers: [who: string, context: () => Promise<ActorContext>][] = [
  ["someone without structure", async () => contextOf((await anAccount()).id)],
  [
    "a member of the structure",
    async () => {
      const { id } = await anAccount()
      await anActiveAffiliation(id, structureId, { rafaelProfil: "prescripteur_3" })
      return contextOf(id)
    },
  ],
  ["the référent of another structure", async () => contextOf((await aStructureWithReferent()).referent.id)],
  ["the applicant", () => contextOf(applicant.id)],
]

describe("deciding a request", () => {
  it.each(strangers)("33: %s is told it does not exist, and the attempt is journalled", async (_who, context) => {
    const asked = await context()
    expect(await validateRequest(asked, { affiliationId, ...nothing })).toEqual({ ok: false, why: "not-found" })
    expect(await refusal(asked)).toEqual({ ok: false, why: "not-found" })
    expect(await requestOf(asked.actor, affiliationId)).toBeNull()
    expect(await requestsForReferent(asked.actor)).toEqual([])
    expect(await stored()).toMatchObject({ status: "pending" })
    expect(await messages()).toEqual([])
    expect(await db.journal.findMany({ include: { repeated: true } })).toMatchObject([
      {
        action: "affiliation.decide",
        outcome: "refused",
        actorId: asked.actor.accountId,
        targetId: affiliationId,
        repeated: { count: 2 },
      },
    ])
  })

  it("the référent validates with a profil in one gesture; the person is told and the journal knows", async () => {
    const context = await contextOf(referentId)
    expect((await requestsForReferent(context.actor)).map(({ id }) => id)).toEqual([affiliationId])
    const done = await validateRequest(context, { affiliationId, ...nothing, rafaelProfil: "prescripteur_1", isEmployeur: true })
    expect(done).toEqual({ ok: true, value: { affiliationId } })
    expect(await stored()).toMatchObject({
      status: "active",
      rafaelProfil: "prescripteur_1",
      isEmployeur: true,
      isReferent: false,
      decidedBy: referentId,
    })
    expect(await messages()).toMatchObject([
      { template: "request-accepted", toEmail: applicant.email, data: { profils: ["Prescripteur Niveau 1", "Employeur", "Bénéficiaire"] } },
    ])
    expect(await db.journal.findMany()).toMatchObject([
      {
        action: "affiliation.validate",
        outcome: "done",
        actorId: referentId,
        structureId,
        targetId: affiliationId,
        changes: { rafaelProfil: "prescripteur_1" },
      },
    ])
    expect(await requestsForReferent(context.actor)).toEqual([])
  })

  it("the référent refuses with a reason, which the person reads; they may ask again", async () => {
    expect((await refusal(await contextOf(referentId))).ok).toBe(true)
    expect(await stored()).toMatchObject({ status: "refused", reason: "Inconnue ici" })
    expect(await messages()).toMatchObject([{ template: "request-refused", toEmail: applicant.email, data: { reason: "Inconnue ici" } }])
    await expect(aPendingRequest(applicant.id, structureId)).resolves.toBeTruthy()
  })

  it("a manager may decide too, and a référent cannot name another by validating", async () => {
    expect((await validateRequest(await aManagerContext(), { affiliationId, ...nothing, becomesReferent: true })).ok).toBe(true)
    expect(await stored()).toMatchObject({ isReferent: true })
    const other = await aPendingRequest((await anAccount()).id, structureId)
    await validateRequest(await contextOf(referentId), { affiliationId: other.id, ...nothing, becomesReferent: true })
    expect(await stored(other.id)).toMatchObject({ status: "active", isReferent: false })
  })

  it("35: a profil not open to the structure's type is refused, and nothing is decided", async () => {
    await db.structure.update({ where: { id: structureId }, data: { types: ["formateur"] } })
    const context = await contextOf(referentId)
    expect(await validateRequest(context, { affiliationId, ...nothing, rafaelProfil: "prescripteur_1" })).toEqual({
      ok: false,
      why: "profil-not-open",
    })
    expect(await stored()).toMatchObject({ status: "pending" })
    expect(
      (await validateRequest(context, { affiliationId, ...nothing, rafaelProfil: "gestionnaire_general", isPrestataire: true })).ok,
    ).toBe(true)
  })

  it("a structure closed meanwhile takes nobody in; the request may still be refused", async () => {
    await db.structure.update({ where: { id: structureId }, data: { state: "closed" } })
    const context = await contextOf(referentId)
    expect(await validateRequest(context, { affiliationId, ...nothing })).toEqual({ ok: false, why: "structure-closed" })
    expect((await refusal(context)).ok).toBe(true)
  })

  it("36: a référent detached while their tab is open decides nothing any more", async () => {
    const context = await contextOf(referentId)
    await db.affiliation.updateMany({ where: { accountId: referentId }, data: { status: "ended", endedAt: now, isReferent: false } })
    expect(await validateRequest(context, { affiliationId, ...nothing })).toEqual({ ok: false, why: "not-found" })
    expect(await stored()).toMatchObject({ status: "pending" })
  })

  it("tells who was quicker", async () => {
    await refusal(await contextOf(referentId))
    const late = await validateRequest(await aManagerContext(), { affiliationId, ...nothing })
    expect(late).toMatchObject({
      ok: false,
      why: "already-decided",
      detail: expect.stringMatching(/^Dominique DURAND\d+ le 24 novembre 2026 à 10:00$/),
    })
  })

  it("an expired one is said to have expired, not to have been answered by the person", async () => {
    await db.affiliation.update({ where: { id: affiliationId }, data: { status: "expired", endedAt: now } })
    expect(await refusal(await contextOf(referentId))).toMatchObject({
      why: "already-decided",
      detail: "le portail, faute de réponse, le 24 novembre 2026 à 10:00",
    })
  })

  it("several at once: each its own outcome, and a first person becomes référent where none can be reached", async () => {
    const manager = await aManagerContext()
    await db.account.update({ where: { id: referentId }, data: { bouncedAt: now } })
    const [second, over] = [
      await aPendingRequest((await anAccount()).id, structureId),
      await aPendingRequest((await anAccount()).id, structureId),
    ]
    await refusal(manager, over.id)
    const ids = [affiliationId, over.id, second.id, crypto.randomUUID()]
    const done = await validateRequests(manager, { validations: ids.map((id) => ({ ...noRights, affiliationId: id })) })
    expect(done).toEqual({ ok: true, value: { affiliationIds: ids.slice(0, 3) } })
    expect(await stored()).toMatchObject({ status: "active", isReferent: true })
    expect(await stored(second.id)).toMatchObject({ status: "active", isReferent: false })
    expect(await stored(over.id)).toMatchObject({ status: "refused" })
  })

  it("several at once, each with the spaces of ParcoursPro too; only what the structure may give", async () => {
    const prescribing = await aStructure({ types: ["prescripteur"] })
    const asked = await aPendingRequest((await anAccount()).id, prescribing.id)
    const shut = await aPendingRequest((await anAccount()).id, prescribing.id)
    const rights = { rafaelProfil: "prescripteur_2", isEmployeur: true, isPrestataire: false } as const
    const done = await validateRequests(await aManagerContext(), {
      validations: [
        { ...rights, affiliationId: asked.id },
        { ...rights, affiliationId: shut.id, isPrestataire: true },
      ],
    })
    expect(done).toMatchObject({ ok: true })
    expect(await stored(asked.id)).toMatchObject({ status: "active", ...rights })
    expect(await stored(shut.id)).toMatchObject({ status: "pending" })
  })

  it("the next one is the one that waits for longest, and none when nothing waits", async () => {
    const context = await contextOf(referentId)
    const older = await aPendingRequest((await anAccount()).id, structureId, { requestedAt: new Date(0) })
    const first = await validateThen(context, { ...nothing, affiliationId, becomesReferent: false, puis: "suivante" })
    expect(first).toEqual({ ok: true, value: { affiliationId, nextId: older.id } })
    const last = await validateThen(context, { ...nothing, affiliationId: older.id, becomesReferent: false, puis: "suivante" })
    expect(last).toEqual({ ok: true, value: { affiliationId: older.id, nextId: null } })
  })

  it("one's own is refused, for a manager too", async () => {
    const manager = await aManager()
    const own = await aPendingRequest(manager.id, structureId)
    expect(await validateRequest(await contextOf(manager.id), { affiliationId: own.id, ...nothing })).toEqual({
      ok: false,
      why: "own-request",
    })
    expect(await db.journal.findMany()).toMatchObject([{ outcome: "refused", reason: "own-request" }])
  })

  it("an id that is none is not found", async () => {
    expect(await requestOf((await contextOf(referentId)).actor, "pas-un-id")).toBeNull()
  })
})

describe("the first account of a structure", () => {
  it("waits for the managers, and the person they validate becomes référent", async () => {
    const empty = await aStructure()
    const first = await anAccount()
    const request = await aPendingRequest(first.id, empty.id)
    const context = await aManagerContext()
    expect((await requestsForManagers(context.actor, now)).map(({ id }) => id)).toEqual([request.id])
    expect((await validateRequest(context, { affiliationId: request.id, ...nothing })).ok).toBe(true)
    expect(await stored(request.id)).toMatchObject({ status: "active", isReferent: true })
    expect(await messages()).toMatchObject([{ template: "request-accepted", data: { becomesReferent: true } }])
  })

  it("the managers' list is empty for anyone else", async () => {
    await aPendingRequest((await anAccount()).id, (await aStructure()).id)
    expect(await requestsForManagers((await contextOf(referentId)).actor, now)).toEqual([])
  })

  it("37: a structure whose référents are all disabled waits for the managers", async () => {
    const context = await aManagerContext()
    expect(await requestsForManagers(context.actor, now)).toEqual([])
    await db.account.update({ where: { id: referentId }, data: { disabledAt: now } })
    expect((await requestsForManagers(context.actor, now)).map(({ id }) => id)).toEqual([affiliationId])
  })
})
