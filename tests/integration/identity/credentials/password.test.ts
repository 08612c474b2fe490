import { describe, expect, it } from "vitest"
import { changePassword, proveIdentity, resetPassword, sendResetLink } from "@/lib/identity/credentials/operations"
import { signIn } from "@/lib/identity/sessions/operations"
import { actorOfSession } from "@/lib/identity/sessions/queries"
import { db } from "@/lib/platform/db/client"
import { hashPassword } from "@/lib/platform/secrets/password"
import { anAlix, better, email, later, linkFrom, opened, password } from "@/tests/support/alix"
import { contextOf, messages, now, visitor } from "@/tests/support/factories"

const alix = anAlix()
const askedLink = (context = visitor) => linkFrom(() => sendResetLink(email, context))

describe("changing one's password", () => {
  it("27: ends every session, a copied cookie included, and opens a new one for the person", async () => {
    const [stolen, other] = [await opened(), await opened()]
    const context = { ...visitor, actor: (await actorOfSession(other, now)) ?? expect.fail() }
    const changed = await changePassword(context, { currentPassword: password, password: better })
    expect(changed).toMatchObject({ ok: true })
    expect([await actorOfSession(stolen, now), await actorOfSession(other, now)]).toEqual([null, null])
    expect(changed.ok && (await actorOfSession(changed.value.sessionId, now))).toMatchObject({ accountId: alix.id() })
    expect(await signIn(visitor, { email, password })).toMatchObject({ ok: false })
    expect(await signIn(visitor, { email, password: better })).toMatchObject({ ok: true })
    expect(await messages()).toMatchObject([{ template: "password-changed", toEmail: email }])
    expect(await db.journal.findFirst({ where: { action: "account.password" } })).toMatchObject({ actorId: alix.id(), targetId: alix.id() })
  })

  it.each([
    ["a wrong current one", { currentPassword: "pas le bon", password: better }, "wrong-password"],
    ["one too easy to guess", { currentPassword: password, password: "motdepassemotdepasse" }, "guessable"],
    ["one made of the person's own words", { currentPassword: password, password: "alix.montferrand@exemple" }, "guessable"],
    ["the same one", { currentPassword: password, password }, "same-password"],
  ])("refuses %s and changes nothing", async (_what, input, why) => {
    const session = await opened()
    const context = { ...visitor, actor: (await actorOfSession(session, now)) ?? expect.fail() }
    expect(await changePassword(context, input)).toEqual({ ok: false, why })
    expect(await actorOfSession(session, now)).not.toBeNull()
    expect(await signIn(visitor, { email, password })).toMatchObject({ ok: true })
    expect(await messages()).toEqual([])
  })

  it("makes a reset link that was on its way useless", async () => {
    const token = await askedLink()
    await changePassword(await contextOf(alix.id()), { currentPassword: password, password: better })
    expect(await resetPassword(visitor, { token, password: "autre forêt quartz 512" })).toEqual({ ok: false, why: "link-used" })
  })
})

describe("27: what was on its way when the password changed opens nothing", () => {
  it("a sign-in with the old password, twenty times", async () => {
    for (let run = 0; run < 20; run += 1) {
      await db.account.update({ where: { id: alix.id() }, data: { passwordHash: await hashPassword(password) } })
      await db.session.deleteMany()
      const token = await askedLink(later(run))
      await Promise.all([
        resetPassword(later(run), { token, password: better }),
        ...Array.from({ length: 3 }, () => signIn(later(run), { email, password })),
      ])
      await db.throttle.deleteMany()
      const alive = await db.session.count({ where: { accountId: alix.id(), revokedAt: null } })
      expect(alive, `run ${run}`).toBe(0)
    }
  })

  it("a change by whoever knew it: the owner's reset stays", async () => {
    const intruder = await contextOf(alix.id())
    const token = await askedLink()
    const [, changed] = await Promise.all([
      resetPassword(visitor, { token, password: better }),
      changePassword(intruder, { currentPassword: password, password: "autre forêt quartz 512" }),
    ])
    const kept = changed.ok ? "autre forêt quartz 512" : better
    expect(await signIn(visitor, { email, password: kept })).toMatchObject({ ok: true })
    expect(
      await db.journal.count({ where: { action: { in: ["account.password", "account.reset-password"] } } }),
      "one of them, never both",
    ).toBe(1)
  })

  it("a session ended meanwhile changes no password", async () => {
    const context = await contextOf(alix.id())
    await db.session.updateMany({ data: { revokedAt: now } })
    expect(await changePassword(context, { currentPassword: password, password: better })).toEqual({ ok: false, why: "changed-meanwhile" })
    expect(await signIn(visitor, { email, password })).toMatchObject({ ok: true })
  })
})

