import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import {
  beginTotp,
  confirmTotp,
  giveCode,
  proveMailbox,
  removeFactorsOf,
  removeTotp,
  renewRecoveryCodes,
  sendFactorLink,
} from "@/lib/identity/second-factor/operations"
import { ownFactors, pendingTotp, totpOf } from "@/lib/identity/second-factor/queries"
import { signIn } from "@/lib/identity/sessions/operations"
import { actorOfSession, sessionOf } from "@/lib/identity/sessions/queries"
import { db } from "@/lib/platform/db/client"
import { hashPassword } from "@/lib/platform/secrets/password"
import { aManagerContext, anAccount, contextOf, messages, now, visitor } from "@/tests/support/factories"

const password = "bruyère tandem cobalt 71"
const email = "camille@exemple.fr"

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now })
  await anAccount({ email, firstName: "Camille", isManager: true, passwordHash: await hashPassword(password) })
})
afterEach(() => {
  vi.useRealTimers()
  delete process.env.SECOND_FACTOR
})

const at = (seconds: number) => new Date(now.getTime() + seconds * 1000)

/** A session that has only given the password. */
async function half(seconds = 0) {
  const opened = await signIn({ ...visitor, now: at(seconds) }, { email, password })
  if (!opened.ok) throw new Error(opened.why)
  const session = (await sessionOf(opened.value.sessionId, at(seconds))) ?? expect.fail()
  return { ...visitor, now: at(seconds), actor: session.actor, missing: session.missing }
}

/** Follows the link that a manager must follow before their first factor. */
async function showMailbox(context: Awaited<ReturnType<typeof half>>) {
  await db.message.deleteMany({ where: { template: "first-factor" } })
  await sendFactorLink(context)
  const { data } = await db.message.findFirstOrThrow({ where: { template: "first-factor" } })
  return proveMailbox(context, { token: (data as { token: string }).token })
}

/** Sets up the codes and returns what is needed to make them. */
async function setUp() {
  const context = await half()
  await showMailbox(context)
  await beginTotp(context, {})
  const { secret } = (await pendingTotp(context.actor, now)) ?? expect.fail()
  const codeAt = (seconds: number) => totpOf(secret, "").generate({ timestamp: at(seconds).getTime() })
  const confirmed = await confirmTotp(context, { code: codeAt(0) })
  if (!confirmed.ok) throw new Error(confirmed.why)
  return { context, codeAt, recovery: confirmed.value, secret }
}

describe("a manager without second factor", () => {
  it("is nobody until there is one, and someone at once when it is set up", async () => {
    const context = await half()
    expect(context.missing).toBe("set-up")
    expect(await actorOfSession(context.actor.sessionId, now)).toBeNull()
    expect(await beginTotp(context, {}), "a stolen password is not enough to choose the factor").toEqual({
      ok: false,
      why: "mailbox-needed",
    })
    const colleague = await anAccount({ isManager: true })
    const intruder = await half(1)
    expect(await showMailbox(context)).toMatchObject({ ok: true })
    expect(await beginTotp(intruder, {}), "nor in another session").toEqual({ ok: false, why: "mailbox-needed" })
    await beginTotp(context, {})
    const { secret, uri } = (await pendingTotp(context.actor, now)) ?? expect.fail()
    expect(uri).toMatch(/^otpauth:\/\/totp\/Portail%20Cap%20M%C3%A9tiers:camille%40exemple\.fr\?issuer=/)
    expect(await confirmTotp(context, { code: "000000" })).toEqual({ ok: false, why: "wrong-code" })
    expect(await actorOfSession(context.actor.sessionId, now)).toBeNull()
    expect(await confirmTotp(context, { code: totpOf(secret, "").generate({ timestamp: now.getTime() }) })).toMatchObject({ ok: true })
    expect(await actorOfSession(context.actor.sessionId, now)).toMatchObject({ isManager: true })
    expect(await messages()).toMatchObject([
      { template: "first-factor", toEmail: email },
      { template: "manager-factor-added", toEmail: colleague.email, data: { person: expect.stringContaining("Camille") } },
      { template: "factor-changed", toEmail: email, data: { change: "totp-added" } },
    ])
  })

  it("enters directly where the second factor is optional", async () => {
    process.env.SECOND_FACTOR = "optional"
    expect((await half()).missing).toBeNull()
  })

  it("the secret is sealed in the database, and tied to its account", async () => {
    const { secret } = await setUp()
    const row = await db.totp.findFirstOrThrow()
    expect(row.secret).not.toContain(secret)
    const other = await anAccount({ isManager: true })
    await db.totp.create({ data: { accountId: other.id, secret: row.secret } })
    expect(await pendingTotp({ ...(await half(60)).actor, accountId: other.id }, now)).toBeNull()
  })
})

