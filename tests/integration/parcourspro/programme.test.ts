/** What managers and providers write, and what anyone then finds in the programme. */
import { beforeEach, describe, expect, it } from "vitest"
import {
  cancelEventSession,
  createEventSession,
  editEventSession,
  setEventSessionOpening,
} from "@/lib/parcourspro/event-sessions/operations"
import { archiveEvent, createEvent, editEvent } from "@/lib/parcourspro/events/operations"
import { eventPage, programmeDepartements, programmeMonth, programmeSessions } from "@/lib/parcourspro/programme/queries"
import { readProgrammeAddress } from "@/lib/parcourspro/programme/schema"
import { addTheme, archiveTheme } from "@/lib/parcourspro/themes/operations"
import { db } from "@/lib/platform/db/client"
import { aManagerContext, now } from "@/tests/support/factories"
import {
  anEvent,
  anEventSession,
  aPersonOf,
  aProgramme,
  aRegistration,
  aTypedEvent,
  aTypedSession,
  atNine,
  contextFor,
  toldOf,
} from "@/tests/support/parcourspro"

let world: Awaited<ReturnType<typeof aProgramme>>
let manager: Awaited<ReturnType<typeof aManagerContext>>
beforeEach(async () => {
  world = await aProgramme()
  manager = await aManagerContext()
})

const found = async (asked: Record<string, string> = {}) => {
  const { sessions } = await programmeSessions(await readProgrammeAddress(Promise.resolve(asked)), now)
  return sessions.map(({ id }) => id)
}
const seen = async () => (await db.eventSession.findUniqueOrThrow({ where: { id: world.session.id } })).updatedAt.toISOString()
const provider = () => contextFor(world.giver.provider)

describe("an action", () => {
  it("is written once by one press, of a provider that gives formations and a theme that stands", async () => {
    const typed = await aTypedEvent(world.giver.structure.siret)
    const [first, second] = await Promise.all([createEvent(manager, typed), createEvent(manager, typed)])
    expect(first).toEqual(second)
    expect(await createEvent(manager, { ...typed, providerSiret: world.coming.structure.siret })).toMatchObject({ why: "provider-unknown" })
    await archiveTheme(manager, { themeId: typed.themeId })
    expect(await createEvent(manager, { ...typed, title: "Une autre" })).toMatchObject({ why: "theme-unknown" })
    expect(await addTheme(manager, { name: "Accompagnement" })).toMatchObject({ ok: true })
    expect(await createEvent(manager, { ...typed, title: "Une autre" })).toMatchObject({ ok: true })
  })

  it("keeps its provider and stays while people are on it; two who change it at once: one is told", async () => {
    await aRegistration({ accountId: world.coming.person.accountId, structureId: world.coming.structure.id, sessionId: world.session.id })
    const other = await aProgramme()
    const { id: eventId, updatedAt } = world.event
    const typed = { ...(await aTypedEvent(world.giver.structure.siret)), eventId, seen: updatedAt.toISOString() }
    expect(await editEvent(manager, { ...typed, providerSiret: other.giver.structure.siret })).toMatchObject({ why: "people-on-it" })
    expect(await archiveEvent(manager, { eventId })).toMatchObject({ ok: false, why: "people-on-it" })
    const both = await Promise.all([editEvent(manager, typed), editEvent(manager, { ...typed, title: "Autre titre" })])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect(both.find(({ ok }) => !ok)).toMatchObject({ why: "changed-meanwhile" })
  })

  it("archived is not found any more", async () => {
    expect(await found()).toEqual([world.session.id])
    expect(await archiveEvent(manager, { eventId: world.event.id })).toMatchObject({ ok: true })
    expect(await found()).toEqual([])
    expect(await eventPage(world.event.id, now)).toBe(null)
  })
})

