import { beforeEach, describe, expect, it } from "vitest"
import { openRequest } from "@/lib/membership/affiliations/operations"
import { followUp } from "@/lib/membership/follow-up/operations"
import { parseDelays } from "@/lib/membership/follow-up/rules"
import { db } from "@/lib/platform/db/client"
import {
  aManager,
  anAccount,
  anActiveAffiliation,
  aPendingRequest,
  aStructure,
  aStructureWithReferent,
  messages,
  now,
  visitor,
} from "@/tests/support/factories"

const delays = parseDelays(undefined) ?? expect.fail()
// `now` is Tuesday 24 November 2026, 10:00 in Paris.
const day = (date: string, hour = "08:00") => new Date(`${date}T${hour}:00Z`)
const pass = (date: string, hour?: string) => followUp({ ...visitor, now: day(date, hour) }, delays)
const told = async (email: string) =>
  (await messages()).filter(({ toEmail }) => toEmail === email).map(({ template, data }) => ({ template, data }))

let structureId: string
let referent: { id: string; email: string }
let applicant: { id: string; email: string }
let affiliationId: string

/** A request as the portal opens it: receipt and first notices included. */
async function aRequestFor(structure: string, at = now) {
  const account = await anAccount({ firstName: "Nadia" })
  const opened = await db.$transaction((tx) =>
    openRequest(tx, { ...visitor, now: at }, { accountId: account.id, structureId: structure, origin: "request", need: null }),
  )
  if (!opened.ok) throw new Error(opened.why)
  return { account, id: opened.value.affiliationId }
}

beforeEach(async () => {
  const made = await aStructureWithReferent()
  structureId = made.structure.id
  referent = made.referent
  const request = await aRequestFor(structureId)
  applicant = request.account
  affiliationId = request.id
})

describe("a request nobody answers", () => {
  it("is announced, reminded twice, handed over, spoken of, and expires: each once, on its working day", async () => {
    const manager = await aManager()
    const days: [date: string, referentHears: string[], managerHears: string[], applicantHears: string[]][] = [
      ["2026-11-25", [], [], []],
      ["2026-11-26", ["requests-waiting"], [], []],
      ["2026-11-27", [], [], []],
      ["2026-11-29", [], [], []],
      ["2026-11-30", ["requests-waiting"], [], []],
      ["2026-12-01", [], ["requests-for-managers"], ["request-handed-over"]],
      ["2026-12-02", [], [], []],
      ["2027-01-06", [], [], []],
      ["2027-01-07", [], [], ["request-still-waiting"]],
      ["2027-04-01", [], [], []],
      ["2027-04-02", [], [], ["request-expired"]],
      ["2027-04-05", [], [], []],
    ]
    expect(await told(referent.email)).toMatchObject([{ template: "request-to-decide" }])
    expect(await told(applicant.email)).toMatchObject([{ template: "request-received" }])
    for (const [date, ...expected] of days) {
      await db.message.deleteMany()
      await pass(date)
      await pass(date, "15:00")
      const heard = await Promise.all(
        [referent, manager, applicant].map(async ({ email }) => (await told(email)).map(({ template }) => template)),
      )
      expect([date, ...heard]).toEqual([date, ...expected])
    }
    expect(await db.affiliation.findUnique({ where: { id: affiliationId } })).toMatchObject({ status: "expired" })
    expect((await db.journal.findMany({ where: { targetId: affiliationId }, orderBy: { id: "asc" } })).map(({ action }) => action)).toEqual(
      ["affiliation.request", "affiliation.hand-over", "affiliation.expire"],
    )
    await expect(aPendingRequest(applicant.id, structureId), "one may ask again").resolves.toBeTruthy()
  })

  it("a stop of any length is caught up without doubling: one reminder and the hand-over, then nothing more", async () => {
    await aManager()
    await db.message.deleteMany()
    await pass("2026-12-03")
    expect((await messages()).map(({ template }) => template).sort()).toEqual([
      "request-handed-over",
      "requests-for-managers",
      "requests-waiting",
    ])
    await db.message.deleteMany()
    await pass("2026-12-04")
    expect(await messages()).toEqual([])
    await pass("2027-06-01")
    expect((await messages()).map(({ template }) => template)).toEqual(["request-expired"])
  })

  it("two passes at once say everything once, twenty times", async () => {
    for (let run = 0; run < 20; run += 1) {
      await aRequestFor(structureId)
      await db.message.deleteMany()
      await db.notice.deleteMany({ where: { kind: { not: "asked" } } })
      await Promise.all([pass("2026-11-26"), pass("2026-11-26")])
      expect(await told(referent.email)).toMatchObject([{ template: "requests-waiting", data: { reminder: true } }])
    }
  })
})

