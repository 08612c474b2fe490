/** Several wishes of one person, in an order that decides whose place is freed. */
import { beforeEach, describe, expect, it } from "vitest"
import { db } from "@/lib/platform/db/client"
import { answerPreregistrations } from "@/lib/rafael/answers/operations"
import { withdrawPreregistration } from "@/lib/rafael/preregistrations/operations"
import { addWish, raiseWish } from "@/lib/rafael/wishes/operations"
import { wishesOf } from "@/lib/rafael/wishes/queries"
import { messages } from "@/tests/support/factories"
import { aCandidate, aPreregistration, aPrescriber, aSession, aTrainingBody, contextFor, statusOf } from "@/tests/support/rafael"

let body: Awaited<ReturnType<typeof aTrainingBody>>
let prescriber: Awaited<ReturnType<typeof aPrescriber>>
let session: Awaited<ReturnType<typeof aSession>>["session"]
beforeEach(async () => {
  body = await aTrainingBody()
  prescriber = await aPrescriber()
  session = (await aSession(body)).session
})

const level = (which: 1 | 2 | 3) => contextFor(prescriber.people[`prescripteur_${which}`])

describe("wishes", () => {
  it("are put in another order, one step at a time, while nothing is decided; two at once leave an order", async () => {
    const candidate = await aCandidate(prescriber.structure.id)
    const [context, ids] = [await level(3), [] as string[]]
    for (let index = 0; index < 3; index += 1) {
      const { session: other } = await aSession(body)
      const wish = await addWish(context, { candidateId: candidate.id, sessionId: other.id, project: "", wishedStart: null })
      if (!wish.ok) throw new Error(wish.why)
      ids.push(wish.value.preregistrationId)
    }
    const [first = "", second = "", third = ""] = ids
    const order = async () => (await db.preregistration.findMany({ orderBy: { wish: "asc" }, select: { id: true } })).map(({ id }) => id)
    expect(await raiseWish(context, { preregistrationId: third })).toMatchObject({ ok: true })
    expect(await order()).toEqual([first, third, second])
    expect(await raiseWish(context, { preregistrationId: first })).toMatchObject({ ok: false, why: "not-possible" })
    await Promise.all([second, third].map((preregistrationId) => raiseWish(context, { preregistrationId })))
    const wishes = (await db.preregistration.findMany({ select: { wish: true } })).map(({ wish }) => wish)
    expect(wishes.toSorted()).toEqual([1, 2, 3])
    const done = await aPreregistration({
      structureId: prescriber.structure.id,
      ownerId: null,
      sessionId: session.id,
      candidateId: candidate.id,
      status: "accepted",
    })
    expect(await raiseWish(context, { preregistrationId: done.id })).toMatchObject({ ok: false, why: "not-possible" })
    expect(await wishesOf(context.actor, { candidateId: candidate.id, structureId: prescriber.structure.id })).toHaveLength(4)
    expect(await wishesOf((await level(1)).actor, { candidateId: candidate.id, structureId: prescriber.structure.id })).toEqual([])
  })
})

it("a wish is not put before one that a colleague follows, which its author may not touch", async () => {
  const candidate = await aCandidate(prescriber.structure.id)
  const of = async (owner: "prescripteur_1" | "prescripteur_2") => {
    const { session: other } = await aSession(body)
    const ownerId = prescriber.people[owner].affiliationId
    return aPreregistration({ structureId: prescriber.structure.id, ownerId, sessionId: other.id, candidateId: candidate.id })
  }
  await of("prescripteur_2")
  const { id: preregistrationId } = await of("prescripteur_1")
  expect(await raiseWish(await level(1), { preregistrationId })).toMatchObject({ ok: false, why: "not-theirs" })
  expect(await raiseWish(await level(3), { preregistrationId })).toMatchObject({ ok: true })
})

describe("accepted on one wish", () => {
  it("someone hears that the later ones at the same dates are released, when those had left; so does whoever follows them", async () => {
    const candidate = await aCandidate(prescriber.structure.id)
    const own = { structureId: prescriber.structure.id, ownerId: prescriber.people.prescripteur_1.affiliationId, candidateId: candidate.id }
    const first = await aPreregistration({ ...own, sessionId: session.id, status: "sent" })
    const sent = await aPreregistration({ ...own, sessionId: (await aSession(body)).session.id, status: "sent" })
    const draft = await aPreregistration({ ...own, sessionId: (await aSession(body)).session.id })
    const answers = await contextFor(body.people.gestionnaire_preinscription)
    await answerPreregistrations(answers, { preregistrationIds: [first.id], arrow: "accept", reason: null, reasonText: "" })
    expect([await statusOf(first.id), await statusOf(sent.id), await statusOf(draft.id)]).toEqual(["accepted", "withdrawn", "withdrawn"])
    const of = async (template: string, key: string) =>
      (await messages()).filter((message) => message.template === template).map(({ data }) => (data as Record<string, string>)[key])
    expect((await of("candidate-news", "news")).toSorted()).toEqual(["accepted", "withdrawn"])
    expect((await of("preregistration-news", "news")).toSorted()).toEqual(["accepted", "withdrawn", "withdrawn"])
    expect(await of("preregistration-withdrawn", "preregistrationId")).toEqual([sent.id, sent.id])
  })
})

it("a level 3 who withdraws a colleague's tells them why, with the reason they chose", async () => {
  const ownerId = prescriber.people.prescripteur_1.affiliationId
  const { id } = await aPreregistration({ structureId: prescriber.structure.id, ownerId, sessionId: session.id, status: "sent" })
  const said = { preregistrationId: id, reason: "in_work", reasonText: "Depuis lundi." } as const
  expect(await withdrawPreregistration(await level(3), said)).toMatchObject({ ok: true })
  const told = (await messages()).filter(({ template }) => template === "preregistration-news")
  expect(told.map(({ toEmail, data }) => [toEmail, (data as { words: string }).words])).toEqual([
    [prescriber.people.prescripteur_1.email, expect.stringMatching(/^A trouvé un emploi\s: Depuis lundi\.$/)],
  ])
})
