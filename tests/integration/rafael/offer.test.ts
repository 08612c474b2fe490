/** What visitors find of the offer, and what its training body reads of it. */
import { beforeEach, describe, expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { db } from "@/lib/platform/db/client"
import { todayOf } from "@/lib/platform/time/working-days"
import { coursesOf } from "@/lib/rafael/courses/queries"
import { publishedCourse, publishedSession, searchOffer } from "@/lib/rafael/offer-search/queries"
import { readOfferAddress } from "@/lib/rafael/offer-search/schema"
import { now } from "@/tests/support/factories"
import { aPreregistration, aPrescriber, aSession, aTrainingBody, contextFor, inDays } from "@/tests/support/rafael"

let body: Awaited<ReturnType<typeof aTrainingBody>>
let writes: ActorContext
beforeEach(async () => {
  body = await aTrainingBody()
  writes = await contextFor(body.people.gestionnaire_catalogue)
})

const search = async (query: Record<string, string>) =>
  (await searchOffer(readOfferAddress(query), todayOf(now))).sessions.map(({ title }) => title)

describe("what visitors find", () => {
  beforeEach(async () => {
    await aSession(body, { title: "Cuisinier" })
    await aSession(body, { title: "Développeur web", startsOn: inDays(10), endsOn: inDays(90) })
    await aSession(body, { title: "Brouillon secret", state: "draft" })
    await aSession(body, { title: "Maçon d’hier", startsOn: inDays(-90), endsOn: inDays(-2) })
  })

  it("is published, to come, soonest first, by words without accents or case, body and place", async () => {
    expect(await search({})).toEqual(["Développeur web", "Cuisinier"])
    expect(await search({ q: "DEVELOPPEUR" })).toEqual(["Développeur web"])
    expect(await search({ q: "developpeur pau" })).toEqual(["Développeur web"])
    expect(await search({ q: "institut exemple" })).toHaveLength(2)
    expect(await search({ q: "G1602" })).toHaveLength(2)
    expect(await search({ q: "brouillon" })).toEqual([])
    expect(await search({ q: "100% _" })).toEqual([])
  })

  it.each([
    [{ departement: "64" }, 2],
    [{ departement: "33" }, 0],
    [{ debut: "2027-01-01" }, 1],
    [{ debut: "hier" }, 2],
    [{ mode: "remote" }, 0],
    [{ financee: "1" }, 2],
    [{ accessible: "1" }, 2],
    [{ certifiante: "1" }, 0],
    [{ permanente: "1" }, 0],
    [{ places: "1" }, 2],
  ])("filtered by %o: %i", async (query, count) => {
    expect(await search(query)).toHaveLength(count)
  })

  it("never a draft, an archive, nor a closed structure's, by any address", async () => {
    const { course: draft, session } = await aSession(body, { state: "draft" })
    expect(await publishedSession(session.id, now)).toBeNull()
    expect(await publishedCourse(draft.id)).toBeNull()
    const open = await aSession(body)
    await db.structure.update({ where: { id: body.structure.id }, data: { state: "closed", closedAt: now } })
    expect(await publishedSession(open.session.id, now)).toBeNull()
    expect(await search({})).toEqual([])
    for (const id of ["inconnu", "'; DROP TABLE course; --"]) expect(await publishedSession(id, now)).toBeNull()
  })
})

it("the sessions counted as open are those that take pre-registrations today", async () => {
  const { course: own, delivery: given } = await aSession(body)
  const open = async () =>
    (await coursesOf(writes.actor, body.structure.id, { q: "", etat: null, page: 1 }, todayOf(now))).courses[0]?.openSessions
  expect(await open()).toBe(1)
  await db.trainingSession.updateMany({ where: { deliveryId: given.id }, data: { registrationFrom: inDays(10) } })
  expect(await open()).toBe(0)
  await db.trainingSession.updateMany({ where: { deliveryId: given.id }, data: { registrationFrom: null } })
  await db.course.update({ where: { id: own.id }, data: { state: "draft", publishedAt: null } })
  expect(await open()).toBe(0)
})

it("a full session says when the next one with places begins", async () => {
  const { delivery: given, session } = await aSession(body, { places: 1, taken: 0, title: "Soudeur" })
  const prescriber = await aPrescriber()
  await aPreregistration({ structureId: prescriber.structure.id, ownerId: null, sessionId: session.id, status: "accepted" })
  const dated = { deliveryId: given.id, createdAt: now, updatedAt: now, endsOn: inDays(300) }
  await db.trainingSession.create({ data: { ...dated, numero: "S3", startsOn: inDays(200), places: 3 } })
  const next = await db.trainingSession.create({ data: { ...dated, numero: "S2", startsOn: inDays(90), places: 3 } })
  const { sessions } = await searchOffer(readOfferAddress({ q: "soudeur" }), todayOf(now))
  expect(sessions.map(({ id, next: said }) => [id === session.id, said?.id ?? null])).toEqual([
    [true, next.id],
    [false, null],
    [false, null],
  ])
})

describe("the catalogue", () => {
  it("lists drafts and archives too, searched and filtered, with what each lacks", async () => {
    const today = todayOf(now)
    await aSession(body)
    await aSession(body, { state: "draft", title: "Boulanger" })
    const list = async (filters: object) =>
      (await coursesOf(writes.actor, body.structure.id, { q: "", etat: null, page: 1, ...filters }, today)).courses
    expect(await list({})).toHaveLength(2)
    expect(
      (await list({ q: "boul" })).map(({ title, state, completeness, openSessions }) => [title, state, completeness, openSessions]),
    ).toEqual([["Boulanger", "draft", 100, 0]])
    expect(await list({ etat: "archived" })).toEqual([])
    expect(await list({ q: "%" })).toEqual([])
  })
})