describe("who is told", () => {
  it("a référent gets one reminder for all that waits, oldest first", async () => {
    const other = await aRequestFor(structureId, day("2026-11-24", "11:00"))
    await db.message.deleteMany()
    await pass("2026-11-26")
    expect(await told(referent.email)).toMatchObject([
      { data: { more: 0, reminder: true, requests: [{ affiliationId }, { affiliationId: other.id }] } },
    ])
  })

  it("one who was answered meanwhile is left out", async () => {
    await db.affiliation.update({ where: { id: affiliationId }, data: { status: "cancelled", endedAt: now } })
    await db.message.deleteMany()
    await pass("2026-11-26")
    expect(await messages()).toEqual([])
  })

  it.each([
    ["disabled", { disabledAt: now }],
    ["whose mails come back", { bouncedAt: now }],
  ])("a référent %s cannot be reached: the managers hear of it at once, once", async (_how, state) => {
    const manager = await aManager()
    await db.account.update({ where: { id: referent.id }, data: state })
    await db.message.deleteMany()
    await pass("2026-11-24", "14:00")
    await pass("2026-11-25")
    await pass("2026-12-01")
    expect(await told(referent.email)).toEqual([])
    expect(await told(manager.email)).toMatchObject([
      { template: "requests-for-managers", data: { why: "no-referent", requests: [{ affiliationId }] } },
    ])
    const fresh = await aRequestFor(structureId, day("2026-12-01", "12:00"))
    expect(await told(manager.email), "and of a new request by its own mail").toMatchObject([
      {},
      { template: "request-to-decide", data: { toManagers: true } },
    ])
    expect(await told(fresh.account.email)).toMatchObject([{ data: { decidedByManagers: true } }])
  })

  it("a référent named later hears of what waits already", async () => {
    const newcomer = await anAccount()
    await anActiveAffiliation(newcomer.id, structureId, { isReferent: true })
    await db.message.deleteMany()
    await pass("2026-11-25")
    expect(await told(newcomer.email)).toMatchObject([{ template: "requests-waiting", data: { reminder: false } }])
    expect(await told(referent.email)).toEqual([])
  })

  it("one digest a day for those who prefer it; nothing for those who want none, unless nobody else is told", async () => {
    const [daily, silent] = [await anAccount(), await anAccount()]
    await anActiveAffiliation(daily.id, structureId, { isReferent: true, noticePace: "daily" })
    await anActiveAffiliation(silent.id, structureId, { isReferent: true, noticePace: "none" })
    await db.message.deleteMany()
    await aRequestFor(structureId, day("2026-11-24", "12:00"))
    expect((await told(daily.email)).length + (await told(silent.email)).length).toBe(0)
    await pass("2026-11-24", "13:00")
    await aRequestFor(structureId, day("2026-11-24", "14:00"))
    await pass("2026-11-24", "15:00")
    expect(await told(daily.email)).toMatchObject([{ data: { requests: [{}, {}] } }])
    await pass("2026-11-25")
    expect(await told(daily.email)).toMatchObject([{}, { data: { requests: [{}] } }])
    expect(await told(silent.email)).toEqual([])
    await db.account.updateMany({ where: { id: { in: [daily.id, referent.id] } }, data: { disabledAt: now } })
    await pass("2026-11-25", "16:00")
    expect(await told(silent.email)).toMatchObject([{ template: "requests-waiting", data: { requests: [{}, {}, {}] } }])
  })

  it("a référent named after ten days is not said to have kept silent: they have their time, then it is handed over", async () => {
    const manager = await aManager()
    const empty = await aStructure()
    const { account } = await aRequestFor(empty.id)
    await pass("2026-12-08")
    const newcomer = await anAccount()
    await anActiveAffiliation(newcomer.id, empty.id, { isReferent: true })
    await db.message.deleteMany()
    await pass("2026-12-08", "10:00")
    await pass("2026-12-09")
    await pass("2026-12-11")
    expect((await told(newcomer.email)).map(({ data }) => (data as { reminder: boolean }).reminder)).toEqual([false, true, true])
    expect(await told(account.email)).toEqual([])
    await pass("2026-12-14")
    expect((await told(account.email)).map(({ template }) => template)).toEqual(["request-handed-over"])
    // They were told ten days ago that nobody could be reached, then it left their list: it comes back with another reason.
    expect(await told(manager.email)).toMatchObject([{ template: "requests-for-managers", data: { why: "no-answer" } }])
  })

  it("after a stop of months a request is handed over before it expires", async () => {
    const manager = await aManager()
    await db.message.deleteMany()
    await pass("2027-06-01")
    await pass("2027-06-02")
    expect((await told(applicant.email)).map(({ template }) => template).sort()).toEqual(["request-handed-over", "request-still-waiting"])
    expect(await told(manager.email)).toMatchObject([{ data: { why: "no-answer" } }])
    await pass("2027-06-07")
    expect(await db.affiliation.findUnique({ where: { id: affiliationId } })).toMatchObject({ status: "expired" })
  })

  it("a first account goes to the managers and is not handed over to them again", async () => {
    const manager = await aManager()
    const empty = await aStructure()
    const { account } = await aRequestFor(empty.id)
    await pass("2026-12-15")
    expect((await told(manager.email)).map(({ template }) => template)).toEqual(["request-to-decide", "requests-for-managers"])
    expect((await told(manager.email))[1]).toMatchObject({ data: { requests: [{ affiliationId }] } })
    expect((await told(account.email)).map(({ template }) => template)).toEqual(["request-received"])
  })

  it("nobody whose account is disabled gets a mail about their own request", async () => {
    await db.account.update({ where: { id: applicant.id }, data: { disabledAt: now } })
    await db.message.deleteMany()
    await pass("2026-12-03")
    await pass("2027-06-01")
    expect(await told(applicant.email)).toEqual([])
    expect(await db.affiliation.findUnique({ where: { id: affiliationId } })).toMatchObject({ status: "expired" })
  })
})