describe("a session", () => {
  it("is a draft until it is opened, then found; its period is that of its half-days", async () => {
    const made = await createEventSession(manager, { ...aTypedSession(), eventId: world.event.id })
    if (!made.ok) throw new Error(made.why)
    expect(await found()).not.toContain(made.value.sessionId)
    expect(await setEventSessionOpening(await provider(), { sessionId: made.value.sessionId, to: "open" })).toMatchObject({ ok: true })
    expect(await found()).toContain(made.value.sessionId)
    expect(await db.eventSession.findUniqueOrThrow({ where: { id: made.value.sessionId } })).toMatchObject({
      startsAt: atNine(60),
      endsAt: new Date(atNine(60).getTime() + 3 * 3_600_000),
      departement: "33",
    })
  })

  it.each([
    ["past", { halfDays: [{ startsAt: atNine(-2), endsAt: new Date(atNine(-2).getTime() + 3_600_000) }] }],
    ["minimum", { minimum: 11 }],
    ["closes-late", { closesOn: "2027-01-24" }],
    ["opens-late", { opensOn: "2027-01-20" }],
    ["no-place", { place: "" }],
  ])("%s is refused beside its field, when it is made and when it is changed", async (why, more) => {
    expect(await createEventSession(manager, { ...aTypedSession(more), eventId: world.event.id })).toMatchObject({ ok: false, why })
    const typed = { ...aTypedSession(more), sessionId: world.session.id, seen: await seen() }
    expect(await editEventSession(await provider(), typed)).toMatchObject({ ok: false, why })
  })

  it("moved: everyone on it is told with the new hours, and calendars see a higher sequence; unmoved: nobody", async () => {
    await aRegistration({
      accountId: world.coming.person.accountId,
      structureId: world.coming.structure.id,
      sessionId: world.session.id,
      status: "confirmed",
    })
    expect(await editEventSession(await provider(), { ...aTypedSession(), sessionId: world.session.id, seen: await seen() })).toMatchObject(
      { ok: true },
    )
    expect(await toldOf("registration-news")).toMatchObject([{ news: "moved", calendar: { events: [{ sequence: 2 }] } }])
    expect(await db.halfDay.count({ where: { sessionId: world.session.id } })).toBe(1)
    expect(
      await editEventSession(await provider(), { ...aTypedSession({ places: 11 }), sessionId: world.session.id, seen: await seen() }),
    ).toMatchObject({ ok: true })
    expect(await toldOf("registration-news")).toHaveLength(1)
    expect(
      await editEventSession(await provider(), { ...aTypedSession(), sessionId: world.session.id, seen: now.toISOString() }),
    ).toMatchObject({
      why: "changed-meanwhile",
    })
  })

  it("with more places offers them to those who wait, in rank; with fewer than are taken, is refused", async () => {
    await db.eventSession.update({ where: { id: world.session.id }, data: { places: 1, minimum: 1 } })
    const states = ["confirmed", "waitlisted", "waitlisted"] as const
    const ids: string[] = []
    for (const status of states) {
      const { accountId } = await aPersonOf((await aProgramme()).coming.structure.id)
      const { structureId } = await db.affiliation.findFirstOrThrow({ where: { accountId } })
      ids.push((await aRegistration({ accountId, structureId, sessionId: world.session.id, status })).id)
    }
    const typed = async (places: number) => ({ ...aTypedSession({ places, minimum: 1 }), sessionId: world.session.id, seen: await seen() })
    expect(await editEventSession(await provider(), await typed(2))).toMatchObject({ ok: true })
    expect((await db.registration.findMany({ where: { status: "offered" } })).map(({ id }) => id)).toEqual([ids[1]])
    expect(await editEventSession(await provider(), await typed(1))).toMatchObject({ ok: false, why: "taken", detail: "2" })
  })

  it("cancelled once its effect was read: everyone is told and nobody is offered a place; a second time is refused", async () => {
    const one = { accountId: world.coming.person.accountId, structureId: world.coming.structure.id, sessionId: world.session.id }
    await aRegistration({ ...one, status: "confirmed" })
    const cancel = async (concerned: number) =>
      cancelEventSession(await provider(), { sessionId: world.session.id, reason: "Salle indisponible.", concerned })
    expect(await cancel(0)).toMatchObject({ ok: false, why: "changed-meanwhile", detail: "1" })
    expect(await cancel(1)).toMatchObject({ ok: true })
    expect(await toldOf("registration-news")).toMatchObject([
      { news: "session_cancelled", words: "Salle indisponible.", calendar: { isCancelled: true } },
    ])
    expect(await cancel(0)).toMatchObject({ ok: false, why: "cancelled" })
    expect(await setEventSessionOpening(await provider(), { sessionId: world.session.id, to: "open" })).toMatchObject({ why: "cancelled" })
  })

  it("keeps its half-days apart: two that overlap are refused by the database too", async () => {
    const at = { startsAt: new Date(atNine(30).getTime() + 3_600_000), endsAt: new Date(atNine(30).getTime() + 4 * 3_600_000) }
    await expect(db.halfDay.create({ data: { ...at, sessionId: world.session.id } })).rejects.toThrow("overlap")
  })
})

