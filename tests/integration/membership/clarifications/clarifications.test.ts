import { beforeEach, describe, expect, it } from "vitest"
import { cancelRequest } from "@/lib/membership/affiliations/operations"
import { requestsForReferent } from "@/lib/membership/affiliations/queries"
import { answerClarification, askForClarification } from "@/lib/membership/clarifications/operations"
import { clarificationsOf, ownOpenQuestions } from "@/lib/membership/clarifications/queries"
import { requestContext } from "@/lib/membership/decisions/queries"
import { db } from "@/lib/platform/db/client"
import {
  aManagerContext,
  anAccount,
  anActiveAffiliation,
  aPendingRequest,
  aStructureWithReferent,
  contextOf,
  messages,
} from "@/tests/support/factories"

let world: Awaited<ReturnType<typeof aRequest>>
async function aRequest() {
  const { structure, referent } = await aStructureWithReferent()
  const applicant = await anAccount({ email: "lea@structure.fr" })
  const request = await aPendingRequest(applicant.id, structure.id)
  return { structure, referent, applicant, request, decider: await contextOf(referent.id), own: await contextOf(applicant.id) }
}
beforeEach(async () => {
  world = await aRequest()
})
const ask = (context = world.decider) => askForClarification(context, { affiliationId: world.request.id, text: "Quel est votre service ?" })
const openQuestion = async () => (await ownOpenQuestions(world.own.actor))[0]?.id ?? ""
const answer = (questionId: string, context = world.own) =>
  answerClarification(context, { questionId, answer: "L’accueil", from: "/accueil" })

describe("demander une précision", () => {
  it("the applicant is written to, answers on their page, and the request comes back to whoever asked", async () => {
    expect(await ask()).toMatchObject({ ok: true })
    expect(await messages()).toMatchObject([{ template: "question-asked", toEmail: world.applicant.email }])
    expect((await requestsForReferent(world.decider.actor))[0]?.clarifications).toEqual([{ answeredAt: null }])
    expect(await answer(await openQuestion())).toEqual({ ok: true, value: "/accueil" })
    expect((await messages()).at(-1)).toMatchObject({
      template: "question-answered",
      toEmail: world.referent.email,
      data: { answer: "L’accueil" },
    })
    expect(await clarificationsOf([world.request.id])).toMatchObject([{ text: "Quel est votre service ?", answer: "L’accueil" }])
    expect((await db.affiliation.findUniqueOrThrow({ where: { id: world.request.id } })).status).toBe("pending")
  })

  it("a manager may ask too; one question at a time; another once answered", async () => {
    const manager = await aManagerContext()
    const results = await Promise.all([ask(), ask(manager)])
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(results.find(({ ok }) => !ok)).toMatchObject({ why: "already-asked" })
    await answer(await openQuestion())
    expect(await ask(manager)).toMatchObject({ ok: true })
  })

  it("nobody asks or answers for someone else: not found, and a row", async () => {
    const stranger = await contextOf((await anAccount()).id)
    expect(await ask(stranger)).toEqual({ ok: false, why: "not-found" })
    await ask()
    const questionId = await openQuestion()
    for (const context of [stranger, world.decider]) expect(await answer(questionId, context)).toEqual({ ok: false, why: "not-found" })
    expect(await db.journal.count({ where: { outcome: "refused" } })).toBe(3)
    expect(await ownOpenQuestions(stranger.actor)).toEqual([])
  })

  it("an answer goes to those who decide today when whoever asked no longer does", async () => {
    await ask()
    const questionId = await openQuestion()
    const heir = await anAccount()
    await anActiveAffiliation(heir.id, world.structure.id, { isReferent: true })
    await db.affiliation.updateMany({ where: { accountId: world.referent.id }, data: { isReferent: false } })
    await answer(questionId)
    expect((await messages()).filter(({ template }) => template === "question-answered")).toMatchObject([{ toEmail: heir.email }])
  })

  it("an answer comes once, and not after the request is over", async () => {
    await ask()
    const questionId = await openQuestion()
    const results = await Promise.all([answer(questionId), answer(questionId)])
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    await ask()
    const second = await openQuestion()
    await cancelRequest(world.own, { affiliationId: world.request.id })
    expect(await answer(second)).toEqual({ ok: false, why: "already-decided" })
    expect(await ask()).toMatchObject({ why: "already-decided" })
    expect(await ownOpenQuestions(world.own.actor)).toEqual([])
  })
})

it("what helps to decide: same domain, people there, similar requests, an earlier refusal; for deciders only", async () => {
  const { structure, applicant, request, decider } = world
  const colleague = await anAccount({ email: "paul@structure.fr" })
  await anActiveAffiliation(colleague.id, structure.id)
  const twin = await anAccount({ email: "lou@structure.fr" })
  const similar = await aPendingRequest(twin.id, structure.id, { need: "offre" })
  await aPendingRequest((await anAccount({ email: "ana@structure.fr" })).id, structure.id, { need: "inscrire" })
  await aPendingRequest((await anAccount({ email: "ana@ailleurs.fr" })).id, structure.id, { need: "offre" })
  await aPendingRequest(applicant.id, structure.id, { status: "refused", reason: "Inconnue", decidedAt: new Date() })
  const asked = { id: request.id, structureId: structure.id, need: "offre" as const, account: applicant }
  expect(await requestContext(decider.actor, asked)).toMatchObject({
    domain: "structure.fr",
    isPersonal: false,
    total: 2,
    colleagues: 1,
    waiting: 3,
    similar: [{ id: similar.id }],
    refusals: [{ reason: "Inconnue" }],
  })
  expect(await requestContext(world.own.actor, asked)).toBeNull()
})
