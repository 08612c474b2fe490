/** Candidates: written once, informed, told, able to follow, correct, give up and be erased. */
import { beforeEach, describe, expect, it } from "vitest"
import { db } from "@/lib/platform/db/client"
import { eraseOwnCandidacy } from "@/lib/rafael/candidacies/operations"
import { deletePreregistration, editPreregistration, preparePreregistration } from "@/lib/rafael/preregistrations/operations"
import { knownCandidates } from "@/lib/rafael/preregistrations/queries"
import { cancelSession } from "@/lib/rafael/training-sessions/operations"
import { sendPreregistration, submitPreregistration } from "@/lib/rafael/validations/operations"
import { addWish } from "@/lib/rafael/wishes/operations"
import { messages, visitor } from "@/tests/support/factories"
import {
  aCandidate,
  aDossier,
  aPreregistration,
  aPrescriber,
  aSession,
  aStructureOf,
  aTrainingBody,
  contextFor,
  inDays,
} from "@/tests/support/rafael"

let body: Awaited<ReturnType<typeof aTrainingBody>>
let prescriber: Awaited<ReturnType<typeof aPrescriber>>
let session: Awaited<ReturnType<typeof aSession>>["session"]
beforeEach(async () => {
  body = await aTrainingBody()
  prescriber = await aPrescriber()
  session = (await aSession(body)).session
})

const level = (which: 1 | 2 | 3) => contextFor(prescriber.people[`prescripteur_${which}`])
const prepare = async (which: 1 | 2 | 3, dossier: ReturnType<typeof aDossier>, sessionId = session.id) =>
  preparePreregistration(await level(which), { structureId: prescriber.structure.id, sessionId, ...dossier })

describe("someone whom others follow too", () => {
  it("is not rewritten from one more wish: what it says of them stays, what it says of itself changes", async () => {
    const { value } = (await prepare(3, aDossier({ lastName: "Etcheverry", email: "vraie@exemple.fr" }))) as {
      value: { preregistrationId: string }
    }
    expect(await sendPreregistration(await level(3), value)).toMatchObject({ ok: true })
    const { candidateId } = await db.preregistration.findUniqueOrThrow({ where: { id: value.preregistrationId } })
    const further = { candidateId, sessionId: (await aSession(body)).session.id, project: "Autre vœu", wishedStart: null }
    const wish = (await addWish(await level(1), further)) as { value: { preregistrationId: string } }
    const said = { ...aDossier({ lastName: "Etcheverry", email: "vraie@exemple.fr" }), project: "Projet précisé" }
    const edit = async (which: 1 | 3, more: object) => editPreregistration(await level(which), { ...wish.value, ...said, ...more })
    for (const more of [{ email: "autre@exemple.fr" }, { lastName: "Autre" }, { birthDate: "1991-01-01" }])
      for (const which of [1, 3] as const) expect(await edit(which, more)).toMatchObject({ ok: false, why: "person-shared" })
    expect(await edit(1, {})).toMatchObject({ ok: true })
    expect((await db.preregistration.findUniqueOrThrow({ where: { id: wish.value.preregistrationId } })).project).toBe("Projet précisé")
    expect(await db.candidate.findUniqueOrThrow({ where: { id: candidateId } })).toMatchObject({
      lastName: "Etcheverry",
      email: "vraie@exemple.fr",
    })
  })
})

it("nothing is prepared on a session while it is cancelled, nor for someone while they are erased", async () => {
  const writes = await contextFor(body.people.gestionnaire_catalogue)
  const known = await aCandidate(prescriber.structure.id)
  for (let round = 0; round < 5; round += 1) {
    const { session: one } = await aSession(body)
    await Promise.all([
      prepare(1, aDossier(), one.id),
      cancelSession(writes, { sessionId: one.id, reason: "Travaux", concerned: 0 }),
      prepare(2, aDossier(), one.id),
    ])
    const left = await db.preregistration.count({ where: { sessionId: one.id, status: "draft" } })
    expect(left).toBe(0)
  }
  const wish = { candidateId: known.id, sessionId: session.id, project: "Vœu", wishedStart: null }
  await Promise.all([eraseOwnCandidacy(visitor, known.id), addWish(await level(1), wish)])
  expect(await db.preregistration.count({ where: { candidateId: known.id, status: "draft" } })).toBe(0)
})

it("sent twice by one press, a person and what is prepared for them are made once; later, they are known", async () => {
  const dossier = aDossier()
  const made = await Promise.all([prepare(1, dossier), prepare(1, dossier), prepare(1, dossier)])
  expect(made.every(({ ok }) => ok)).toBe(true)
  expect([await db.candidate.count(), await db.preregistration.count()]).toEqual([1, 1])
  expect(await prepare(2, dossier)).toMatchObject({ ok: false, why: "known-person" })
})

