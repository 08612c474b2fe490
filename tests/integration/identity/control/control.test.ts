/** Taking control of an account: docs/security.md 40, and more. */
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { disableAccount } from "@/lib/desk/suspensions/operations"
import { giveControlBack, takeControl } from "@/lib/identity/control/operations"
import { accountGestureSchema } from "@/lib/identity/managers/schema"
import { endSession } from "@/lib/identity/sessions/operations"
import { actorOfSession, ownSessions, pastControls, sessionHere } from "@/lib/identity/sessions/queries"
import { endOwnSession, endOwnSessions } from "@/lib/identity/sign-in/operations"
import { db } from "@/lib/platform/db/client"
import { hashPassword } from "@/lib/platform/secrets/password"
import { controlOf, reason } from "@/tests/support/control"
import {
  aManager,
  aManagerContext,
  anAccount,
  anActiveAffiliation,
  aStructureWithReferent,
  contextOf,
  messages,
  now,
} from "@/tests/support/factories"

const minute = 60_000
const password = "bruyère tandem cobalt 71"
let manager: ActorContext
let person: { id: string; email: string }

beforeEach(async () => {
  manager = await aManagerContext()
  person = await anAccount({ passwordHash: await hashPassword(password) })
})
afterEach(() => {
  delete process.env.CONTROL
  delete process.env.CONTROL_MANAGERS
})

const take = (context: ActorContext, accountId = person.id) => takeControl(context, { accountId, reason })

const controlled = () => controlOf(manager, person.id)

describe("a manager takes control", () => {
  it("acts as the person, for thirty minutes, told by mail and in the journal", async () => {
    const context = await controlled()
    expect(context.actor).toMatchObject({
      accountId: person.id,
      email: person.email,
      isManager: false,
      control: { accountId: manager.actor.accountId, sessionId: manager.actor.sessionId },
    })
    expect(await messages()).toMatchObject([{ template: "control-taken", toEmail: person.email, data: { reason } }])
    expect(await db.journal.findMany()).toMatchObject([
      { action: "account.take-control", outcome: "done", actorId: manager.actor.accountId, targetId: person.id, reason },
    ])
    expect(await actorOfSession(context.actor.sessionId, new Date(now.getTime() + 30 * minute - 1))).not.toBeNull()
  })

  it("does not count as the owner's own use of the account", async () => {
    const before = await db.account.findUniqueOrThrow({ where: { id: person.id }, select: { lastUsedAt: true } })
    await controlled()
    expect(await db.account.findUniqueOrThrow({ where: { id: person.id }, select: { lastUsedAt: true } })).toEqual(before)
  })

  it("is asked for no second factor of the person's", async () => {
    await db.totp.create({ data: { accountId: person.id, secret: "x", confirmedAt: now } })
    expect((await controlled()).actor.accountId).toBe(person.id)
  })

  it("is seen by the person while it lasts, and afterwards", async () => {
    const context = await controlled()
    const own = await contextOf(person.id)
    expect(await ownSessions(own.actor, now)).toContainEqual(
      expect.objectContaining({
        id: context.actor.sessionId,
        controlReason: reason,
        controller: expect.objectContaining({ firstName: "Camille" }),
      }),
    )
    await giveControlBack(context)
    expect(await pastControls(own.actor, now)).toMatchObject([{ id: context.actor.sessionId, controlReason: reason }])
  })

  it("can be ended by the person", async () => {
    const context = await controlled()
    expect(await endOwnSession(await contextOf(person.id), { sessionId: context.actor.sessionId })).toMatchObject({ ok: true })
    expect(await actorOfSession(context.actor.sessionId, now)).toBeNull()
  })
})

describe("is refused", () => {
  it.each(["member", "référent"] as const)("to a %s, as if the account did not exist, with a row in the journal", async (who) => {
    const { structure, referent } = await aStructureWithReferent()
    const member = await anAccount()
    await anActiveAffiliation(member.id, structure.id)
    const context = await contextOf(who === "member" ? member.id : referent.id)
    expect(await take(context)).toEqual({ ok: false, why: "not-found" })
    expect(await db.journal.findMany()).toMatchObject([
      { action: "account.take-control", outcome: "refused", actorId: context.actor.accountId, targetId: person.id },
    ])
    expect(await db.session.count({ where: { NOT: { controlledBy: null } } })).toBe(0)
  })

  it("of oneself", async () => {
    expect(await take(manager, manager.actor.accountId)).toEqual({ ok: false, why: "oneself" })
  })

  it("of a peer", async () => {
    expect(await take(manager, (await aManager()).id)).toEqual({ ok: false, why: "manager" })
  })

  it("of an account disabled or erased", async () => {
    await db.account.update({ where: { id: person.id }, data: { disabledAt: now } })
    expect(await take(manager)).toEqual({ ok: false, why: "closed" })
  })

  it("of nobody", async () => {
    expect(await take(manager, crypto.randomUUID())).toEqual({ ok: false, why: "not-found" })
  })

  it("40: without reason, by the form and by the database", async () => {
    for (const words of [undefined, "", "   ", "ok"])
      expect(accountGestureSchema.safeParse({ accountId: person.id, reason: words }).success).toBe(false)
    const control = { accountId: person.id, controlledBy: manager.actor.accountId, controllerSessionId: manager.actor.sessionId }
    const times = { createdAt: now, expiresAt: new Date(now.getTime() + minute) }
    await expect(db.session.create({ data: { ...control, ...times, controlReason: "  " } })).rejects.toThrow()
    await expect(db.session.create({ data: { ...control, ...times, controlReason: null } })).rejects.toThrow()
    await expect(db.session.create({ data: { ...control, ...times, controlReason: reason } })).resolves.toBeTruthy()
  })

  it("for longer than thirty minutes, whatever writes the row", async () => {
    const control = { accountId: person.id, controlledBy: manager.actor.accountId, controllerSessionId: manager.actor.sessionId }
    const expiresAt = new Date(now.getTime() + 30 * minute + 1000)
    await expect(db.session.create({ data: { ...control, createdAt: now, expiresAt, controlReason: reason } })).rejects.toThrow()
  })

  it("40: nested, from an account under control", async () => {
    const context = await controlled()
    expect(await take(context, (await anAccount()).id)).toEqual({ ok: false, why: "not-found" })
    expect(await db.session.count({ where: { NOT: { controlledBy: null } } })).toBe(1)
  })

  it("when the password was given too long ago, or is wrong", async () => {
    const later = { ...manager, now: new Date(now.getTime() + 16 * minute) }
    expect(await take(later)).toEqual({ ok: false, why: "password-needed" })
    expect(await takeControl(later, { accountId: person.id, reason, currentPassword: "au hasard" })).toMatchObject({
      why: "wrong-password",
    })
  })

  it("when the portal closes it, or opens it to others only", async () => {
    process.env.CONTROL = "off"
    expect(await take(manager)).toEqual({ ok: false, why: "switched-off" })
    process.env.CONTROL = "on"
    process.env.CONTROL_MANAGERS = "une.autre@exemple.fr"
    expect(await take(manager)).toEqual({ ok: false, why: "switched-off" })
    process.env.CONTROL_MANAGERS = `une.autre@exemple.fr, ${manager.actor.email.toUpperCase()}`
    expect(await take(manager)).toMatchObject({ ok: true })
  })
})

