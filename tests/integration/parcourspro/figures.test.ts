/** The figures of the programme, against a year counted by hand. */
import { beforeEach, expect, it } from "vitest"
import type { Actor } from "@/lib/access/permissions"
import { exportYear } from "@/lib/parcourspro/exports/operations"
import { lineName, programmeFigures, yearRegistrations } from "@/lib/parcourspro/figures/queries"
import { type Grain, noKey } from "@/lib/parcourspro/figures/rules"
import { db } from "@/lib/platform/db/client"
import type { RegistrationStatus } from "@/lib/platform/generated/client"
import { aManagerContext, aStructure, now } from "@/tests/support/factories"
import { anEvent, anEventSession, aPersonOf, aProgramme, aRegistration, contextFor } from "@/tests/support/parcourspro"

const at = now
let world: Awaited<ReturnType<typeof aProgramme>>
let manager: Awaited<ReturnType<typeof aManagerContext>>
let actor: Actor

/** Two sessions: one of six places in Bordeaux, over; one of four places from afar, to come this year. And one of the next year. */
beforeEach(async () => {
  world = await aProgramme({ session: { startsIn: -10, places: 6, minimum: 1 } })
  manager = await aManagerContext()
  actor = manager.actor
  const remote = await anEvent(world.giver.structure.id, { title: "De loin" })
  const far = await anEventSession(remote.id, { startsIn: 5, places: 4, minimum: 1, isRemote: true, postcode: null, city: null, place: "" })
  await anEventSession(remote.id, { startsIn: 90 })
  const other = await aStructure({ types: ["formateur", "prescripteur"], raisonSociale: "Lycée du Sud", postcode: "17000" })
  const on = async (structureId: string, sessionId: string, status: RegistrationStatus) =>
    aRegistration({ accountId: (await aPersonOf(structureId)).accountId, structureId, sessionId, status })
  const halves = await db.halfDay.findMany({ where: { sessionId: world.session.id }, orderBy: { startsAt: "asc" } })
  for (let nth = 0; nth < 5; nth += 1) {
    const came = await on(world.coming.structure.id, world.session.id, nth === 0 ? "partly" : "attended")
    const states = halves.map((_, half) => (nth === 0 && half === 1 ? "absent" : "present") as "absent" | "present")
    await db.presence.createMany({
      data: halves.map(({ id }, half) => ({
        registrationId: came.id,
        halfDayId: id,
        state: states[half] ?? "present",
        how: "tick" as const,
        at,
      })),
    })
    await db.satisfaction.create({ data: { registrationId: came.id, score: nth === 0 ? 2 : 4, at } })
  }
  await on(world.coming.structure.id, world.session.id, "withdrawn")
  await on(other.id, far.id, "confirmed")
  await on(other.id, far.id, "requested")
})

const linesBy = async (par: Grain) => (await programmeFigures(actor, now, { par, annee: null, page: 1 }))?.lines ?? []
const counts = { sessions: 1, noted: 0, present: 0, answers: 0, average: null }

it("by session: full, followed, useful; the sum says the same of the whole year, and the next year is apart", async () => {
  const [first, second] = await linesBy("session")
  expect(first).toMatchObject({ sessions: 1, asked: 6, taken: 5, places: 6, noted: 10, present: 9, answers: 5, average: 3.6 })
  expect(second).toMatchObject({ ...counts, asked: 2, taken: 1, places: 4 })
  const figures = await programmeFigures(actor, now, { par: "session", annee: null, page: 1 })
  expect(figures?.all).toEqual({ sessions: 2, asked: 8, taken: 6, places: 10, noted: 10, present: 9, answers: 5, average: 3.6 })
  const next = await programmeFigures(actor, now, { par: "session", annee: 2027, page: 1 })
  expect(next?.all).toEqual({ sessions: 1, asked: 0, taken: 0, places: 12, noted: 0, present: 0, answers: 0, average: null })
})

it("by département of the sessions and of the people, and by type of structure, whose places are a share of all", async () => {
  expect((await linesBy("lieu")).map(({ name, taken, places }) => [name, taken, places])).toEqual([
    ["Gironde (33)", 5, 6],
    ["À distance, ou sans lieu", 1, 4],
  ])
  const home = (await linesBy("departement")).find(({ key }) => key === "17")
  expect(home).toMatchObject({ name: "Charente-Maritime (17)", asked: 2, taken: 1, places: 10, answers: 0, average: null })
  const types = await linesBy("type")
  expect(types.map(({ name, asked, taken, places }) => [name, asked, taken, places])).toEqual([
    ["Prescripteur", 6, 5, 10],
    ["Organisme de formation et prescripteur", 2, 1, 10],
  ])
})

it("a year that no calendar has is brought to one that it has", async () => {
  for (const annee of [99_999_999, -5]) {
    expect((await programmeFigures(actor, now, { par: "session", annee, page: 1 }))?.lines).toEqual([])
    const query = { annee, page: 1, q: "", etape: null, par: "session" as const, cle: "" }
    expect((await yearRegistrations(actor, now, query))?.total).toBe(0)
  }
})

it("four answers say nothing yet", async () => {
  const [one] = await db.satisfaction.findMany({ take: 1 })
  await db.satisfaction.delete({ where: { registrationId: one?.registrationId ?? "" } })
  expect((await linesBy("session"))[0]).toMatchObject({ answers: 4, average: null })
})

it("the list behind each number holds as many; it is searched, and leaves as a file that the journal counts", async () => {
  const query = { annee: null, page: 1, q: "", etape: null }
  for (const par of ["session", "action", "prestataire", "lieu", "departement", "type"] as const)
    for (const { key, asked, name } of await linesBy(par)) {
      const of = { ...query, par, cle: key || noKey }
      expect((await yearRegistrations(actor, now, of))?.total, `${par} ${key}`).toBe(asked)
      expect(await lineName(actor, now, of)).toBe(name)
    }
  const all = { ...query, par: "session" as const, cle: "" }
  expect((await yearRegistrations(actor, now, all))?.total).toBe(8)
  expect((await yearRegistrations(actor, now, { ...all, q: "lycee sud loin" }))?.total).toBe(2)
  expect((await yearRegistrations(actor, now, { ...all, q: "100%_" }))?.total).toBe(0)
  expect((await yearRegistrations(actor, now, { ...all, etape: "attended" }))?.total).toBe(4)
  const pieces: Uint8Array[] = []
  for await (const piece of await exportYear(manager, { ...all, etape: "attended" })) pieces.push(piece)
  expect(Buffer.concat(pieces).toString().trim().split("\n")).toHaveLength(5)
  expect((await db.journal.findFirstOrThrow({ where: { action: "registration.exported-year" } })).changes).toEqual({ rows: 4 })
})

it("nobody but a manager reads them", async () => {
  const other = (await contextFor(world.coming.referent)).actor
  const query = { annee: null, page: 1, q: "", etape: null, par: "session" as const, cle: "" }
  expect(await programmeFigures(other, now, query)).toBeNull()
  expect(await yearRegistrations(other, now, query)).toBeNull()
  expect(await lineName(other, now, query)).toBeNull()
})
