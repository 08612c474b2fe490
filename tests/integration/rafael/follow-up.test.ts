/** The clock of pre-registrations, day after working day. */
import { beforeEach, describe, expect, it } from "vitest"
import { db } from "@/lib/platform/db/client"
import { followPreregistrations } from "@/lib/rafael/follow-up/operations"
import { parsePreregistrationDelays } from "@/lib/rafael/follow-up/rules"
import { setReceivedPace } from "@/lib/rafael/received/operations"
import { sendSeveral } from "@/lib/rafael/several/operations"
import { aManager, anAccount, anActiveAffiliation, contextOf, messages, visitor } from "@/tests/support/factories"
import { aPreregistration, aPrescriber, aSession, aTrainingBody, statusOf } from "@/tests/support/rafael"

const delays = parsePreregistrationDelays("")
if (!delays) throw new Error("the usual delays are sound")

let body: Awaited<ReturnType<typeof aTrainingBody>>
let prescriber: Awaited<ReturnType<typeof aPrescriber>>
let referent: { email: string }
beforeEach(async () => {
  body = await aTrainingBody()
  prescriber = await aPrescriber()
  referent = await anAccount()
  await anActiveAffiliation((await db.account.findUniqueOrThrow({ where: { email: referent.email } })).id, prescriber.structure.id, {
    isReferent: true,
  })
})

/** 24 November 2026 is a Tuesday; everything waits since then. */
const at = (day: string) => ({ ...visitor, now: new Date(`${day}T09:00:00Z`) })
const passAt = (day: string) => followPreregistrations(at(day), delays)
const toldOf = async (kind: string) =>
  (await messages())
    .filter(({ template, data }) => template === "preregistrations-waiting" && (data as { kind: string }).kind === kind)
    .map(({ toEmail }) => toEmail)
    .toSorted()

async function waiting(
  status: "to_validate" | "sent" | "summoned",
  ownerId: string | null = prescriber.people.prescripteur_1.affiliationId,
  startsOn?: string,
) {
  const { session } = await aSession(
    body,
    startsOn ? { startsOn: new Date(`${startsOn}T00:00:00Z`), endsOn: new Date("2027-06-30T00:00:00Z") } : {},
  )
  return aPreregistration({ structureId: prescriber.structure.id, ownerId, sessionId: session.id, status })
}

describe("to validate", () => {
  it("2 working days: levels 3, once; 5: the référent, once", async () => {
    await waiting("to_validate")
    await waiting("to_validate")
    await passAt("2026-11-25")
    expect(await toldOf("validate")).toEqual([])
    await passAt("2026-11-26")
    await passAt("2026-11-27")
    expect(await toldOf("validate")).toEqual([prescriber.people.prescripteur_3.email])
    expect(await toldOf("validator")).toEqual([])
    // A Saturday and a Sunday count for nothing.
    await passAt("2026-11-30")
    expect(await toldOf("validator")).toEqual([])
    await passAt("2026-12-01")
    await passAt("2026-12-02")
    expect(await toldOf("validator")).toEqual([referent.email])
    const mail = (await messages()).find(({ template }) => template === "preregistrations-waiting")
    expect(mail?.data).toMatchObject({ lines: [{}, {}] })
  })
})

describe("sent", () => {
  it("5 working days: the training body; 10: whoever follows; a missed week is caught up", async () => {
    await waiting("sent")
    await passAt("2026-12-01")
    expect(await toldOf("answer")).toEqual(
      [body.people.gestionnaire_preinscription.email, body.people.gestionnaire_general.email].toSorted(),
    )
    expect(await toldOf("no_answer")).toEqual([])
    await passAt("2026-12-08")
    expect(await toldOf("no_answer")).toEqual([prescriber.people.prescripteur_1.email])
  })

  it("followed by nobody: the levels 3 hear of it", async () => {
    await waiting("sent", null)
    await passAt("2026-12-08")
    expect(await toldOf("no_answer")).toEqual([prescriber.people.prescripteur_3.email])
  })

  it("answered is told to nobody", async () => {
    await waiting("summoned")
    await passAt("2026-12-20")
    expect(await toldOf("answer")).toEqual([])
  })
})

