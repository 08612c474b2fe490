import { describe, expect, it } from "vitest"
import { endSession } from "@/lib/identity/sessions/operations"
import { setProfil } from "@/lib/membership/profils/operations"
import { db } from "@/lib/platform/db/client"
import { pushEvents } from "@/lib/signon/events/delivery"
import { tellLogouts } from "@/lib/signon/events/logouts"
import { eventTypes, patienceAfter } from "@/lib/signon/events/rules"
import { sweepSignOn } from "@/lib/signon/events/sweep"
import { markOf } from "@/lib/vocabulary/profils/rules"
import { anActiveAffiliation, aStructure, contextOf } from "@/tests/support/factories"
import { aHearingStage, someoneHeardOf } from "@/tests/support/heard-applications"
import { anApplication } from "@/tests/support/sign-on"

const stage = aHearingStage()

const kindsHeard = () => stage.receiver.said().map(([type]) => type)

describe("what is told", () => {
  it("rights changed by the référent: the values of now, of whom, and the row of the journal; nothing of an ID token", async () => {
    const { application, referent, affiliation, sub, structure } = await someoneHeardOf(stage)
    const context = await contextOf(referent.id)
    const done = await setProfil(context, {
      affiliationId: affiliation.id,
      seen: markOf(affiliation),
      gesture: "add",
      profil: "employeur",
    })
    expect(done).toMatchObject({ ok: true })
    expect(await pushEvents()).toBe(1)
    const journal = await db.journal.findFirstOrThrow({ where: { action: "profils.set" } })
    const [{ payload, typ } = { payload: {} as never, typ: "" }] = stage.receiver.events
    expect(typ).toBe("secevent+jwt")
    expect(payload).toEqual({
      iss: stage.provider.base,
      aud: application.id,
      iat: expect.any(Number),
      jti: expect.any(String),
      txn: String(journal.id),
      sub_id: { format: "iss_sub", iss: stage.provider.base, sub },
      events: {
        [eventTypes.claims]: {
          event_timestamp: expect.any(Number),
          siret: structure.siret,
          claims: expect.objectContaining({ profils: ["prescripteur_2", "employeur"], given_name: "Sacha" }),
        },
      },
    })
  })

  const gestures: Record<string, [(world: Awaited<ReturnType<typeof someoneHeardOf>>) => Promise<unknown>, string[]]> = {
    "made référent": [({ affiliation: { id } }) => db.affiliation.update({ where: { id }, data: { isReferent: true } }), ["claims"]],
    "detached: nothing remains": [
      ({ affiliation: { id } }) =>
        db.affiliation.update({ where: { id }, data: { status: "ended", endedAt: new Date(), rafaelProfil: null } }),
      ["claims"],
    ],
    "the structure renamed": [({ structure: { id } }) => db.structure.update({ where: { id }, data: { sigle: "NEUF" } }), ["claims"]],
    "the structure adheres": [
      async ({ structure: { id } }) => {
        const year = new Date().getFullYear()
        await db.campaign.create({ data: { year, opensOn: new Date(), charterVersion: "1", updatedAt: new Date() } })
        await db.membership.create({
          data: { structureId: id, year, status: "accepted", charterVersion: "1", askedAt: new Date(), decidedAt: new Date() },
        })
      },
      ["claims"],
    ],
    "their name changed": [({ person: { id } }) => db.account.update({ where: { id }, data: { lastName: "Autre" } }), ["claims"]],
    "the account disabled, then enabled": [
      async ({ person: { id } }) => {
        await db.account.update({ where: { id }, data: { disabledAt: new Date(), disabledReason: "essai" } })
        await db.account.update({ where: { id }, data: { disabledAt: null, disabledReason: null } })
      },
      ["account-disabled", "account-enabled"],
    ],
    "the account erased": [
      ({ person: { id } }) => db.account.update({ where: { id }, data: { erasedAt: new Date(), lastName: "" } }),
      ["account-purged"],
    ],
    "signed out": [({ sid }) => endSession(sid, new Date()), ["session-revoked"]],
  }
  it.each(Object.entries(gestures))("%s", async (_, [gesture, kinds]) => {
    const world = await someoneHeardOf(stage)
    await gesture(world)
    await pushEvents()
    expect(kindsHeard()).toEqual(kinds.map((kind) => eventTypes[kind as keyof typeof eventTypes]))
  })

  it("a session ends: the application hears which one, by event and by logout, as its ID token named it", async () => {
    const { sid, tokens, sub } = await someoneHeardOf(stage)
    await endSession(sid, new Date())
    await Promise.all([pushEvents(), tellLogouts()])
    const named = tokens.claims()?.sid
    expect(named).toEqual(expect.any(String))
    expect(stage.receiver.events[0]?.payload.sub_id).toEqual({
      format: "complex",
      user: { format: "iss_sub", iss: stage.provider.base, sub },
      session: { format: "opaque", id: named },
    })
    expect(stage.receiver.logouts.map(({ payload }) => [payload.sub, payload.sid])).toEqual([[sub, named]])
  })

  it("only to those who have received the person, of what they read, and never after the person withdrew", async () => {
    const { application, person, affiliation } = await someoneHeardOf(stage)
    await anApplication({ name: "Jamais reçue", eventWay: "push", eventAddress: `${stage.receiver.url}/evenements` })
    const elsewhere = await anActiveAffiliation(person.id, (await aStructure()).id)
    await db.affiliation.update({ where: { id: elsewhere.id }, data: { isEmployeur: true } })
    expect(await pushEvents(), "another structure of the same person is not its business").toBe(0)
    await db.applicationPerson.updateMany({ where: { applicationId: application.id }, data: { withdrawnAt: new Date() } })
    await db.affiliation.update({ where: { id: affiliation.id }, data: { isEmployeur: true } })
    expect(await pushEvents()).toBe(0)
  })

  it("several changes in one transaction are one event; what was taken back is none", async () => {
    const { affiliation } = await someoneHeardOf(stage)
    const change = (rafaelProfil: "prescripteur_1" | "prescripteur_3") => ({ where: { id: affiliation.id }, data: { rafaelProfil } })
    await db.$transaction([db.affiliation.update(change("prescripteur_1")), db.affiliation.update(change("prescripteur_3"))])
    await db
      .$transaction(async (tx) => {
        await tx.affiliation.update(change("prescripteur_1"))
        throw new Error("taken back")
      })
      .catch(() => null)
    await pushEvents()
    expect(stage.receiver.said().map(([, body]) => (body as { claims: { profils: string[] } }).claims.profils)).toEqual([
      ["prescripteur_3"],
    ])
  })
})

