/** What people thought of the sessions they came to: one question, and nobody reads one answer. 24 November 2026 is a Tuesday. */
import { beforeEach, expect, it } from "vitest"
import { followRegistrations } from "@/lib/parcourspro/follow-up/operations"
import { runSession } from "@/lib/parcourspro/providers/queries"
import { judge } from "@/lib/parcourspro/satisfactions/operations"
import { satisfactionOf } from "@/lib/parcourspro/satisfactions/queries"
import { db } from "@/lib/platform/db/client"
import { aManagerContext, visitor } from "@/tests/support/factories"
import { aPersonOf, aProgramme, aRegistration, contextFor, type Person, toldOf } from "@/tests/support/parcourspro"

let world: Awaited<ReturnType<typeof aProgramme>>
/** The session is over since the evening of 14 November. */
beforeEach(async () => {
  world = await aProgramme({ session: { startsIn: -10 } })
})

const on = (who: Person, status: "attended" | "partly" | "absent" | "confirmed" = "attended") =>
  aRegistration({ accountId: who.accountId, structureId: world.coming.structure.id, sessionId: world.session.id, status })
const passAt = (day: string) => followRegistrations({ ...visitor, now: new Date(`${day}T09:00:00Z`) })
const askedFor = async () => (await toldOf("registrations-waiting")).filter(({ kind }) => kind === "satisfaction").map(({ to }) => to)
const read = async () => {
  const session = await runSession((await contextFor(world.giver.provider)).actor, world.session.id)
  return session && satisfactionOf(session)
}

it("fifteen days after the end, those who came are asked once; who was absent, or answered already, is not", async () => {
  const [absent, quick] = [await aPersonOf(world.coming.structure.id), await aPersonOf(world.coming.structure.id)]
  await on(world.coming.person)
  await on(absent, "absent")
  const said = await on(quick, "partly")
  expect(await judge(await contextFor(quick), { registrationId: said.id, score: "4" })).toMatchObject({ ok: true })
  await passAt("2026-11-28")
  expect(await askedFor()).toEqual([])
  for (const day of ["2026-11-29", "2026-11-30"]) await passAt(day)
  expect(await askedFor()).toEqual([world.coming.person.email])
})

it("an average is read from five answers on; the last answer of each counts, and only of those who came", async () => {
  const people = await Promise.all(Array.from({ length: 5 }, () => aPersonOf(world.coming.structure.id)))
  const [first, ...others] = people
  const own = first ? await on(first) : null
  for (const score of ["1", "2"] as const)
    expect(await judge(await contextFor(first as Person), { registrationId: own?.id ?? "", score })).toMatchObject({ ok: true })
  for (const who of others.slice(0, 3)) await judge(await contextFor(who), { registrationId: (await on(who)).id, score: "4" })
  expect(await read()).toEqual({ answers: 4, average: null })
  const last = others[3] as Person
  await judge(await contextFor(last), { registrationId: (await on(last, "partly")).id, score: "5" })
  expect(await read()).toEqual({ answers: 5, average: 3.8 })
  // Noted absent afterwards, by mistake or not: what they said no longer counts.
  await db.registration.update({ where: { id: own?.id ?? "" }, data: { status: "absent" } })
  expect(await read()).toEqual({ answers: 4, average: null })
})

it("nobody answers for someone else, a manager neither, nor before the end, nor three months after; the database holds it too", async () => {
  const mine = await on(world.coming.person)
  const own = await contextFor(world.coming.person)
  const may = { registrationId: mine.id, score: "3" } as const
  expect(await judge(await contextFor(world.coming.employer), may)).toEqual({ ok: false, why: "not-found" })
  expect(await judge(await aManagerContext(), may)).toEqual({ ok: false, why: "not-found" })
  const at = (day: string) => ({ ...own, now: new Date(day) })
  for (const day of ["2026-11-14T12:00:00Z", "2027-02-13T12:00:00Z"])
    expect(await judge(at(day), may)).toMatchObject({ why: "not-possible" })
  expect(await judge(at("2027-02-11T12:00:00Z"), may)).toMatchObject({ ok: true })
  const waits = await on(await aPersonOf(world.coming.structure.id), "confirmed")
  await expect(db.satisfaction.create({ data: { registrationId: waits.id, score: 3, at: own.now } })).rejects.toThrow(
    /only someone who came/,
  )
  await expect(db.satisfaction.updateMany({ where: { registrationId: mine.id }, data: { score: 6 } })).rejects.toThrow(/satisfaction_score/)
  const { changes } = await db.journal.findFirstOrThrow({ where: { action: "registration.judged", outcome: "done" } })
  expect(changes, "the journal does not keep what was said").toBeNull()
})