describe("the session began without an answer", () => {
  it("the training body is told, then 10 working days later it lapses, and both others are told", async () => {
    const one = await waiting("sent", prescriber.people.prescripteur_1.affiliationId, "2026-11-30")
    await passAt("2026-12-01")
    expect(await toldOf("begun")).toHaveLength(2)
    await passAt("2026-12-11")
    expect(await statusOf(one.id)).toBe("sent")
    await passAt("2026-12-14")
    expect(await statusOf(one.id)).toBe("lapsed")
    const mails = await messages()
    for (const template of ["preregistration-news", "candidate-news"])
      expect(mails.filter((mail) => mail.template === template).map(({ data }) => (data as { news: string }).news)).toEqual(["lapsed"])
  })

  it("lapses too when everyone who could answer is disabled: nobody waits for ever", async () => {
    const one = await waiting("sent", null, "2026-11-30")
    await db.account.updateMany({
      where: { id: { in: Object.values(body.people).map(({ accountId }) => accountId) } },
      data: { disabledAt: at("2026-11-30").now },
    })
    await passAt("2026-12-14")
    expect(await toldOf("begun")).toEqual([])
    expect(await statusOf(one.id)).toBe("lapsed")
  })

  it("after a long stop, it is told first", async () => {
    const one = await waiting("sent", null, "2026-11-30")
    await passAt("2027-01-20")
    expect(await statusOf(one.id)).toBe("sent")
    expect(await toldOf("begun")).toHaveLength(2)
    await passAt("2027-02-05")
    expect(await statusOf(one.id)).toBe("lapsed")
  })

  it("a permanent entry never begins", async () => {
    const one = await waiting("sent", null, "2026-11-30")
    await db.delivery.updateMany({ data: { entryMode: "permanent" } })
    await passAt("2027-02-05")
    expect(await toldOf("begun")).toEqual([])
    expect(await statusOf(one.id)).toBe("sent")
  })
})

it("a session short of people, fifteen days before: its training body and the managers, once", async () => {
  const manager = await aManager()
  await aSession(body, { startsOn: new Date("2026-12-14T00:00:00Z"), minimum: 4 })
  await passAt("2026-11-27")
  await passAt("2026-11-30")
  await passAt("2026-12-01")
  const told = (await messages()).filter(({ template }) => template === "session-short").map(({ toEmail }) => toEmail)
  expect(told.toSorted()).toEqual(
    [body.people.gestionnaire_preinscription.email, body.people.gestionnaire_general.email, manager.email].toSorted(),
  )
})

it("drafts untouched for 45 days: their owner, once; touched again, nobody", async () => {
  const [{ session }, owner] = [await aSession(body), prescriber.people.prescripteur_1]
  const mine = { structureId: prescriber.structure.id, ownerId: owner.affiliationId, sessionId: session.id }
  const [, touched] = [await aPreregistration(mine), await aPreregistration(mine)]
  await db.candidate.update({ where: { id: touched.candidateId }, data: { updatedAt: new Date("2026-12-20T09:00:00Z") } })
  await passAt("2027-01-08")
  await passAt("2027-01-11")
  await passAt("2027-01-12")
  expect(await toldOf("fading")).toEqual([owner.email])
})

it("two passes at once tell each person once", async () => {
  await waiting("sent")
  await Promise.all([passAt("2026-12-01"), passAt("2026-12-01"), passAt("2026-12-01")])
  expect(await toldOf("answer")).toHaveLength(2)
})

describe("what a training body receives", () => {
  const told = async (template: string) =>
    (await messages()).filter((message) => message.template === template).map(({ toEmail, data }) => [toEmail, data])
  const answerers = () => [body.people.gestionnaire_preinscription, body.people.gestionnaire_general]

  /** Sends as many to one session, in one gesture, on this day. */
  async function send(count: number, day: string) {
    const { session } = await aSession(body)
    const { accountId, affiliationId: ownerId } = prescriber.people.prescripteur_2
    const ids: string[] = []
    for (let nth = 0; nth < count; nth += 1)
      ids.push((await aPreregistration({ structureId: prescriber.structure.id, ownerId, sessionId: session.id })).id)
    const context = { ...(await contextOf(accountId, { now: at(day).now })), requestId: `${day} ${session.id}` }
    expect(await sendSeveral(context, { preregistrationIds: ids })).toMatchObject({ value: { done: count } })
  }

  it("each: one mail for each gesture and session, however many it sends", async () => {
    await send(3, "2026-11-25")
    expect(await told("preregistration-received")).toHaveLength(2)
    await send(1, "2026-11-25")
    expect(await told("preregistration-received")).toHaveLength(4)
    await passAt("2026-11-26")
    expect(await toldOf("received")).toEqual([])
  })

  it("daily: one mail a day with all that came, and nothing at once; what waited when it was chosen is not told again", async () => {
    const [daily, each] = answerers()
    await send(1, "2026-11-24")
    const before = (await told("preregistration-received")).length
    const context = await contextOf(daily?.accountId ?? "", { now: at("2026-11-24").now })
    expect(await setReceivedPace(context, { structureId: body.structure.id, pace: "daily" })).toMatchObject({ ok: true })
    await send(2, "2026-11-25")
    await send(1, "2026-11-25")
    expect((await told("preregistration-received")).slice(before).map(([to]) => to)).toEqual([each?.email, each?.email])
    await passAt("2026-11-25")
    await send(1, "2026-11-25")
    await passAt("2026-11-25")
    const line = { title: "Cuisinier" }
    expect(await told("preregistrations-waiting")).toMatchObject([[daily?.email, { kind: "received", more: 0, lines: [line, line, line] }]])
    await passAt("2026-11-26")
    await passAt("2026-11-26")
    expect(await toldOf("received")).toEqual([daily?.email, daily?.email])
  })
})