describe("the same person twice", () => {
  it("in one structure, by names and birth date whatever the accents and case, is refused with who and when", async () => {
    await prepare(1, aDossier({ lastName: "Péquéño-Durand", firstName: "Zoé" }))
    const again = await prepare(2, aDossier({ lastName: "PEQUENO DURAND", firstName: "zoe" }))
    expect(again).toMatchObject({ ok: false, why: "known-person", detail: expect.stringMatching(/24 novembre 2026 par Alix/u) })
  })

  it("by the same identifier, even under another name", async () => {
    await prepare(1, aDossier({ identifier: "1234567A" }))
    expect(await prepare(1, aDossier({ identifier: "1234567A", birthDate: "1980-01-01" }))).toMatchObject({
      ok: false,
      why: "known-person",
    })
  })

  it("written by two colleagues at once is written once", async () => {
    const dossier = aDossier()
    const results = await Promise.all([prepare(1, dossier), prepare(2, dossier), prepare(3, dossier)])
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(results.filter((result) => !result.ok && result.why === "known-person")).toHaveLength(2)
    expect(await db.candidate.count()).toBe(1)
  })

  it("by an address or a phone alone is a question: couples share them", async () => {
    const first = aDossier({ email: "foyer@exemple.fr", phone: "06 12 34 56 78" })
    await prepare(1, first)
    const other = aDossier({ email: "foyer@exemple.fr" })
    expect(await prepare(1, other)).toMatchObject({ ok: false, why: "maybe-known" })
    expect(await prepare(1, aDossier({ phone: "0612345678" }))).toMatchObject({ ok: false, why: "maybe-known" })
    expect(await prepare(1, { ...other, isOther: true })).toMatchObject({ ok: true })
  })

  it("in two structures is written twice: neither learns of the other", async () => {
    const [dossier, elsewhere] = [aDossier(), await aPrescriber()]
    await prepare(1, dossier)
    const theirs = await contextFor(elsewhere.people.prescripteur_1)
    expect(await preparePreregistration(theirs, { structureId: elsewhere.structure.id, sessionId: session.id, ...dossier })).toMatchObject({
      ok: true,
    })
    expect(await knownCandidates(theirs.actor, elsewhere.structure.id, dossier.lastName)).toHaveLength(1)
    expect(await knownCandidates(theirs.actor, prescriber.structure.id, dossier.lastName)).toEqual([])
  })

  it("on the same session is refused; on another it is a further wish", async () => {
    const candidate = await aCandidate(prescriber.structure.id)
    const { session: other } = await aSession(body)
    const wish = { candidateId: candidate.id, project: "", wishedStart: null }
    const context = await level(2)
    expect(await addWish(context, { ...wish, sessionId: session.id })).toMatchObject({ ok: true })
    expect(await addWish(context, { ...wish, sessionId: session.id })).toMatchObject({ ok: false, why: "already-on" })
    expect(await addWish(context, { ...wish, sessionId: other.id })).toMatchObject({ ok: true })
    expect((await db.preregistration.findMany({ orderBy: { wish: "asc" }, select: { wish: true } })).map(({ wish: nth }) => nth)).toEqual([
      1, 2,
    ])
  })
})

describe("nothing leaves", () => {
  it("without the notice, a contact, a commune, a situation and a project: what is missing is said", async () => {
    const done = await prepare(2, aDossier({ informed: false, email: "", city: "", situation: null, project: "" }))
    if (!done.ok) throw new Error(done.why)
    const result = await sendPreregistration(await level(2), done.value)
    expect(result).toMatchObject({ ok: false, why: "incomplete" })
    for (const words of ["adresse e-mail", "commune", "situation", "projet", "information"]) expect(JSON.stringify(result)).toContain(words)
  })

  it.each([
    ["not funded", { isFunded: false }, {}],
    ["over", {}, { startsOn: inDays(-3), endsOn: inDays(20) }],
    ["suspended", {}, { recruitment: "suspended" as const }],
    ["not yet open", {}, { registrationFrom: inDays(10), registrationUntil: inDays(40) }],
  ])("to a session that is %s", async (_name, delivery, dates) => {
    const { session: closed } = await aSession(body, dates)
    await db.delivery.update({ where: { id: closed.deliveryId }, data: delivery })
    expect(await prepare(1, aDossier(), closed.id)).toMatchObject({ ok: false, why: "closed" })
    const one = await aPreregistration({ structureId: prescriber.structure.id, ownerId: null, sessionId: closed.id })
    expect(await sendPreregistration(await level(3), { preregistrationId: one.id })).toMatchObject({ ok: false, why: "closed" })
  })
})

describe("a level 1", () => {
  it("hands over to levels 3, who are told once; without any, the référent is", async () => {
    const done = await prepare(1, aDossier())
    if (!done.ok) throw new Error(done.why)
    await submitPreregistration(await level(1), done.value)
    expect((await messages()).filter(({ template }) => template === "preregistration-to-validate").map(({ toEmail }) => toEmail)).toEqual([
      prescriber.people.prescripteur_3.email,
    ])
    const alone = await aStructureOf("prescripteur", ["prescripteur_1"])
    const context = await contextFor(alone.people.prescripteur_1)
    const one = await aPreregistration({
      structureId: alone.structure.id,
      ownerId: alone.people.prescripteur_1.affiliationId,
      sessionId: session.id,
    })
    expect(await submitPreregistration(context, { preregistrationId: one.id })).toMatchObject({ ok: true })
    expect((await messages()).at(-1)?.template ?? "preregistration-to-validate").toBe("preregistration-to-validate")
  })
})

describe("deleting what was prepared", () => {
  it("takes the candidate along when nothing else is kept of them", async () => {
    const done = await prepare(1, aDossier())
    if (!done.ok) throw new Error(done.why)
    await deletePreregistration(await level(1), done.value)
    expect(await db.candidate.count()).toBe(0)
    expect(await db.preregistration.count()).toBe(0)
  })
})
