/** How long candidates and what was never sent are kept. */
import { beforeEach, expect, it, onTestFinished, vi } from "vitest"
import { changeTypes, closeStructure } from "@/lib/desk/structures/operations"
import { db, transaction } from "@/lib/platform/db/client"
import { candidateTouched } from "@/lib/rafael/candidates/operations"
import { followPreregistrations } from "@/lib/rafael/follow-up/operations"
import { parsePreregistrationDelays } from "@/lib/rafael/follow-up/rules"
import { sweepRafael } from "@/lib/rafael/retention/operations"
import { aManagerContext, messages, visitor } from "@/tests/support/factories"
import { aPreregistration, aPrescriber, aSession, aTrainingBody, statusOf } from "@/tests/support/rafael"

const delays = parsePreregistrationDelays("")
if (!delays) throw new Error("the usual delays are sound")
const usual = delays

let prescriber: Awaited<ReturnType<typeof aPrescriber>>
let sessionId: string
beforeEach(async () => {
  prescriber = await aPrescriber()
  sessionId = (await aSession(await aTrainingBody())).session.id
})

const at = (day: string) => ({ ...visitor, now: new Date(`${day}T09:00:00Z`) })
const sweepAt = (day: string, dryRun = false) => sweepRafael(at(day), { dryRun })
const one = (
  status: Parameters<typeof aPreregistration>[0]["status"],
  ownerId: string | null = prescriber.people.prescripteur_1.affiliationId,
) => aPreregistration({ structureId: prescriber.structure.id, ownerId, sessionId, ...(status ? { status } : {}) })

it("a draft goes after 60 days, only once its owner was warned a fortnight before; nobody's without warning", async () => {
  const [draft, orphan, sent] = [await one("draft"), await one("draft", null), await one("sent")]
  expect(await sweepAt("2027-01-20")).toMatchObject({ drafts: 0 })
  expect(await sweepAt("2027-01-25")).toMatchObject({ drafts: 1 })
  expect(await db.preregistration.findUnique({ where: { id: orphan.id } })).toBeNull()
  await followPreregistrations(at("2027-01-25"), usual)
  expect(await sweepAt("2027-02-05")).toMatchObject({ drafts: 0 })
  expect(await sweepAt("2027-02-10", true)).toMatchObject({ drafts: 1 })
  expect(await sweepAt("2027-02-10")).toMatchObject({ drafts: 1, failed: 0 })
  expect(await db.preregistration.findUnique({ where: { id: draft.id } })).toBeNull()
  expect(await db.candidate.findUnique({ where: { id: draft.candidateId } })).toBeNull()
  expect(await statusOf(sent.id)).not.toBe("draft")
})

it("drafts fade after as many days as DRAFT_DAYS says", async () => {
  vi.stubEnv("DRAFT_DAYS", "5,20")
  onTestFinished(() => void vi.unstubAllEnvs())
  const draft = await one("draft")
  await followPreregistrations(at("2026-11-28"), usual)
  expect((await messages()).filter(({ template }) => template === "preregistrations-waiting")).toHaveLength(0)
  await followPreregistrations(at("2026-11-30"), usual)
  expect((await messages()).filter(({ template }) => template === "preregistrations-waiting")).toHaveLength(1)
  expect(await sweepAt("2026-12-13")).toMatchObject({ drafts: 0 })
  expect(await sweepAt("2026-12-15")).toMatchObject({ drafts: 1 })
  expect(await db.preregistration.findUnique({ where: { id: draft.id } })).toBeNull()
})

it("what was prepared in a structure that closed goes after 30 days; what was sent stays", async () => {
  const [draft, sent] = [await one("to_validate"), await one("sent")]
  await closeStructure(await aManagerContext(), { structureId: prescriber.structure.id, reason: "Cessation", successor: "" })
  expect(await sweepAt("2026-12-20")).toMatchObject({ locked: 0 })
  expect(await sweepAt("2026-12-26")).toMatchObject({ locked: 1 })
  expect(await db.preregistration.findUnique({ where: { id: draft.id } })).toBeNull()
  expect(await statusOf(sent.id)).toBe("sent")
})

it("what was prepared in a structure that is no longer prescripteur goes after 30 days too", async () => {
  const draft = await one("draft")
  const lost = { structureId: prescriber.structure.id, type: "" as const, people: 3 }
  expect(await changeTypes(await aManagerContext(), lost)).toMatchObject({ ok: true })
  expect(await sweepAt("2026-12-20")).toMatchObject({ locked: 0 })
  expect(await sweepAt("2026-12-26")).toMatchObject({ locked: 1 })
  expect(await db.preregistration.findUnique({ where: { id: draft.id } })).toBeNull()
})

it("a candidate goes 24 months after the last that lived, 12 when nothing was sent; what lives counts until its session ends", async () => {
  const [finished, withdrawn, living] = [await one("finished"), await one("withdrawn"), await one("accepted")]
  expect(await sweepAt("2027-11-20")).toMatchObject({ candidates: 0 })
  expect(await sweepAt("2027-11-26")).toMatchObject({ candidates: 1 })
  expect((await db.candidate.findUniqueOrThrow({ where: { id: withdrawn.candidateId } })).erasedAt).not.toBeNull()
  expect(await sweepAt("2028-11-20")).toMatchObject({ candidates: 0 })
  expect(await sweepAt("2028-11-26", true)).toMatchObject({ candidates: 1 })
  expect((await db.candidate.findUniqueOrThrow({ where: { id: finished.candidateId } })).erasedAt).toBeNull()
  expect(await sweepAt("2028-11-26")).toMatchObject({ candidates: 1, failed: 0 })
  expect(await db.candidate.findUniqueOrThrow({ where: { id: finished.candidateId } })).toMatchObject({
    lastName: "",
    email: null,
    birthDate: null,
  })
  expect(await statusOf(finished.id)).toBe("finished")
  expect((await db.candidate.findUniqueOrThrow({ where: { id: living.candidateId } })).erasedAt).toBeNull()
  // Its training body never said how the session ended, on 24 March 2027.
  expect(await sweepAt("2029-03-20")).toMatchObject({ candidates: 0 })
  expect(await sweepAt("2029-03-26")).toMatchObject({ candidates: 1, failed: 0 })
  expect(await statusOf(living.id)).toBe("lapsed")
  expect((await db.candidate.findUniqueOrThrow({ where: { id: living.candidateId } })).lastName).toBe("")
})

it("on a permanent entry, which never ends, what lives counts from its last step", async () => {
  const waits = await one("sent")
  await db.delivery.updateMany({ data: { entryMode: "permanent" } })
  expect(await sweepAt("2028-11-20")).toMatchObject({ candidates: 0 })
  expect(await sweepAt("2028-11-26")).toMatchObject({ candidates: 1, failed: 0 })
  expect(await statusOf(waits.id)).toBe("lapsed")
})

it("a draft that was touched after its warning is warned again before it goes", async () => {
  const draft = await one("draft")
  await followPreregistrations(at("2027-01-25"), usual)
  await transaction(async (tx) => {
    await tx.candidate.update({ where: { id: draft.candidateId }, data: { updatedAt: at("2027-02-01").now } })
    await candidateTouched(tx, draft.candidateId)
  })
  expect(await sweepAt("2027-04-10")).toMatchObject({ drafts: 0 })
  await followPreregistrations(at("2027-04-10"), usual)
  expect(await sweepAt("2027-04-26")).toMatchObject({ drafts: 1 })
})
