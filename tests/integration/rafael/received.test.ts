/** What a training body reads of what it received, and nobody else. */
import { beforeEach, describe, expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { db } from "@/lib/platform/db/client"
import type { PreregistrationStatus } from "@/lib/platform/generated/client"
import { keysOf } from "@/lib/rafael/candidates/operations"
import { type OpenPreregistration, preregistrationOf } from "@/lib/rafael/preregistrations/queries"
import { isSentByOther, meetingSheet, receivedPreregistrations } from "@/lib/rafael/received/queries"
import { returnPreregistration, sendPreregistration } from "@/lib/rafael/validations/operations"
import { messages, now } from "@/tests/support/factories"
import { aCandidate, aPreregistration, aPrescriber, aSession, aTrainingBody, contextFor, inDays, ofLevel1 } from "@/tests/support/rafael"

let body: Awaited<ReturnType<typeof aTrainingBody>>
let prescriber: Awaited<ReturnType<typeof aPrescriber>>
let answers: ActorContext
beforeEach(async () => {
  body = await aTrainingBody()
  prescriber = await aPrescriber()
  answers = await contextFor(body.people.gestionnaire_preinscription)
})

const owned = (sessionId: string, status: PreregistrationStatus = "sent", candidateId?: string) =>
  ofLevel1(prescriber, sessionId, { status, ...(candidateId ? { candidateId } : {}) })

it("the sheet of a meeting names those summoned to it, for its body alone", async () => {
  const { session } = await aSession(body)
  const meeting = await db.meeting.create({
    data: {
      sessionId: session.id,
      kind: "information",
      startsAt: inDays(5),
      endsAt: new Date(inDays(5).getTime() + 3_600_000),
      place: "Pau",
      createdAt: now,
    },
  })
  const ones = await Promise.all(
    ["summoned", "sent"].map((status) =>
      aPreregistration({
        structureId: prescriber.structure.id,
        ownerId: null,
        sessionId: session.id,
        status: status as "summoned" | "sent",
      }),
    ),
  )
  await db.preregistration.update({ where: { id: ones[0]?.id ?? "" }, data: { meetingId: meeting.id } })
  const sheet = await meetingSheet((await contextFor(body.people.gestionnaire_preinscription)).actor, meeting.id)
  expect(sheet?.preregistrations.map(({ id }) => id)).toEqual([ones[0]?.id])
  for (const person of [prescriber.people.prescripteur_3, (await aTrainingBody()).people.gestionnaire_general])
    expect(await meetingSheet((await contextFor(person)).actor, meeting.id)).toBeNull()
})

it("the same France Travail identifier makes the same person too, under another name", async () => {
  const { session } = await aSession(body)
  const [other, { identifierKey }] = [
    await aPrescriber(),
    keysOf({ lastName: "A", firstName: "B", birthDate: "1990-01-01", identifier: "1234567A" }),
  ]
  const twins = []
  for (const { structure } of [prescriber, other]) {
    const { id: candidateId } = await aCandidate(structure.id, { identifierKey })
    twins.push(await aPreregistration({ structureId: structure.id, ownerId: null, sessionId: session.id, candidateId, status: "sent" }))
  }
  const alone = await owned(session.id)
  const filters = { q: "", page: 1, session: "", statut: "toutes" } as const
  const list = await receivedPreregistrations(answers.actor, body.structure.id, filters)
  const shown = new Map(list?.rows.map(({ id, isSentByOther: isTwin }) => [id, isTwin]))
  expect([...twins, alone].map(({ id }) => shown.get(id))).toEqual([true, true, false])
})

it("a training body reads what happened since the sending, and nothing of what was said before among prescribers", async () => {
  const { session } = await aSession(body)
  const one = await owned(session.id, "to_validate")
  const level3 = await contextFor(prescriber.people.prescripteur_3)
  const back = { preregistrationId: one.id, reason: "project", reasonText: "Ce projet ne tient pas." } as const
  expect(await returnPreregistration(level3, back)).toMatchObject({ ok: true })
  expect(await sendPreregistration(level3, { preregistrationId: one.id })).toMatchObject({ ok: true })
  const steps = async (context: ActorContext) => (await preregistrationOf(context.actor, one.id))?.steps.map(({ status }) => status)
  expect(await steps(level3)).toEqual(["to_validate", "draft", "sent"])
  expect(await steps(answers)).toEqual(["sent"])
})

describe("58: whether another structure knows someone", () => {
  it("is shown to the training body alone: the prescriber's page and mails do not change", async () => {
    const { session } = await aSession(body)
    const one = await owned(session.id)
    const { nameKey } = await db.candidate.findUniqueOrThrow({ where: { id: one.candidateId } })
    const level3 = await contextFor(prescriber.people.prescripteur_3)
    const plain = (_key: string, value: unknown) => (typeof value === "bigint" ? String(value) : value)
    const own = async () => JSON.stringify(await preregistrationOf(level3.actor, one.id), plain)
    const [before, mails] = [await own(), (await messages()).length]
    const elsewhere = await aPrescriber()
    const twin = await aCandidate(elsewhere.structure.id, { nameKey })
    const theirs = await aPreregistration({
      structureId: elsewhere.structure.id,
      ownerId: elsewhere.people.prescripteur_2.affiliationId,
      sessionId: session.id,
      candidateId: twin.id,
    })
    const sent = await sendPreregistration(await contextFor(elsewhere.people.prescripteur_2), { preregistrationId: theirs.id })
    expect(sent).toMatchObject({ ok: true })
    expect(await own()).toBe(before)
    const read = async (id: string, actor = answers.actor) => preregistrationOf(actor, id) as Promise<OpenPreregistration>
    expect(await isSentByOther(await read(one.id))).toBe(true)
    expect(await isSentByOther(await read(one.id, level3.actor))).toBe(false)
    expect((await messages()).slice(mails).every(({ toEmail }) => toEmail !== prescriber.people.prescripteur_1.email)).toBe(true)
  })
})