describe("a code", () => {
  it("completes the sign-in during a minute, its own half and a quarter on either side, and not beyond", async () => {
    const { codeAt } = await setUp()
    for (const [seconds, drift, right] of [
      [90, 0, true],
      [164, -30, true],
      [225, 30, true],
      [285, -30, false],
      [344, 30, false],
      [390, -60, false],
    ] as const) {
      const context = await half(seconds)
      expect(context.missing).toBe("give")
      expect((await giveCode(context, { code: codeAt(seconds + drift) })).ok, `drift ${drift}`).toBe(right)
      expect((await actorOfSession(context.actor.sessionId, at(seconds))) !== null).toBe(right)
    }
  })

  it("serves once, nor does one of a step before; two sessions giving it at once: one gets in", async () => {
    const { codeAt } = await setUp()
    expect(await giveCode(await half(10), { code: codeAt(0) }), "the one that set it up").toEqual({ ok: false, why: "wrong-code" })
    const contexts = [await half(120), await half(120), await half(120)]
    const results = await Promise.all(contexts.map((context) => giveCode(context, { code: codeAt(120) })))
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await giveCode(await half(121), { code: codeAt(90) })).toEqual({ ok: false, why: "wrong-code" })
    expect(await giveCode(await half(150), { code: codeAt(150) })).toMatchObject({ ok: true })
  })

  it("23: guessed too often waits, the right one too", async () => {
    const { codeAt } = await setUp()
    const context = await half(120)
    for (let turn = 0; turn < 5; turn += 1) expect(await giveCode(context, { code: "000000" })).toMatchObject({ why: "wrong-code" })
    expect(await giveCode(context, { code: codeAt(120) })).toEqual({ ok: false, why: "throttled", detail: "30 secondes" })
    vi.setSystemTime(at(31))
    expect(await giveCode(context, { code: codeAt(120) })).toMatchObject({ ok: true })
  })
})

describe("recovery codes", () => {
  it("ten, shown once, stored hashed, each good once", async () => {
    const { recovery } = await setUp()
    expect(recovery).toHaveLength(10)
    expect(JSON.stringify(await db.recoveryCode.findMany())).not.toContain(recovery[0])
    const [code = ""] = recovery
    expect(await giveCode(await half(60), { code: code.toUpperCase().replaceAll("-", " ") })).toMatchObject({ ok: true })
    expect(await giveCode(await half(61), { code })).toEqual({ ok: false, why: "wrong-code" })
    const context = await half(62)
    expect(await ownFactors(context.actor)).toMatchObject({ recoveryCodesLeft: 9 })
    expect((await messages()).at(-1)).toMatchObject({ template: "factor-changed", data: { change: "recovery-used" } })
  })

  it("of someone else open nothing", async () => {
    const { recovery } = await setUp()
    await anAccount({ email: "autre@exemple.fr", isManager: true, passwordHash: await hashPassword(password) })
    const opened = await signIn(visitor, { email: "autre@exemple.fr", password })
    const actor = (opened.ok && (await sessionOf(opened.value.sessionId, now))?.actor) || expect.fail()
    expect(await giveCode({ ...visitor, actor }, { code: recovery[1] ?? "" })).toEqual({ ok: false, why: "wrong-code" })
  })

  it("renewed, replace the old ones", async () => {
    const { context, recovery } = await setUp()
    const renewed = await renewRecoveryCodes(context, {})
    expect(renewed.ok && renewed.value).toHaveLength(10)
    expect(await giveCode(await half(60), { code: recovery[2] ?? "" })).toEqual({ ok: false, why: "wrong-code" })
    expect(await giveCode(await half(61), { code: (renewed.ok && renewed.value[2]) || "" })).toMatchObject({ ok: true })
  })
})

