/** What becomes of registrations when something ends or moves below ParcoursPro. */
import { beforeEach, describe, expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { mergeAccounts, partAccounts } from "@/lib/desk/account-merges/operations"
import { eraseOwnAccount } from "@/lib/desk/personal-data/operations"
import { mergeStructures, undoMerge } from "@/lib/desk/structure-merges/operations"
import { closeStructure } from "@/lib/desk/structures/operations"
import { disableAccount } from "@/lib/desk/suspensions/operations"
import { changeEmployer, detach, leave } from "@/lib/membership/departures/operations"
import { allSessions } from "@/lib/parcourspro/oversight/queries"
import { db } from "@/lib/platform/db/client"
import { aManagerContext, anActiveAffiliation, aStructure, now } from "@/tests/support/factories"
import { anEventSession, aPersonOf, aProgramme, aRegistration, atNine, contextFor, stateOf, toldOf } from "@/tests/support/parcourspro"

let world: Awaited<ReturnType<typeof aProgramme>>
let manager: ActorContext
beforeEach(async () => {
  world = await aProgramme()
  manager = await aManagerContext()
})

const of = (status: Parameters<typeof aRegistration>[0]["status"], who = world.coming.person, sessionId = world.session.id) =>
  aRegistration({
    accountId: who.accountId,
    structureId: world.coming.structure.id,
    sessionId,
    ...(status ? { status } : {}),
  })

describe("someone who is not of the structure any more", () => {
  const person = () => world.coming.person
  const endings: Record<string, () => Promise<{ ok: boolean }>> = {
    detached: async () =>
      detach(await contextFor(world.coming.referent), { affiliationId: person().affiliationId, reason: "", withoutReferent: false }),
    left: async () => leave(await contextFor(person()), { affiliationId: person().affiliationId, message: "" }),
    "changed employer": async () => changeEmployer(await contextFor(person()), { affiliationIds: [person().affiliationId], message: "" }),
    disabled: () => disableAccount(manager, { accountId: person().accountId, reason: "Compte partagé", withoutReferent: false }),
    erased: async () => eraseOwnAccount(await contextFor(person()), {}),
  }

  it.each(Object.entries(endings))(
    "%s: does not come for it any more, the place goes to the next, what is over stays",
    async (_how, end) => {
      await db.eventSession.update({ where: { id: world.session.id }, data: { places: 1, minimum: 1 } })
      const past = await anEventSession((await db.event.create({ data: { ...copyOf(world.event), title: "Passée" } })).id, {
        startsIn: -30,
        closesAt: atNine(-31),
      })
      const [one, before] = [await of("confirmed"), await of("attended", world.coming.person, past.id)]
      const next = await of("waitlisted", await aPersonOf(world.coming.structure.id))
      expect(await end()).toMatchObject({ ok: true })
      expect([await stateOf(one.id), await stateOf(before.id), await stateOf(next.id)]).toEqual(["withdrawn", "attended", "offered"])
      expect(await toldOf("registration-ended")).toHaveLength(2)
    },
  )

  it("erased: what they wrote, their need and the reasons go", async () => {
    const one = await of("requested")
    await db.registration.update({ where: { id: one.id }, data: { expectations: "Mieux écouter.", needsAdaptation: true } })
    expect(await eraseOwnAccount(await contextFor(world.coming.person), {})).toMatchObject({ ok: true })
    expect(await db.registration.findUniqueOrThrow({ where: { id: one.id } })).toMatchObject({
      status: "withdrawn",
      expectations: "",
      needsAdaptation: false,
    })
  })
})

function copyOf({ id: _id, ...event }: Awaited<ReturnType<typeof aProgramme>>["event"]) {
  return event
}

describe("a structure", () => {
  it("closed: its people do not come for it any more; what it gives is to be taken up by managers", async () => {
    const one = await of("employer_accepted")
    expect(await closeStructure(manager, { structureId: world.coming.structure.id, reason: "Fermée.", successor: "" })).toMatchObject({
      ok: true,
    })
    expect(await stateOf(one.id)).toBe("withdrawn")
    expect((await allSessions(manager.actor, { q: "", page: 1, orphans: true }, now)).total).toBe(0)
    await closeStructure(manager, { structureId: world.giver.structure.id, reason: "Fermée.", successor: "" })
    expect((await allSessions(manager.actor, { q: "", page: 1, orphans: true }, now)).rows.map(({ id }) => id)).toEqual([world.session.id])
  })

  it("merged into another: actions, registrations and adhesions follow; undone, they come back", async () => {
    const kept = await aStructure({ types: ["formateur", "prescripteur"] })
    const one = await of("confirmed")
    await db.campaign.createMany({ data: [2026, 2027].map((year) => ({ year, opensOn: now, charterVersion: "1", updatedAt: now })) })
    const asked = { charterVersion: "1", askedAt: now } as const
    await db.membership.createMany({
      data: [
        { structureId: world.coming.structure.id, year: 2026, ...asked },
        { structureId: world.coming.structure.id, year: 2027, ...asked },
        { structureId: kept.id, year: 2027, ...asked },
      ],
    })
    const merged = await mergeStructures(manager, { structureId: kept.id, absorbedId: world.coming.structure.id, people: 3 })
    if (!merged.ok) throw new Error(merged.why)
    const structureOf = async () => (await db.registration.findUniqueOrThrow({ where: { id: one.id } })).structureId
    expect([await structureOf(), await stateOf(one.id)]).toEqual([kept.id, "confirmed"])
    expect(await db.membership.count({ where: { structureId: kept.id } })).toBe(2)
    const [merge] = await db.structureMerge.findMany()
    expect(await undoMerge(manager, { mergeId: merge?.id ?? "" })).toMatchObject({ ok: true })
    expect([await structureOf(), await stateOf(one.id)]).toEqual([world.coming.structure.id, "confirmed"])
    expect(await db.membership.count({ where: { structureId: world.coming.structure.id } })).toBe(2)
  })
})

it("two accounts of the same person: their registrations become one's; of two on one action, the further one stays", async () => {
  const twin = await aPersonOf(world.coming.structure.id)
  const [first, second] = [await of("requested"), await of("confirmed", twin)]
  const elsewhere = await aStructure()
  await anActiveAffiliation(twin.accountId, elsewhere.id)
  expect(await mergeAccounts(manager, { accountId: world.coming.person.accountId, absorbedId: twin.accountId })).toMatchObject({ ok: true })
  expect([await stateOf(first.id), await stateOf(second.id)]).toEqual(["withdrawn", "confirmed"])
  const accountOf = async () => (await db.registration.findUniqueOrThrow({ where: { id: second.id } })).accountId
  expect(await accountOf()).toBe(world.coming.person.accountId)
  const { id: mergeId } = await db.accountMerge.findFirstOrThrow()
  expect(await partAccounts(manager, { mergeId })).toMatchObject({ ok: true })
  expect([await accountOf(), await stateOf(second.id)]).toEqual([twin.accountId, "confirmed"])
})