describe("an application that does not answer", () => {
  it.each<[string, number | "never"]>([
    ["500", 500],
    ["a redirection to a private address", 302],
    ["nothing", 0],
  ])("%s: it is left alone, then everything comes in order, each once", async (_, fault) => {
    const { application, affiliation } = await someoneHeardOf(stage)
    stage.receiver.answerWith(fault)
    for (const profil of ["prescripteur_1", "prescripteur_3", "prescripteur_2"] as const) {
      await db.affiliation.update({ where: { id: affiliation.id }, data: { rafaelProfil: profil } })
      await pushEvents()
    }
    expect(
      stage.receiver.asked.filter(({ path }) => path === "/evenements"),
      "asked once, then left alone",
    ).toHaveLength(1)
    expect(await db.application.findUniqueOrThrow({ where: { id: application.id } })).toMatchObject({
      eventFailures: 1,
      eventRetryAt: expect.any(Date),
    })
    await db.application.updateMany({ data: { eventRetryAt: new Date() } })
    await pushEvents()
    expect((await db.application.findFirstOrThrow()).eventFailures, "longer each time").toBe(2)
    stage.receiver.answerWith(202)
    await db.application.updateMany({ data: { eventRetryAt: new Date() } })
    await pushEvents()
    expect(stage.receiver.events).toHaveLength(3)
    expect(new Set(stage.receiver.events.map(({ payload }) => payload.jti)).size).toBe(3)
    const times = await db.eventDelivery.findMany({ orderBy: { id: "asc" }, select: { jti: true, answeredAt: true } })
    expect(stage.receiver.events.map(({ payload }) => payload.jti)).toEqual(times.map(({ jti }) => jti))
    expect((await db.application.findFirstOrThrow()).eventFailures).toBe(0)
  })

  it("never: it holds up nobody else for longer than its patience", async () => {
    const { affiliation, application } = await someoneHeardOf(stage)
    stage.receiver.answerWith("never")
    await db.affiliation.update({ where: { id: affiliation.id }, data: { isEmployeur: true } })
    const started = performance.now()
    await pushEvents()
    expect(performance.now() - started).toBeLessThan(4000)
    expect((await db.application.findUniqueOrThrow({ where: { id: application.id } })).eventFailures).toBe(1)
  })

  it("for a day: the event is given up, which the journal says, and can be sent again", async () => {
    const { application, affiliation } = await someoneHeardOf(stage)
    stage.receiver.answerWith(500)
    await db.affiliation.update({ where: { id: affiliation.id }, data: { isEmployeur: true } })
    await pushEvents()
    await db.eventDelivery.updateMany({ data: { happenedAt: new Date(Date.now() - 25 * 3_600_000) } })
    await sweepSignOn()
    expect(await db.eventDelivery.findFirst({ where: { kind: "claims" } })).toMatchObject({
      deadAt: expect.any(Date),
      error: "a répondu 500",
    })
    expect(await db.journal.findFirst({ where: { action: "event.dead" } })).toMatchObject({
      targetId: application.id,
      changes: { count: 1 },
    })
  })

  it("one that refuses an event for good does not receive it again, and the next ones come", async () => {
    const { affiliation } = await someoneHeardOf(stage)
    stage.receiver.answerWith(400)
    await db.affiliation.update({ where: { id: affiliation.id }, data: { isEmployeur: true } })
    await pushEvents()
    stage.receiver.answerWith(202)
    await db.affiliation.update({ where: { id: affiliation.id }, data: { isEmployeur: false } })
    await pushEvents()
    expect(stage.receiver.events).toHaveLength(1)
    expect(await db.eventDelivery.count({ where: { deadAt: { not: null } } })).toBe(1)
  })

  it("waits a second, then twice as long each time, a quarter of an hour at most", () => {
    expect([1, 2, 3, 10, 11, 40].map(patienceAfter)).toEqual([1000, 2000, 4000, 512_000, 900_000, 900_000])
  })
})

it("an address of a private network is never asked, written or by name (64)", async () => {
  const { affiliation } = await someoneHeardOf(stage)
  delete process.env.SIGN_ON_PRIVATE_ADDRESSES
  for (const eventAddress of [
    stage.receiver.url,
    "https://localhost:1/",
    "https://169.254.169.254/latest",
    "https://[::1]/",
    "https://[::ffff:10.0.0.1]/",
  ]) {
    await db.application.updateMany({ data: { eventAddress, eventRetryAt: null } })
    await db.affiliation.update({ where: { id: affiliation.id }, data: { isEmployeur: true } })
    await pushEvents()
    const { error } = await db.eventDelivery.findFirstOrThrow()
    expect(error).toMatch(/réseau privé|pas en https/)
  }
  expect(stage.receiver.asked).toEqual([])
})

it("two workers at once: each event leaves once", async () => {
  const worlds = await Promise.all(Array.from({ length: 6 }, () => someoneHeardOf(stage)))
  for (const { affiliation } of worlds) await db.affiliation.update({ where: { id: affiliation.id }, data: { isEmployeur: true } })
  await Promise.all([pushEvents(), pushEvents(), pushEvents()])
  expect(stage.receiver.events).toHaveLength(6)
})
