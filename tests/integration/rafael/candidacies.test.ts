/** What candidates read and do without an account, or by whoever accompanies them. */
import { beforeEach, describe, expect, it } from "vitest"
import { db } from "@/lib/platform/db/client"
import { candidacyCalendar } from "@/lib/rafael/calendars/queries"
import { correctContact, eraseOwnCandidacy, exportCandidacy, proveCandidate, renounce } from "@/lib/rafael/candidacies/operations"
import { candidacyOf, candidateOfLink } from "@/lib/rafael/candidacies/queries"
import { correctPerson, erasePerson, exportPerson, sendPersonLink } from "@/lib/rafael/candidate-rights/operations"
import { preparePreregistration, withdrawPreregistration } from "@/lib/rafael/preregistrations/operations"
import { sendPreregistration } from "@/lib/rafael/validations/operations"
import { messages, now, visitor } from "@/tests/support/factories"
import { aCandidate, aDossier, aPreregistration, aPrescriber, aSession, aTrainingBody, contextFor, statusOf } from "@/tests/support/rafael"

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

type Mail = Awaited<ReturnType<typeof messages>>[number]

/** One that was sent, and the secret of its candidate's mail. */
async function informed() {
  const done = await prepare(2, aDossier())
  if (!done.ok) throw new Error(done.why)
  await sendPreregistration(await level(2), done.value)
  const { candidateId } = await db.preregistration.findUniqueOrThrow({ where: { id: done.value.preregistrationId } })
  const mail = (await messages()).find(({ template }) => template === "candidate-informed")
  if (!mail) throw new Error("nobody was informed")
  return { preregistrationId: done.value.preregistrationId, candidateId, token: (mail.data as { token: string }).token, mail }
}

describe("the information mail", () => {
  it("says who sent what to whom, and brings a link that is stored hashed", async () => {
    const { mail, token, candidateId } = await informed()
    expect(mail.data).toMatchObject({ from: "Mission Exemple", body: "Institut Exemple", title: "Cuisinier" })
    expect(await db.candidateLink.findUnique({ where: { hash: token } })).toBeNull()
    expect(await candidateOfLink(token, now)).toEqual({ id: candidateId })
  })
})

describe("59: the private link", () => {
  it("opens with the birth date alone, and says the same for a wrong date, an unknown link, an expired one", async () => {
    const { token, candidateId } = await informed()
    expect(await proveCandidate(visitor, { token, birthDate: "1990-05-17" })).toEqual({ ok: true, value: { candidateId } })
    const refusals = [
      await proveCandidate(visitor, { token, birthDate: "1990-05-18" }),
      await proveCandidate(visitor, { token: "inconnu", birthDate: "1990-05-17" }),
      await proveCandidate({ ...visitor, now: new Date(now.getTime() + 91 * 24 * 3_600_000) }, { token, birthDate: "1990-05-17" }),
    ]
    expect(refusals).toEqual(refusals.map(() => ({ ok: false, why: "wrong-date" })))
  })

  it("guessed again and again is slowed down, the right date too", async () => {
    const { token } = await informed()
    for (let guess = 1; guess <= 10; guess += 1)
      await proveCandidate(visitor, { token, birthDate: `1990-06-${String(guess).padStart(2, "0")}` })
    expect(await proveCandidate(visitor, { token, birthDate: "1990-05-17" })).toMatchObject({ ok: false, why: "throttled" })
  })

  it("guessed twenty times, whatever the link, is void, and so are the others of that person", async () => {
    const { token, candidateId, preregistrationId } = await informed()
    expect(await sendPersonLink(await level(2), { preregistrationId })).toMatchObject({ ok: true })
    const links = (await messages())
      .filter(({ template }) => template === "candidate-informed")
      .map(({ data }) => (data as { token: string }).token)
    expect(new Set(links).size).toBe(2)
    for (let guess = 0; guess <= 20; guess += 1) {
      // As if each came an hour after the other.
      await db.$executeRaw`DELETE FROM throttle WHERE key LIKE 'candidacy:%'`
      await proveCandidate(visitor, { token: links[guess % 2] ?? "", birthDate: "1990-06-01" })
    }
    expect(await candidateOfLink(token, now)).toBeNull()
    expect(await db.candidateLink.count({ where: { candidateId } })).toBe(0)
  })

  it("leads nowhere after erasure", async () => {
    const { token, candidateId } = await informed()
    await eraseOwnCandidacy(visitor, candidateId)
    expect(await candidateOfLink(token, now)).toBeNull()
    expect(await proveCandidate(visitor, { token, birthDate: "1990-05-17" })).toMatchObject({ ok: false, why: "wrong-date" })
  })
})

