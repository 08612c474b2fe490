/** What an employer reads before answering, and of what was followed, by person and by year. */
import { beforeEach, expect, it } from "vitest"
import { employerRequests, personYears } from "@/lib/parcourspro/employers/queries"
import { readEmployerAddress } from "@/lib/parcourspro/employers/schema"
import {
  aFollower,
  anEmployer,
  anEvent,
  anEventSession,
  aPersonOf,
  aProgramme,
  aRegistration,
  contextFor,
} from "@/tests/support/parcourspro"

let world: Awaited<ReturnType<typeof aProgramme>>
beforeEach(async () => {
  world = await aProgramme({ event: { adherentsOnly: true } })
})

const listed = async (asked: Record<string, string>) => {
  const { actor } = await contextFor(world.coming.employer)
  return (await employerRequests(actor, world.coming.structure.id, await readEmployerAddress(Promise.resolve(asked))))?.rows ?? []
}

/** Someone came to a session, to this many of its half-days. */
const came = (who: { accountId: string }, sessionId: string, halfDays: number) =>
  aFollower({ accountId: who.accountId, structureId: world.coming.structure.id, sessionId, halfDays })

it("before answering, the employer reads where the person stands in the rules of the year of the session", async () => {
  const { person, structure } = world.coming
  const other = await anEvent(world.giver.structure.id, { adherentsOnly: true, kind: "lab" })
  await aRegistration({
    accountId: person.accountId,
    structureId: structure.id,
    sessionId: (await anEventSession(other.id, { startsIn: 20 })).id,
    status: "confirmed",
  })
  await aRegistration({ accountId: person.accountId, structureId: structure.id, sessionId: world.session.id })
  expect((await listed({})).map(({ year }) => year)).toEqual(["2 actions sur 5, dont 1 formation sur 3"])
})

it("the history of one person: their registrations alone, and what they followed year by year, in hours present", async () => {
  const { person, structure } = world.coming
  const other = await aPersonOf(structure.id)
  const before = await anEvent(world.giver.structure.id)
  const lastYear = await anEventSession(before.id, { startsIn: -365 })
  await came(person, world.session.id, 2)
  await came(person, lastYear.id, 1)
  await came(other, world.session.id, 2)
  expect(await listed({ onglet: "historique" })).toHaveLength(3)
  expect((await listed({ onglet: "historique", personne: person.accountId })).map(({ accountId }) => accountId)).toEqual([
    person.accountId,
    person.accountId,
  ])
  expect(await listed({ onglet: "historique", personne: person.accountId, annee: "2025" })).toHaveLength(1)
  const { actor } = await contextFor(world.coming.employer)
  expect(await personYears(actor, structure.id, person.accountId)).toMatchObject({
    years: [
      { year: 2026, actions: 1, hours: 6 },
      { year: 2025, actions: 1, hours: 3 },
    ],
  })
})

it("is read by the Employeurs of that structure alone, and of nobody who never asked for it", async () => {
  const { person, structure } = world.coming
  await came(person, world.session.id, 2)
  const elsewhere = await anEmployer()
  for (const who of [elsewhere.employer, world.giver.provider, person, world.coming.referent])
    expect(await personYears((await contextFor(who)).actor, structure.id, person.accountId)).toBeNull()
  const { actor } = await contextFor(world.coming.employer)
  expect(await personYears(actor, structure.id, elsewhere.person.accountId)).toBeNull()
  expect(await personYears(actor, structure.id, "constructor")).toBeNull()
})
