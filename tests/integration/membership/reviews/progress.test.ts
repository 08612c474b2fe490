/** How far the structures of a review are, as managers see it, and who has not answered there. */
import { beforeEach, describe, expect, it } from "vitest"
import { detach, leave } from "@/lib/membership/departures/operations"
import { keepPeople } from "@/lib/membership/review-answers/operations"
import { reviewAskingAbout } from "@/lib/membership/review-answers/queries"
import { followReviews } from "@/lib/membership/review-clock/operations"
import { parseReviewDelays } from "@/lib/membership/review-clock/rules"
import { closeReview } from "@/lib/membership/reviews/operations"
import { reviewForManagers, reviewsLeftToManagers, structureCounts, structuresOfReview } from "@/lib/membership/reviews/queries"
import { db } from "@/lib/platform/db/client"
import { aManagerContext, anAccount, anActiveAffiliation, contextOf, now, visitor } from "@/tests/support/factories"
import { aTeamToReview, opened } from "@/tests/support/reviews"

let team: Awaited<ReturnType<typeof aTeamToReview>>
let reviewId: string
beforeEach(async () => {
  team = await aTeamToReview()
  reviewId = await opened()
})

const idOf = (index: number) => team.people[index]?.id ?? expect.fail()
const review = async () => (await reviewForManagers((await aManagerContext()).actor, reviewId)) ?? expect.fail()
const progress = async (etat = "") => (await structuresOfReview(await review(), { etat, page: 1, now })).structures
const delays = parseReviewDelays("") ?? expect.fail()
const away = { startsAt: new Date(now.getTime() - 1000), createdAt: now }
const toldOf = async () => (await db.message.findMany({ where: { template: "review-to-answer" } })).map(({ accountId }) => accountId)
const keep = async (accountId: string, ...affiliationIds: string[]) =>
  keepPeople(await contextOf(accountId), { reviewId, structureId: team.structure.id, affiliationIds })

describe("the state of a structure", () => {
  it("is without answer until someone answers there", async () => {
    expect(await progress()).toMatchObject([{ people: 4, waiting: 4, state: "sans-reponse" }])
    await keep(team.referent.id, idOf(0))
    expect(await progress()).toMatchObject([{ waiting: 3, state: "en-cours" }])
  })

  it("is without answer still when someone left by themselves, and is not any more once a référent detached someone", async () => {
    const [first] = team.people
    expect(await leave(await contextOf(first?.accountId ?? ""), { affiliationId: idOf(0), message: "" })).toMatchObject({ ok: true })
    expect(await progress()).toMatchObject([{ waiting: 3, state: "sans-reponse" }])
    await detach(await contextOf(team.referent.id), { affiliationId: idOf(1), reason: "", withoutReferent: false })
    expect(await progress()).toMatchObject([{ waiting: 2, state: "en-cours" }])
  })

  it("is the managers' when no référent can be reached, and over when everyone has an answer", async () => {
    await db.account.update({ where: { id: team.referent.id }, data: { bouncedAt: now } })
    expect(await progress()).toMatchObject([{ state: "gestionnaires" }])
    const own = await db.affiliation.findFirstOrThrow({ where: { accountId: team.referent.id } })
    await keep(team.referent.id, ...team.people.map(({ id }) => id), own.id)
    expect(await progress()).toMatchObject([{ waiting: 0, state: "finie" }])
  })

  it("is the managers' while every référent is away until after the last day, not when one is back before", async () => {
    const { id } = await db.absence.create({
      data: { ...away, structureId: team.structure.id, accountId: team.referent.id, endsAt: new Date("2026-12-24T23:00:00Z") },
    })
    const { actor } = await aManagerContext()
    expect(await progress()).toMatchObject([{ state: "gestionnaires", referents: [{ reach: "away" }] }])
    expect(await reviewsLeftToManagers(actor, now)).toMatchObject([{ id: reviewId, people: 4 }])
    await followReviews({ ...visitor, now }, delays)
    expect(await toldOf()).not.toContain(team.referent.id)
    expect((await toldOf()).length).toBeGreaterThan(0)
    await db.absence.update({ where: { id }, data: { endsAt: new Date("2026-12-23T23:00:00Z") } })
    expect(await progress()).toMatchObject([{ state: "sans-reponse", referents: [{ reach: "asked" }] }])
    expect(await reviewsLeftToManagers(actor, now)).toEqual([])
    await followReviews({ ...visitor, now }, delays)
    expect(await toldOf()).toContain(team.referent.id)
  })

  it("narrows the list, and the counts are those of the lists", async () => {
    const other = await aTeamToReview()
    await closeReview(await aManagerContext(), { reviewId })
    reviewId = await opened()
    await keepPeople(await contextOf(other.referent.id), {
      reviewId,
      structureId: other.structure.id,
      affiliationIds: [other.people[0]?.id ?? ""],
    })
    expect(await structureCounts(await review(), now)).toEqual({ "sans-reponse": 1, "en-cours": 1, gestionnaires: 0, finie: 0 })
    expect(await progress("en-cours")).toMatchObject([{ structureId: other.structure.id }])
    expect(await progress("sans-reponse")).toMatchObject([{ structureId: team.structure.id }])
    expect(await progress("finie")).toEqual([])
    expect(await progress("constructor")).toHaveLength(2)
  })
})

it("says of a référent whom nothing reaches that it is so, not that they did not answer", async () => {
  await db.account.update({ where: { id: team.referent.id }, data: { bouncedAt: now } })
  expect(await progress()).toMatchObject([{ referents: [{ answers: 0, reach: "unreachable" }] }])
})

it("names the référents, and says of each how much they answered", async () => {
  const second = await anAccount({ firstName: "Zoé", lastName: "Zola" })
  await anActiveAffiliation(second.id, team.structure.id, { isReferent: true })
  await keep(team.referent.id, idOf(0), idOf(1))
  const [structure] = await progress()
  expect(structure?.referents).toHaveLength(2)
  expect(structure?.referents).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ accountId: team.referent.id, answers: 2 }),
      expect.objectContaining({ accountId: second.id, lastName: "Zola", answers: 0 }),
    ]),
  )
})

describe("the review to take up from the page of someone's rights", () => {
  const asked = async (accountId: string) => reviewAskingAbout((await contextOf(accountId)).actor, team.structure.id, idOf(0))

  it("is the one that asks about them, after the last answer too, until it is closed", async () => {
    const own = await db.affiliation.findFirstOrThrow({ where: { accountId: team.referent.id } })
    await keep(team.referent.id, ...team.people.map(({ id }) => id), own.id)
    expect(await asked(team.referent.id)).toBe(reviewId)
    await closeReview(await aManagerContext(), { reviewId })
    expect(await asked(team.referent.id)).toBeNull()
  })

  it("is not one that does not ask about them, nor anything for those who do not answer there", async () => {
    const newcomer = await anActiveAffiliation((await anAccount()).id, team.structure.id)
    expect(await reviewAskingAbout((await contextOf(team.referent.id)).actor, team.structure.id, newcomer.id)).toBeNull()
    expect(await asked(team.people[1]?.accountId ?? "")).toBeNull()
  })
})