describe("giving the password again", () => {
  it("is spared within fifteen minutes of giving it, asked after, and then counts anew", async () => {
    const actor = (await actorOfSession(await opened(), now)) ?? expect.fail()
    expect(await proveIdentity({ ...later(14), actor }, undefined)).toMatchObject({ ok: true })
    expect(await proveIdentity({ ...later(15), actor }, undefined)).toEqual({ ok: false, why: "password-needed" })
    expect(await proveIdentity({ ...later(15), actor }, "pas le bon")).toEqual({ ok: false, why: "wrong-password" })
    expect(await proveIdentity({ ...later(15), actor }, password)).toMatchObject({ ok: true })
    const after = (await actorOfSession(actor.sessionId, later(20).now)) ?? expect.fail()
    expect(await proveIdentity({ ...later(20), actor: after }, undefined)).toMatchObject({ ok: true })
  })

  it("wrong guesses wait as at sign-in: a stolen session does not help to find the password", async () => {
    const context = await contextOf(alix.id())
    for (let turn = 0; turn < 5; turn += 1) expect(await proveIdentity(context, "pas le bon")).toMatchObject({ why: "wrong-password" })
    expect(await proveIdentity(context, password)).toMatchObject({ why: "throttled" })
  })
})

it("a hash made with lesser parameters is replaced at the next right password, and stays good", async () => {
  const { hash } = await import("@node-rs/argon2")
  const weak = await hash(password, { memoryCost: 8192, timeCost: 2, parallelism: 1 })
  await db.account.update({ where: { id: alix.id() }, data: { passwordHash: weak } })
  expect(await signIn(visitor, { email, password: "pas le bon" })).toMatchObject({ ok: false })
  expect((await db.account.findUniqueOrThrow({ where: { id: alix.id() } })).passwordHash).toBe(weak)
  expect(await signIn(visitor, { email, password })).toMatchObject({ ok: true })
  const { passwordHash } = await db.account.findUniqueOrThrow({ where: { id: alix.id() } })
  expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=32768,t=3,p=1\$/)
  expect(await signIn(visitor, { email, password })).toMatchObject({ ok: true })
  expect((await db.account.findUniqueOrThrow({ where: { id: alix.id() } })).passwordHash, "once is enough").toBe(passwordHash)
})

describe("53: a password with accents, typed on another system", () => {
  const composed = "été comme hiver le fjord brûle".normalize("NFC")
  const decomposed = composed.normalize("NFD")
  const hashNow = async () => (await db.account.findUniqueOrThrow({ where: { id: alix.id() } })).passwordHash
  const enters = async (password: string) => (await signIn(visitor, { email, password })).ok

  it.each([
    [composed, decomposed],
    [decomposed, composed],
    [composed, composed.replaceAll(" ", "\u00a0")],
  ])("%j opens with %j", async (chosen, typed) => {
    await db.account.update({ where: { id: alix.id() }, data: { passwordHash: await hashPassword(chosen) } })
    expect(await enters(typed)).toBe(true)
    expect(await enters(chosen)).toBe(true)
    expect(await changePassword(await contextOf(alix.id()), { currentPassword: chosen, password: typed })).toMatchObject({
      why: "same-password",
    })
  })

  it("kept by an earlier version as it was typed, it opens once as typed, then in any form", async () => {
    const { hash } = await import("@node-rs/argon2")
    const raw = await hash(decomposed, { memoryCost: 32_768, timeCost: 3, parallelism: 1 })
    await db.account.update({ where: { id: alix.id() }, data: { passwordHash: raw } })
    expect(await enters(composed), "not yet").toBe(false)
    expect(await enters(`${decomposed}x`)).toBe(false)
    expect(await hashNow()).toBe(raw)
    expect(await enters(decomposed)).toBe(true)
    expect(await hashNow()).not.toBe(raw)
    expect(await enters(composed)).toBe(true)
  })
})