describe("what anyone finds", () => {
  it("by words, theme, format, place, distance, dates, public and places; the next first", async () => {
    const lab = await anEvent(world.giver.structure.id, { title: "Éveiller les compétences", kind: "lab", adherentsOnly: true })
    const other = await anEventSession(lab.id, { startsIn: 45, isRemote: true, postcode: null, city: null, places: 1, minimum: 1 })
    await aRegistration({
      accountId: world.coming.person.accountId,
      structureId: world.coming.structure.id,
      sessionId: other.id,
      status: "confirmed",
    })
    const [first, second] = [world.session.id, other.id]
    expect(await found()).toEqual([first, second])
    expect(await found({ q: "competence eveil" })).toEqual([second])
    expect(await found({ q: "zzz%_" })).toEqual([])
    expect(await found({ format: "lab" })).toEqual([second])
    expect(await found({ lieu: "33" })).toEqual([first])
    expect(await found({ distance: "1" })).toEqual([second])
    expect(await found({ du: "2026-12-31" })).toEqual([second])
    expect(await found({ au: "2026-12-31" })).toEqual([first])
    expect(await found({ public: "adherents" })).toEqual([second])
    expect(await found({ public: "tous" })).toEqual([first])
    expect(await found({ places: "1" })).toEqual([first])
    expect(await found({ theme: lab.themeId })).toEqual([first, second])
    expect(await found({ theme: "x", lieu: "'; --", du: "hier", page: "-4" })).toEqual([])
  })

  it("by month, from the first instant of its first day in Paris", async () => {
    const query = await readProgrammeAddress(Promise.resolve({}))
    expect((await programmeMonth(query, "2026-12", now)).map(({ id }) => id)).toEqual([world.session.id])
    expect(await programmeMonth(query, "2027-01", now)).toEqual([])
  })

  it("neither drafts, nor what is past, nor what a closed provider gives", async () => {
    await anEventSession(world.event.id, { status: "draft" })
    await anEventSession(world.event.id, { startsIn: -3, closesAt: atNine(-4) })
    expect(await found()).toEqual([world.session.id])
    await db.structure.update({ where: { id: world.giver.structure.id }, data: { state: "closed", closedAt: now } })
    expect(await found()).toEqual([])
  })
})

it("the départements to choose from are those of the sessions to come, each once, in order; none without one", async () => {
  const { id } = world.event
  for (const postcode of ["17000", "33200", "20200", null]) await anEventSession(id, { postcode })
  await anEventSession(id, { postcode: "64000", startsIn: -3 })
  await anEventSession(id, { postcode: "87000", status: "cancelled", cancelledFor: "Trop peu de monde." })
  expect(await programmeDepartements(now)).toEqual(["17", "2B", "33"])
  await db.eventSession.updateMany({ data: { status: "closed" }, where: { status: "open" } })
  expect(await programmeDepartements(atNine(365))).toEqual([])
})
