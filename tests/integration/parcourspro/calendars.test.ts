/** The calendars of the programme, and its files. */
import { Readable } from "node:stream"
import { beforeEach, expect, it } from "vitest"
import { renewFeed } from "@/lib/parcourspro/calendars/operations"
import { feedCalendar, feedSince, sessionCalendar } from "@/lib/parcourspro/calendars/queries"
import { readEmployerAddress } from "@/lib/parcourspro/employers/schema"
import { exportRequests, exportSession } from "@/lib/parcourspro/exports/operations"
import { runSession } from "@/lib/parcourspro/providers/queries"
import { db } from "@/lib/platform/db/client"
import { secretIn } from "@/lib/platform/secrets/secrets"
import { now } from "@/tests/support/factories"
import { aProgramme, aRegistration, contextFor } from "@/tests/support/parcourspro"

let world: Awaited<ReturnType<typeof aProgramme>>
beforeEach(async () => {
  world = await aProgramme({ session: { isRemote: true, place: "https://visio.exemple.fr/42", postcode: null, city: null } })
})

const register = (status: "requested" | "confirmed") =>
  aRegistration({ accountId: world.coming.person.accountId, structureId: world.coming.structure.id, sessionId: world.session.id, status })
async function anAddress() {
  const made = await renewFeed(await contextFor(world.coming.person))
  if (!made.ok) throw new Error("a feed is always made")
  return secretIn(made.value.address.split("/").at(-1) ?? "")
}

it("a session is anyone's, without the way to join it from afar; a draft or a cancelled one is nobody's", async () => {
  const calendar = await sessionCalendar(world.event.id, world.session.id)
  expect(calendar?.match(/BEGIN:VEVENT/g)).toHaveLength(2)
  expect(calendar).not.toContain("visio")
  await db.eventSession.update({ where: { id: world.session.id }, data: { status: "draft" } })
  expect(await sessionCalendar(world.event.id, world.session.id)).toBe(null)
  expect(await sessionCalendar("x", "y")).toBe(null)
})

it("a private address gives the sessions where one has a place, and ends when it is changed or the account is closed", async () => {
  const one = await register("requested")
  const secret = await anAddress()
  expect(await feedSince(world.coming.person)).toEqual(now)
  expect(await feedCalendar(secret)).not.toContain("VEVENT")
  await db.registration.update({ where: { id: one.id }, data: { status: "employer_accepted" } })
  await db.registration.update({ where: { id: one.id }, data: { status: "confirmed" } })
  const calendar = await feedCalendar(secret)
  expect(calendar?.match(/BEGIN:VEVENT/g)).toHaveLength(2)
  expect(calendar).toContain("visio.exemple.fr")
  const other = await anAddress()
  expect(await feedCalendar(secret)).toBe(null)
  expect(await feedCalendar(other)).toContain("VEVENT")
  expect((await db.calendarFeed.findMany()).map(({ hash }) => hash)).not.toContain(other)
  await db.account.update({ where: { id: world.coming.person.accountId }, data: { disabledAt: now } })
  expect(await feedCalendar(other)).toBe(null)
})

it("files hold what their page lists, leave a row in the journal, and no cell is a formula", async () => {
  const one = await register("confirmed")
  await db.registration.update({ where: { id: one.id }, data: { expectations: "=HYPERLINK(1)" } })
  const provider = await contextFor(world.giver.provider)
  const session = await runSession(provider.actor, world.session.id)
  if (!session) throw new Error("the provider runs it")
  const file = await exportSession(provider, session)
  expect(file).toContain("Mission Employeuse")
  expect(file).toContain("'=HYPERLINK(1)")
  const employer = await contextFor(world.coming.employer)
  const asked = await readEmployerAddress(Promise.resolve({ onglet: "acceptees" }))
  const requests = await exportRequests(employer, world.coming.structure.id, asked)
  expect(await new Response(Readable.toWeb(Readable.from(requests ?? [])) as ReadableStream).text()).toContain(world.event.title)
  expect(await exportRequests(await contextFor(world.coming.person), world.coming.structure.id, asked)).toBe(null)
  expect(await db.journal.count({ where: { action: "registration.exported" } })).toBe(2)
})
