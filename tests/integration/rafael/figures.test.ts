/** How far pre-registrations come: counted by structure, session and département, with the list behind each number. */
import { beforeEach, describe, expect, it } from "vitest"
import type { Actor } from "@/lib/access/permissions"
import { db } from "@/lib/platform/db/client"
import { todayOf } from "@/lib/platform/time/working-days"
import { answerDelays, behind, cohorts, lastSentTo } from "@/lib/rafael/figures/queries"
import { readFiguresAddress } from "@/lib/rafael/figures/schema"
import { searchOffer } from "@/lib/rafael/offer-search/queries"
import { readOfferAddress } from "@/lib/rafael/offer-search/schema"
import { aManagerContext, now } from "@/tests/support/factories"
import { aPreregistration, aPrescriber, aSession, aTrainingBody, contextFor } from "@/tests/support/rafael"

const day = 24 * 3_600_000
type Step = "summoned" | "accepted" | "started"
type Offered = Awaited<ReturnType<typeof aSession>>

let body: Awaited<ReturnType<typeof aTrainingBody>>
let prescriber: Awaited<ReturnType<typeof aPrescriber>>
let offered: Offered
let manager: Actor
beforeEach(async () => {
  body = await aTrainingBody()
  prescriber = await aPrescriber()
  offered = await aSession(body, { title: "Cuisinier" })
  manager = (await aManagerContext()).actor
})

/** One sent so many days ago, which reached each step so many days after. */
async function sent(ago: number, steps: Partial<Record<Step, number>> = {}, at: Offered = offered) {
  const status = (["started", "accepted", "summoned"] as const).find((step) => step in steps) ?? "sent"
  const one = await aPreregistration({ structureId: prescriber.structure.id, ownerId: null, sessionId: at.session.id, status })
  const sentAt = new Date(now.getTime() - ago * day)
  await db.preregistration.update({ where: { id: one.id }, data: { sentAt } })
  for (const [step, days] of Object.entries(steps))
    await db.preregistrationStep.create({
      data: { preregistrationId: one.id, at: new Date(sentAt.getTime() + days * day), status: step as Step, side: "training_body" },
    })
  return one
}

const figures = async (query: Record<string, string> = {}) => {
  const found = await cohorts(manager, now, readFiguresAddress(query))
  if (!found) throw new Error("no figures")
  return found
}

describe("a cohort", () => {
  it("counts those that came at least so far, with the median delays and the places taken", async () => {
    await sent(30, { summoned: 2, accepted: 6, started: 20 })
    await sent(30, { summoned: 4, accepted: 10 })
    await sent(30, { accepted: 8 })
    await sent(30)
    await sent(400, { accepted: 1 })
    const { all, lines, total } = await figures()
    const expected = {
      sent: 4,
      summoned: 2,
      accepted: 3,
      started: 1,
      unanswered: 1,
      daysToSummoned: 3,
      daysToAccepted: 8,
      daysToStarted: 20,
      taken: 4,
      places: 12,
    }
    expect(all).toMatchObject(expected)
    expect(lines).toMatchObject([{ key: body.structure.id, name: "Institut Exemple", ...expected }])
    expect(total).toBe(1)
    expect((await figures({ jours: "30" })).all).toMatchObject({ sent: 4 })
    expect((await cohorts(manager, new Date(now.getTime() + 10 * day), readFiguresAddress({ jours: "30" })))?.all).toMatchObject({
      sent: 0,
    })
  })

  it.each([
    ["prescripteur", "Mission Exemple"],
    ["session", "Cuisinier, 23/01/2027, Institut Exemple"],
    ["departement", "Pyrénées-Atlantiques (64)"],
  ])("by %s", async (par, name) => {
    await sent(3, { accepted: 1 })
    const { lines } = await figures({ par })
    expect(lines).toMatchObject([{ name, sent: 1, accepted: 1 }])
  })

  it("those with the most come first, and what is given without a place has its line", async () => {
    const remote = await aSession(body, { title: "De loin" })
    await db.trainingPlace.deleteMany({ where: { deliveryId: remote.delivery.id } })
    await sent(3)
    await sent(3, {}, remote)
    await sent(3, {}, remote)
    expect((await figures({ par: "departement" })).lines.map(({ name, sent: count }) => [name, count])).toEqual([
      ["À distance, sans lieu", 2],
      ["Pyrénées-Atlantiques (64)", 1],
    ])
    const list = await behind(manager, now, readFiguresAddress({ par: "departement", cle: "", etape: "unanswered" }))
    expect(list?.rows.map(({ course }) => course)).toEqual(["De loin", "De loin"])
  })
})

it("each number has its list, without a name; nobody but a manager reads either", async () => {
  const one = await sent(3, { accepted: 1 })
  await sent(3)
  for (const [etape, count] of [
    ["sent", 2],
    ["accepted", 1],
    ["started", 0],
    ["unanswered", 1],
  ] as const) {
    const list = await behind(manager, now, readFiguresAddress({ par: "organisme", cle: body.structure.id, etape }))
    expect(list?.total).toBe(count)
    const { lastName } = await db.candidate.findUniqueOrThrow({ where: { id: one.candidateId } })
    expect(JSON.stringify(list)).not.toContain(lastName)
  }
  for (const cle of ["abc", "'", prescriber.structure.id])
    expect((await behind(manager, now, readFiguresAddress({ par: "organisme", cle })))?.total).toBe(0)
  const { actor } = await contextFor(prescriber.people.prescripteur_3)
  expect(await cohorts(actor, now, readFiguresAddress({}))).toBeNull()
  expect(await behind(actor, now, readFiguresAddress({}))).toBeNull()
})

describe("what a prescriber reads before choosing", () => {
  it("the median answer of a body, once it has answered five times", async () => {
    for (const days of [1, 2, 3, 9]) await sent(20, { accepted: days })
    const id = body.structure.id
    expect(await answerDelays([id], now)).toEqual(new Map())
    await sent(20, { summoned: 4, accepted: 12 })
    await sent(20)
    expect(await answerDelays([id], now)).toEqual(new Map([[id, 3]]))
    const { sessions } = await searchOffer(readOfferAddress({}), todayOf(now))
    expect(sessions.map(({ answerDays }) => answerDays)).toEqual([3])
  })

  it("what became of the last ten sent there", async () => {
    const { actor } = await contextFor(prescriber.people.prescripteur_1)
    for (let index = 0; index < 9; index += 1) await sent(100 + index, { accepted: 1 })
    // Fewer than ten would tell of someone.
    expect(await lastSentTo(actor, body.structure.id)).toEqual([])
    for (let index = 0; index < 3; index += 1) await sent(10)
    expect(await lastSentTo(actor, body.structure.id)).toEqual([
      { status: "accepted", count: 7 },
      { status: "sent", count: 3 },
    ])
    const stranger = await contextFor(body.people.gestionnaire_general)
    expect(await lastSentTo(stranger.actor, body.structure.id)).toEqual([])
  })
})