describe("the candidate", () => {
  it("reads what was sent, never what is still prepared", async () => {
    const { candidateId } = await informed()
    const { session: other } = await aSession(body)
    await aPreregistration({ structureId: prescriber.structure.id, ownerId: null, sessionId: other.id, candidateId })
    expect((await candidacyOf(candidateId))?.preregistrations).toHaveLength(1)
  })

  it("corrects how to reach them, and stays reachable", async () => {
    const { candidateId } = await informed()
    const contact = { email: "", phone: "06 98 76 54 32", postcode: "64000", city: "Billère" }
    expect(await correctContact(visitor, candidateId, contact)).toMatchObject({ ok: true })
    expect(await db.candidate.findUniqueOrThrow({ where: { id: candidateId } })).toMatchObject({
      email: null,
      phone: "+33698765432",
      city: "Billère",
    })
    expect(await correctContact(visitor, candidateId, { ...contact, phone: "" })).toMatchObject({ ok: false, why: "unreachable" })
  })

  it("gives up one of their own, and no other; both sides are told", async () => {
    const { candidateId, preregistrationId } = await informed()
    const stranger = await aPreregistration({ structureId: prescriber.structure.id, ownerId: null, sessionId: session.id, status: "sent" })
    expect(await renounce(visitor, candidateId, { preregistrationId: stranger.id, reasonText: "" })).toMatchObject({
      ok: false,
      why: "gone",
    })
    expect(await renounce(visitor, candidateId, { preregistrationId, reasonText: "J’ai trouvé un emploi." })).toMatchObject({ ok: true })
    expect(await statusOf(preregistrationId)).toBe("withdrawn")
    const templates = (await messages()).map(({ template }) => template)
    expect(templates).toEqual(expect.arrayContaining(["preregistration-withdrawn", "preregistration-news"]))
    expect(await renounce(visitor, candidateId, { preregistrationId, reasonText: "" })).toMatchObject({ ok: false, why: "over" })
  })

  it("takes their data along: all that is known, and no key", async () => {
    const { candidateId } = await informed()
    const data = JSON.stringify(await exportCandidacy(visitor, candidateId))
    for (const words of ["Mission Exemple", "Cuisinier", "Devenir cuisinier", "1990-05-17"]) expect(data).toContain(words)
    const { nameKey } = await db.candidate.findUniqueOrThrow({ where: { id: candidateId } })
    expect(data).not.toContain(nameKey)
  })

  it("is erased whole: what lives is withdrawn, nothing names them any more, counts stay", async () => {
    const { candidateId, preregistrationId } = await informed()
    const { lastName, email } = await db.candidate.findUniqueOrThrow({ where: { id: candidateId } })
    expect(await eraseOwnCandidacy(visitor, candidateId)).toMatchObject({ ok: true })
    expect(await statusOf(preregistrationId)).toBe("withdrawn")
    const everything = JSON.stringify([
      await db.candidate.findMany(),
      await db.preregistration.findMany(),
      (await db.preregistrationStep.findMany()).map(({ id: _id, ...step }) => step),
      (await db.journal.findMany()).map(({ changes, reason }) => [changes, reason]),
      (await messages()).filter(({ template }) => template !== "candidate-erased"),
    ])
    expect(everything).not.toContain(lastName)
    expect(everything).not.toContain(email)
    expect(await db.preregistration.count()).toBe(1)
    expect(await eraseOwnCandidacy(visitor, candidateId)).toMatchObject({ ok: false, why: "gone" })
  })

  it("erased, leaves the mails of whoever shares their address alone", async () => {
    const { candidateId } = await informed()
    const { email } = await db.candidate.findUniqueOrThrow({ where: { id: candidateId } })
    const partner = await aCandidate(prescriber.structure.id, { email })
    const theirs = await aPreregistration({
      structureId: prescriber.structure.id,
      ownerId: null,
      sessionId: session.id,
      candidateId: partner.id,
    })
    await sendPreregistration(await level(3), { preregistrationId: theirs.id })
    await eraseOwnCandidacy(visitor, candidateId)
    const left = (await messages()).filter(({ template }) => template === "candidate-informed")
    expect(left.map(({ data }) => (data as { candidateId: string }).candidateId)).toEqual([partner.id])
  })

  it("has their dates as a calendar: days without hours, an identifier that stays, a cancellation once it is over", async () => {
    const { candidateId, preregistrationId } = await informed()
    const calendar = await candidacyCalendar(candidateId, preregistrationId)
    expect(calendar).toContain("METHOD:PUBLISH")
    expect(calendar).toContain("DTSTART;VALUE=DATE:20270123")
    expect(calendar).toContain(`UID:${preregistrationId}@`)
    await renounce(visitor, candidateId, { preregistrationId, reasonText: "" })
    expect(await candidacyCalendar(candidateId, preregistrationId)).toContain("STATUS:CANCELLED")
    expect(await candidacyCalendar((await aCandidate(prescriber.structure.id)).id, preregistrationId)).toBeNull()
  })
})