describe("ends", () => {
  it("when the manager gives it back, who is themselves again", async () => {
    const context = await controlled()
    const given = await giveControlBack(context)
    expect(given).toMatchObject({
      ok: true,
      value: { accountId: person.id, own: { accountId: manager.actor.accountId, sessionId: manager.actor.sessionId } },
    })
    expect(await actorOfSession(context.actor.sessionId, now)).toBeNull()
    expect(await sessionHere(context.actor.sessionId, now), "its cookie leads nowhere").toBeNull()
    expect(await actorOfSession(manager.actor.sessionId, now)).toMatchObject({ isManager: true, control: null })
  })

  it("and leads back to the manager's own session, however it ended, as long as that one lives", async () => {
    const context = await controlled()
    const here = (at: Date) => sessionHere(context.actor.sessionId, at)
    expect(await here(now)).toMatchObject({ backFrom: null, actor: { accountId: person.id } })
    const own = { actor: { accountId: manager.actor.accountId, sessionId: manager.actor.sessionId, control: null, isManager: true } }
    expect(await here(new Date(now.getTime() + 31 * minute))).toMatchObject({ ...own, backFrom: { accountId: person.id } })
    await db.session.update({ where: { id: context.actor.sessionId }, data: { revokedAt: now } })
    expect(await here(now)).toMatchObject({ ...own, backFrom: { accountId: person.id, own: { sessionId: manager.actor.sessionId } } })
    await db.session.update({ where: { id: manager.actor.sessionId }, data: { revokedAt: now } })
    expect(await here(now)).toBeNull()
    // A session of one's own that has ended leads nowhere.
    expect(await sessionHere(manager.actor.sessionId, now)).toBeNull()
    expect(await sessionHere(crypto.randomUUID(), now)).toBeNull()
  })

  it("after thirty minutes", async () => {
    const context = await controlled()
    expect(await actorOfSession(context.actor.sessionId, new Date(now.getTime() + 30 * minute))).toBeNull()
  })

  it.each([
    ["the manager signs out everywhere", () => endOwnSessions(manager, {})],
    ["the manager is disabled", () => db.account.update({ where: { id: manager.actor.accountId }, data: { disabledAt: now } })],
    ["the manager is none any more", () => db.account.update({ where: { id: manager.actor.accountId }, data: { isManager: false } })],
    ["the person becomes a manager", () => db.account.update({ where: { id: person.id }, data: { isManager: true } })],
    ["the person is disabled", () => disableAsManager()],
    ["the switch is turned off", async () => Object.assign(process.env, { CONTROL: "off" })],
  ])("when %s", async (_what, happen) => {
    const context = await controlled()
    await happen()
    expect(await actorOfSession(context.actor.sessionId, now)).toBeNull()
  })

  it("without a session to come back to when the manager's own ended meanwhile", async () => {
    const context = await controlled()
    await db.session.update({ where: { id: manager.actor.sessionId }, data: { revokedAt: now } })
    expect(await giveControlBack(context)).toMatchObject({ ok: true, value: { own: null } })
  })

  it("with the manager's own session too when they sign out in the middle of it", async () => {
    const context = await controlled()
    await endSession(context.actor.sessionId, now)
    expect(await actorOfSession(context.actor.sessionId, now)).toBeNull()
    expect(await actorOfSession(manager.actor.sessionId, now)).toBeNull()
  })

  it("cannot be given back by someone who took none", async () => {
    expect(await giveControlBack(manager)).toEqual({ ok: false, why: "no-control" })
  })
})

async function disableAsManager() {
  const other = await aManagerContext()
  expect(await disableAccount(other, { accountId: person.id, reason: "Départ", withoutReferent: false })).toMatchObject({ ok: true })
}
