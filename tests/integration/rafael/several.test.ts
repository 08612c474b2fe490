/** One gesture of a prescriber on several pre-registrations. */
import { beforeEach, expect, it } from "vitest"
import { db } from "@/lib/platform/db/client"
import type { PreregistrationStatus } from "@/lib/platform/generated/client"
import { followSeveral } from "@/lib/rafael/several/operations"
import { followedOnes } from "@/lib/rafael/several/queries"
import type { StepWord } from "@/lib/rafael/several/rules"
import { messages, now } from "@/tests/support/factories"
import { aPreregistration, aPrescriber, aSession, aTrainingBody, contextFor, statusOf } from "@/tests/support/rafael"

let prescriber: Awaited<ReturnType<typeof aPrescriber>>
let sessionId: string
beforeEach(async () => {
  prescriber = await aPrescriber()
  sessionId = (await aSession(await aTrainingBody())).session.id
})

const level = (which: 1 | 2 | 3) => contextFor(prescriber.people[`prescripteur_${which}`])
const ownerOf = (which: 1 | 2 | 3 | null) => (which ? prescriber.people[`prescripteur_${which}`].affiliationId : null)
const one = (status: PreregistrationStatus, owner: 1 | 2 | 3 | null = 1) =>
  aPreregistration({ structureId: prescriber.structure.id, ownerId: ownerOf(owner), sessionId, status })
const step = async (which: 1 | 2 | 3, word: StepWord, ...ones: { id: string }[]) => {
  const targets = {
    preregistrationIds: ones.map(({ id }) => id),
    step: word,
    list: "",
    reason: word === "retirer" ? ("moved" as const) : null,
  }
  const result = await followSeveral(await level(which), { ...targets, reasonText: "" })
  if (!result.ok) throw new Error(result.why)
  return result.value
}

it("what one lacks keeps no other back, and the first that stays says why", async () => {
  const [ready, lacking, sent] = [await one("draft"), await one("draft"), await one("sent")]
  await db.candidate.update({ where: { id: lacking.candidateId }, data: { city: null } })
  expect(await step(1, "transmettre", ready, lacking, sent)).toEqual({
    step: "transmettre",
    list: "",
    done: 1,
    refused: 2,
    first: "incomplete",
    structureId: prescriber.structure.id,
  })
  expect([await statusOf(ready.id), await statusOf(lacking.id), await statusOf(sent.id)]).toEqual(["to_validate", "draft", "sent"])
})

it("drafts are sent, taken back, withdrawn with their reason, and those of nobody taken over", async () => {
  const [first, second] = [await one("draft", 2), await one("draft", 2)]
  expect(await step(2, "envoyer", first, second)).toMatchObject({ done: 2, refused: 0 })
  expect(await step(2, "retirer", first, second)).toMatchObject({ done: 2, refused: 0 })
  expect(await db.preregistration.findUnique({ where: { id: first.id } })).toMatchObject({ status: "withdrawn", reason: "moved" })
  expect((await messages()).filter(({ template }) => template === "preregistration-withdrawn")).not.toHaveLength(0)
  const waiting = [await one("to_validate"), await one("to_validate")]
  expect(await step(1, "reprendre-le-brouillon", ...waiting)).toMatchObject({ done: 2 })
  const orphans = [await one("sent", null), await one("draft", null)]
  expect(await step(3, "suivre", ...orphans)).toMatchObject({ done: 2 })
  expect(await db.preregistration.count({ where: { ownerId: ownerOf(3) } })).toBe(2)
})

it("one press is told once, however many it was for", async () => {
  const told = async (template: string) => (await messages()).filter((message) => message.template === template).length
  await step(1, "transmettre", await one("draft"), await one("draft"), await one("draft"))
  expect(await told("preregistration-to-validate")).toBe(1)
  await step(2, "retirer", await one("sent", 2), await one("sent", 2))
  // The two who answer for the body, once each.
  expect(await told("preregistration-withdrawn")).toBe(2)
})

it("taken over twice by one press, it is theirs; without a reason, nothing is withdrawn", async () => {
  const orphan = await one("sent", null)
  const rows = await db.journal.count({ where: { outcome: "refused" } })
  expect(await step(3, "suivre", orphan)).toMatchObject({ done: 1 })
  expect(await step(3, "suivre", orphan)).toMatchObject({ done: 1, refused: 0 })
  expect(await db.journal.count({ where: { outcome: "refused" } })).toBe(rows)
  const targets = { preregistrationIds: [orphan.id], step: "retirer" as const, list: "", reason: null, reasonText: "" }
  expect(await followSeveral(await level(3), targets)).toMatchObject({ ok: false, why: "reason-needed" })
  expect(await statusOf(orphan.id)).toBe("sent")
})

it("what is not theirs stays as it is, whatever the form says, and leaves a row", async () => {
  const elsewhere = await aPrescriber()
  const foreign = await aPreregistration({ structureId: elsewhere.structure.id, ownerId: null, sessionId, status: "sent" })
  const [own, colleagues, another3] = [await one("sent"), await one("sent", 2), await one("sent", 3)]
  const rows = await db.journal.count({ where: { outcome: "refused" } })
  expect(await step(1, "retirer", own, colleagues, foreign)).toMatchObject({ done: 1, refused: 2, first: "not-found" })
  expect(await statusOf(colleagues.id)).toBe("sent")
  expect(await statusOf(foreign.id)).toBe("sent")
  const other3 = await contextFor(elsewhere.people.prescripteur_3)
  const targets = { preregistrationIds: [another3.id], step: "retirer" as const, list: "", reason: "moved" as const, reasonText: "" }
  expect(await followSeveral(other3, targets)).toMatchObject({ ok: true, value: { done: 0, refused: 1, first: "not-found" } })
  expect(await db.journal.count({ where: { outcome: "refused" } })).toBe(rows + 3)
})

it("the page shows, of those ticked, the ones on which the gesture is theirs, and what keeps them back", async () => {
  const [ready, lacking, sent, colleagues] = [await one("draft", 2), await one("draft", 2), await one("sent", 2), await one("draft", 1)]
  await db.candidate.update({ where: { id: lacking.candidateId }, data: { city: null } })
  const ids = [ready.id, lacking.id, sent.id, colleagues.id, "pas-un-identifiant"]
  const shown = async (which: 1 | 2 | 3, word: StepWord) => followedOnes((await level(which)).actor, ids, word, now)
  const toSend = await shown(2, "envoyer")
  expect(new Set(toSend.map(({ id }) => id))).toEqual(new Set([ready.id, lacking.id]))
  expect(toSend.find(({ id }) => id === lacking.id)?.keptBackBy).toEqual(["Il manque\u00a0: la commune."])
  expect((await shown(3, "envoyer")).map(({ id }) => id)).toContain(colleagues.id)
  expect((await shown(2, "retirer")).map(({ id }) => id)).toEqual([sent.id])
  expect(await followedOnes((await contextFor((await aTrainingBody()).people.gestionnaire_general)).actor, ids, "retirer", now)).toEqual([])
})
