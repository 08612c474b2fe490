/** What managers see, and how they find one candidate. */
import { beforeEach, expect, it, vi } from "vitest"
import { closeStructure } from "@/lib/desk/structures/operations"
import { db } from "@/lib/platform/db/client"
import { searchCandidates } from "@/lib/rafael/oversight/operations"
import {
  offerImports,
  offerQuality,
  publishedCourses,
  underMinimum,
  withoutAnswer,
  withoutPrescriber,
} from "@/lib/rafael/oversight/queries"
import { aManagerContext, now } from "@/tests/support/factories"
import { aCandidate, aPreregistration, aPrescriber, aSession, aTrainingBody, contextFor, inDays } from "@/tests/support/rafael"

let body: Awaited<ReturnType<typeof aTrainingBody>>
let prescriber: Awaited<ReturnType<typeof aPrescriber>>
beforeEach(async () => {
  body = await aTrainingBody()
  prescriber = await aPrescriber()
})

it("a candidate by the very address or phone, with a reason; each search is in the journal, found or not", async () => {
  const candidate = await aCandidate(prescriber.structure.id, { phone: "+33612345678" })
  const manager = await aManagerContext()
  const search = async (contact: string) => {
    const result = await searchCandidates(manager, { contact, reason: "Appel de la personne" })
    return result.ok ? result.value.join() : result.why
  }
  expect(await search(candidate.email ?? "")).toContain(candidate.lastName.toUpperCase())
  expect(await search("06 12 34 56 78")).toContain("Mission Exemple")
  expect(await search(candidate.lastName)).toContain("Aucun candidat")
  expect(await search((candidate.email ?? "").slice(1))).toContain("Aucun candidat")
  expect(await db.journal.count({ where: { action: "candidate.read-by-manager", reason: "Appel de la personne" } })).toBe(4)
  const level3 = await contextFor(prescriber.people.prescripteur_3)
  expect(await searchCandidates(level3, { contact: candidate.email ?? "", reason: "Curiosité" })).toMatchObject({
    ok: false,
    why: "not-found",
  })
})

it("what waits for ten working days, and sessions short of people; no name among it, and nothing for anyone else", async () => {
  const { session } = await aSession(body, { startsOn: inDays(10), endsOn: inDays(60), minimum: 3 })
  const one = await aPreregistration({ structureId: prescriber.structure.id, ownerId: null, sessionId: session.id, status: "sent" })
  const { actor } = await aManagerContext()
  const later = new Date(now.getTime() + 15 * 24 * 3_600_000)
  expect((await withoutAnswer(actor, now)).total).toBe(0)
  const { rows, total } = await withoutAnswer(actor, later)
  expect(total).toBe(1)
  vi.stubEnv("PREREGISTRATION_DELAYS", "2,5,5,15,10")
  expect((await withoutAnswer(actor, later)).total).toBe(0)
  vi.unstubAllEnvs()
  const { lastName } = await db.candidate.findUniqueOrThrow({ where: { id: one.candidateId } })
  expect(JSON.stringify(rows)).not.toContain(lastName)
  expect((await underMinimum(actor, now)).rows.map(({ id }) => id)).toEqual([session.id])
  expect((await publishedCourses(actor, { q: "cuisinier institut", page: 1 })).total).toBe(1)
  const { actor: other } = await contextFor(prescriber.people.prescripteur_3)
  const none = { rows: [], total: 0, pages: 1 }
  const theirs = [
    withoutAnswer(other, later),
    underMinimum(other, now),
    withoutPrescriber(other),
    offerQuality(other, now),
    offerImports(other),
  ]
  expect(await Promise.all(theirs)).toEqual(theirs.map(() => none))
  expect((await publishedCourses(other, { q: "", page: 1 })).total).toBe(0)
})

it("what a structure sent before it closed is followed by managers, and how much a training body says of its offer is told", async () => {
  const { session } = await aSession(body)
  const one = await aPreregistration({ structureId: prescriber.structure.id, ownerId: null, sessionId: session.id, status: "accepted" })
  const manager = await aManagerContext()
  expect((await withoutPrescriber(manager.actor)).total).toBe(0)
  expect(await closeStructure(manager, { structureId: prescriber.structure.id, reason: "Cessation", successor: "" })).toMatchObject({
    ok: true,
  })
  expect((await withoutPrescriber(manager.actor)).rows.map(({ id }) => id)).toEqual([one.id])
  await aSession(body, { state: "draft" })
  await db.delivery.updateMany({ data: { accessDelay: "", accessibility: "", remainingCost: "" } })
  const [quality] = (await offerQuality(manager.actor, now)).rows
  expect(quality).toMatchObject({ id: body.structure.id, published: 1, drafts: 1, sessions: 1, information: 50 })
})