describe("what someone asks of whoever accompanies them", () => {
  it("another address: the former links open nothing, the new one receives the page", async () => {
    const { preregistrationId, candidateId, token } = await informed()
    const fields = { email: "nouvelle@exemple.fr", phone: "", postcode: "64000", city: "Pau" }
    expect(await correctPerson(await level(2), { preregistrationId, ...fields, email: "" })).toMatchObject({
      ok: false,
      why: "unreachable",
    })
    expect(await correctPerson(await level(2), { preregistrationId, ...fields })).toMatchObject({ ok: true })
    expect(await candidateOfLink(token, now)).toBeNull()
    const [, { toEmail, data }] = (await messages()).filter(({ template }) => template === "candidate-informed") as [Mail, Mail]
    expect(toEmail).toBe("nouvelle@exemple.fr")
    expect(await candidateOfLink((data as { token: string }).token, now)).toEqual({ id: candidateId })
  })

  it("the link again; their data in a file, which the journal says who handed over", async () => {
    const { preregistrationId, candidateId } = await informed()
    expect(await sendPersonLink(await level(3), { preregistrationId })).toMatchObject({ ok: true })
    expect((await messages()).filter(({ template }) => template === "candidate-informed")).toHaveLength(2)
    const [file, own] = [await exportPerson(await level(2), preregistrationId), await exportCandidacy(visitor, candidateId)]
    expect({ ...file, extraitLe: null }).toEqual({ ...own, extraitLe: null })
    const handed = await db.journal.findMany({ where: { action: "candidate.handed" } })
    expect(handed.map(({ actorId }) => actorId)).toEqual([prescriber.people.prescripteur_2.accountId])
    const prepared = await prepare(2, aDossier())
    if (!prepared.ok) throw new Error(prepared.why)
    expect(await sendPersonLink(await level(2), prepared.value)).toMatchObject({ ok: false, why: "nothing-sent" })
  })

  it("erasure, by one who may withdraw all that lives in their name, and not by another", async () => {
    const { preregistrationId, candidateId } = await informed()
    const ownerId = prescriber.people.prescripteur_3.affiliationId
    const sessionId = (await aSession(body)).session.id
    const other = await aPreregistration({ structureId: prescriber.structure.id, ownerId, sessionId, candidateId, status: "sent" })
    expect(await erasePerson(await level(2), { preregistrationId })).toMatchObject({ ok: false, why: "not-theirs" })
    expect(await erasePerson(await level(3), { preregistrationId })).toMatchObject({ ok: true })
    expect([await statusOf(preregistrationId), await statusOf(other.id)]).toEqual(["withdrawn", "withdrawn"])
    expect((await db.candidate.findUniqueOrThrow({ where: { id: candidateId } })).lastName).toBe("")
    expect(await erasePerson(await level(3), { preregistrationId })).toMatchObject({ ok: false, why: "erased" })
  })
})

it("what a level 3 wrote about someone when they withdrew it goes with them, from what others were told too", async () => {
  const { preregistrationId, candidateId } = await informed()
  const why = { reason: "other", reasonText: "Voir Mme Etcheverry" } as const
  expect(await withdrawPreregistration(await level(3), { preregistrationId, ...why })).toMatchObject({ ok: true })
  expect(JSON.stringify(await messages())).toContain("Etcheverry")
  await eraseOwnCandidacy(visitor, candidateId)
  expect(JSON.stringify([await messages(), await db.preregistration.findMany()])).not.toContain("Etcheverry")
})