it("a set-up begun waits a quarter of an hour: a session found open later is not shown the secret", async () => {
  const context = await half()
  await showMailbox(context)
  await beginTotp(context, {})
  const { secret } = (await pendingTotp(context.actor, at(14 * 60))) ?? expect.fail()
  expect(await pendingTotp(context.actor, at(15 * 60))).toBeNull()
  const code = totpOf(secret, "").generate({ timestamp: at(15 * 60).getTime() })
  expect(await confirmTotp({ ...context, now: at(15 * 60) }, { code })).toEqual({ ok: false, why: "not-begun" })
})

it("set up twice at once, or renewed twice at once, leaves one application and ten codes", async () => {
  const context = await half()
  await showMailbox(context)
  await Promise.all([beginTotp(context, {}), beginTotp(context, {})])
  expect(await db.totp.count()).toBe(1)
  await db.totp.deleteMany()
  const ready = await setUp()
  await Promise.all([renewRecoveryCodes(ready.context, {}), renewRecoveryCodes(ready.context, {})])
  expect(await db.recoveryCode.count()).toBe(10)
})

it("a manager takes away what stands before someone's account, for a lost telephone; nobody else does, nor for themselves", async () => {
  const { context } = await setUp()
  const { accountId } = context.actor
  const [colleague, stranger] = [await aManagerContext(), await contextOf((await anAccount()).id)]
  expect(await removeFactorsOf(stranger, { accountId, reason: "Téléphone perdu" })).toEqual({ ok: false, why: "not-found" })
  expect(await removeFactorsOf(context, { accountId, reason: "Téléphone perdu" })).toEqual({ ok: false, why: "own-account" })
  const late = { ...colleague, now: at(16 * 60) }
  expect(await removeFactorsOf(late, { accountId, reason: "Téléphone perdu" })).toEqual({ ok: false, why: "password-needed" })
  expect(await db.totp.count()).toBe(1)
  expect(await removeFactorsOf(colleague, { accountId, reason: "Téléphone perdu" })).toMatchObject({ ok: true })
  expect([await db.totp.count(), await db.recoveryCode.count()]).toEqual([0, 0])
  expect(await sessionOf(context.actor.sessionId, now)).toBeNull()
  expect((await messages()).at(-1)).toMatchObject({ template: "factor-changed", data: { change: "factors-reset" } })
  expect((await half(60)).missing).toBe("set-up")
  expect(await db.journal.findMany({ where: { action: "factor.reset" }, orderBy: { id: "asc" } })).toMatchObject([
    { outcome: "refused", actorId: stranger.actor.accountId },
    { outcome: "refused", actorId: accountId },
    { outcome: "done", actorId: colleague.actor.accountId, targetId: accountId, reason: "Téléphone perdu" },
  ])
})

it("taking the application away is refused to a manager who has nothing else, and needs a recent password", async () => {
  const { context } = await setUp()
  expect(await removeTotp(context, {})).toEqual({ ok: false, why: "last-factor" })
  expect(await removeTotp({ ...context, now: at(16 * 60) }, {})).toEqual({ ok: false, why: "password-needed" })
  await db.passkey.create({ data: { accountId: context.actor.accountId, credentialId: "c", publicKey: new Uint8Array(1), name: "Clé" } })
  expect(await removeTotp(context, {})).toMatchObject({ ok: true })
  expect(await ownFactors(context.actor)).toMatchObject({ totpSince: null, recoveryCodesLeft: 10 })
  expect((await half(60)).missing, "the passkey is then asked for").toBe("give")
})
