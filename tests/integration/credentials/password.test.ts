import { beforeEach, describe, expect, it } from "vitest"
import { askReset, changePassword, proveIdentity, resetPassword, sendResetLink } from "@/lib/credentials/operations"
import { deliver } from "@/lib/notifications/delivery"
import { db } from "@/lib/platform/db"
import { hashPassword, verifyPassword } from "@/lib/platform/password"
import { signIn } from "@/lib/sessions/operations"
import { actorOfSession } from "@/lib/sessions/queries"
import { tokenState } from "@/lib/tokens/queries"
import { anAccount, contextOf, messages, now, visitor } from "@/tests/support/factories"

const password = "bruyère tandem cobalt 71"
const better = "lavande échelle zinc 2048"
const email = "alix@exemple.fr"
const later = (minutes: number) => ({ ...visitor, now: new Date(now.getTime() + minutes * 60_000) })
let accountId: string

beforeEach(async () => {
  accountId = (await anAccount({ email, firstName: "Alix", lastName: "Montferrand", passwordHash: await hashPassword(password) })).id
})

async function opened(given = password) {
  const result = await signIn(visitor, { email, password: given })
  if (!result.ok) throw new Error(result.why)
  return result.value.sessionId
}

async function askedLink(context = visitor) {
  await sendResetLink(email, context)
  const { data } = await db.message.findFirstOrThrow({ where: { template: "reset-password" }, orderBy: { createdAt: "desc" } })
  return (data as { token: string }).token
}

describe("changing one's password", () => {
  it("27: ends every session, a copied cookie included, and opens a new one for the person", async () => {
    const [stolen, other] = [await opened(), await opened()]
    const context = { ...visitor, actor: (await actorOfSession(other, now)) ?? expect.fail() }
    const changed = await changePassword(context, { currentPassword: password, password: better })
    expect(changed).toMatchObject({ ok: true })
    expect([await actorOfSession(stolen, now), await actorOfSession(other, now)]).toEqual([null, null])
    expect(changed.ok && (await actorOfSession(changed.value.sessionId, now))).toMatchObject({ accountId })
    expect(await signIn(visitor, { email, password })).toMatchObject({ ok: false })
    expect(await signIn(visitor, { email, password: better })).toMatchObject({ ok: true })
    expect(await messages()).toMatchObject([{ template: "password-changed", toEmail: email }])
    expect(await db.journal.findFirst({ where: { action: "account.password" } })).toMatchObject({ actorId: accountId, targetId: accountId })
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
    await changePassword(await contextOf(accountId), { currentPassword: password, password: better })
    expect(await resetPassword(visitor, { token, password: "autre forêt quartz 512" })).toEqual({ ok: false, why: "link-used" })
  })
})

describe("27: what was on its way when the password changed opens nothing", () => {
  it("a sign-in with the old password, twenty times", async () => {
    for (let run = 0; run < 20; run += 1) {
      await db.account.update({ where: { id: accountId }, data: { passwordHash: await hashPassword(password) } })
      await db.session.deleteMany()
      const token = await askedLink(later(run))
      await Promise.all([
        resetPassword(later(run), { token, password: better }),
        ...Array.from({ length: 3 }, () => signIn(later(run), { email, password })),
      ])
      await db.throttle.deleteMany()
      const alive = await db.session.count({ where: { accountId, revokedAt: null } })
      expect(alive, `run ${run}`).toBe(0)
    }
  })

  it("a change by whoever knew it: the owner's reset stays", async () => {
    const intruder = await contextOf(accountId)
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
    const context = await contextOf(accountId)
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
    const context = await contextOf(accountId)
    for (let turn = 0; turn < 5; turn += 1) expect(await proveIdentity(context, "pas le bon")).toMatchObject({ why: "wrong-password" })
    expect(await proveIdentity(context, password)).toMatchObject({ why: "throttled" })
  })
})

describe("a forgotten password", () => {
  it("is asked for with the same work whether or not the address has an account: one job, no message yet", async () => {
    for (const address of [email, "inconnue@exemple.fr"])
      expect(await askReset(visitor, { email: address })).toEqual({ ok: true, value: undefined })
    expect(await db.$queryRaw`SELECT data->>'email' AS email FROM jobs.job WHERE name = 'send-reset-link' ORDER BY 1`).toEqual([
      { email },
      { email: "inconnue@exemple.fr" },
    ])
    expect(await messages()).toEqual([])
    await sendResetLink("inconnue@exemple.fr", visitor)
    expect(await messages()).toEqual([])
    await sendResetLink(email, visitor)
    expect(await messages()).toMatchObject([{ template: "reset-password", toEmail: email }])
  })

  it("sends at most five links an hour to one address, silently", async () => {
    for (let turn = 0; turn < 8; turn += 1) expect(await askReset(visitor, { email })).toMatchObject({ ok: true })
    expect(await db.$queryRaw`SELECT count(*)::int AS count FROM jobs.job WHERE name = 'send-reset-link'`).toEqual([{ count: 5 }])
  })

  it("sends nothing when several sign-ups wait for one address: one may be a stranger's", async () => {
    const structure = await db.structure.create({ data: { siret: "31754202500042", raisonSociale: "École" } })
    for (const tokenHash of ["x", "y"])
      await db.signup.create({
        data: {
          id: crypto.randomUUID(),
          email: "attente@exemple.fr",
          passwordHash: "-",
          firstName: "A",
          lastName: "B",
          structureId: structure.id,
          tokenHash,
          expiresAt: now,
          sentAt: new Date(0),
        },
      })
    await sendResetLink("attente@exemple.fr", visitor)
    expect(await messages()).toEqual([])
  })

  it("tells a disabled account why, and sends its confirmation again to a sign-up that waits for it", async () => {
    await db.account.update({ where: { id: accountId }, data: { disabledAt: now } })
    await sendResetLink(email, visitor)
    expect(await messages()).toMatchObject([{ template: "account-disabled", toEmail: email }])
    const structure = await db.structure.create({ data: { siret: "31754202500042", raisonSociale: "École" } })
    await db.signup.create({
      data: {
        id: crypto.randomUUID(),
        email: "attente@exemple.fr",
        passwordHash: "-",
        firstName: "A",
        lastName: "B",
        structureId: structure.id,
        tokenHash: "x",
        expiresAt: now,
        sentAt: new Date(0),
      },
    })
    await sendResetLink("attente@exemple.fr", visitor)
    expect((await messages()).map(({ template, toEmail }) => [template, toEmail])).toContainEqual(["verify-address", "attente@exemple.fr"])
  })
})

describe("29: a reset link", () => {
  it("serves once, and then every session and every other link is void", async () => {
    const session = await opened()
    const [first, second] = [await askedLink(), await askedLink(later(1))]
    expect(await resetPassword(visitor, { token: first, password: better })).toMatchObject({ ok: true })
    expect(await actorOfSession(session, now)).toBeNull()
    expect(await signIn(visitor, { email, password: better })).toMatchObject({ ok: true })
    for (const token of [first, second])
      expect(await resetPassword(visitor, { token, password: "autre forêt quartz 512" })).toEqual({ ok: false, why: "link-used" })
    expect(await signIn(visitor, { email, password: better })).toMatchObject({ ok: true })
  })

  it("clicked twice at once has one effect, ten times", async () => {
    for (let run = 0; run < 10; run += 1) {
      const token = await askedLink(later(run))
      const results = await Promise.all(
        [better, "autre forêt quartz 512"].map((chosen) => resetPassword(later(run), { token, password: chosen })),
      )
      expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    }
  })

  it("is refused after 24 hours, altered, invented, or made for something else", async () => {
    const token = await askedLink()
    expect(await resetPassword(later(24 * 60), { token, password: better })).toEqual({ ok: false, why: "link-expired" })
    for (const other of [`${token}x`, token.toUpperCase(), "", "' OR 1=1 --"])
      expect(await resetPassword(visitor, { token: other, password: better })).toEqual({ ok: false, why: "link-unknown" })
    await db.token.updateMany({ data: { kind: "change_email" } })
    expect(await resetPassword(visitor, { token, password: better })).toEqual({ ok: false, why: "link-unknown" })
    await db.token.updateMany({ data: { kind: "reset_password" } })
    expect(await resetPassword(later(24 * 60 - 1), { token, password: better })).toMatchObject({ ok: true })
  })

  it("opens only the account it was made for", async () => {
    const other = await anAccount({ email: "autre@exemple.fr", passwordHash: await hashPassword(password) })
    await resetPassword(visitor, { token: await askedLink(), password: better })
    expect(await signIn(visitor, { email: other.email, password: better })).toMatchObject({ ok: false })
    expect(await signIn(visitor, { email: other.email, password })).toMatchObject({ ok: true })
  })

  it("30: opened by a mail scanner, however often, still serves the person", async () => {
    const token = await askedLink()
    for (let visit = 0; visit < 5; visit += 1)
      expect(await tokenState("reset_password", token, now)).toMatchObject({ state: "ready", account: { email } })
    expect(await resetPassword(visitor, { token, password: better })).toMatchObject({ ok: true })
  })

  it("23: unlocks an account that wrong guesses had slowed down", async () => {
    for (let turn = 0; turn < 5; turn += 1) await signIn(visitor, { email, password: "pas le bon" })
    expect(await signIn(visitor, { email, password })).toMatchObject({ why: "throttled" })
    await resetPassword(visitor, { token: await askedLink(), password: better })
    expect(await signIn(visitor, { email, password: better })).toMatchObject({ ok: true })
  })

  it("is stored hashed, and its secret leaves the outbox with the message", async () => {
    const token = await askedLink()
    expect(JSON.stringify(await db.token.findMany())).not.toContain(token)
    process.env.RESEND_API_KEY = ""
    const { id } = await db.message.findFirstOrThrow({ where: { template: "reset-password" } })
    await deliver(id, now)
    expect(await db.message.findUnique({ where: { id } }), "demonstration keeps the text to read").toMatchObject({ status: "kept" })
  })
})

describe("25: an address with an account and one without take the same time to refuse", () => {
  const median = (times: number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0

  async function timed(work: () => Promise<unknown>) {
    const started = performance.now()
    await work()
    return performance.now() - started
  }

  async function medians(known: () => Promise<unknown>, unknown: () => Promise<unknown>) {
    const times = { known: [] as number[], unknown: [] as number[] }
    for (let turn = 0; turn < 15; turn += 1) {
      await db.throttle.deleteMany()
      times.known.push(await timed(known))
      times.unknown.push(await timed(unknown))
    }
    return { known: median(times.known), unknown: median(times.unknown) }
  }

  const attempt = (address: string) => () => signIn(visitor, { email: address, password: "pas le bon" })

  it("at sign-in, even for a hash made with lesser parameters", async () => {
    const { hash } = await import("@node-rs/argon2")
    await anAccount({ email: "vieille@exemple.fr", passwordHash: await hash(password, { memoryCost: 8192, timeCost: 1, parallelism: 1 }) })
    await attempt(email)()
    for (const address of [email, "vieille@exemple.fr"]) {
      const { known, unknown } = await medians(attempt(address), attempt("inconnue@exemple.fr"))
      expect(Math.abs(known - unknown), `${address}: ${known} and ${unknown} ms`).toBeLessThan(0.25 * unknown)
    }
  })

  it("the control: what a naive check would give is told apart by the same measure", async () => {
    const { passwordHash } = await db.account.findUniqueOrThrow({ where: { email } })
    const { known, unknown } = await medians(
      () => verifyPassword(passwordHash, "pas le bon"),
      () => db.account.count(),
    )
    expect(known - unknown).toBeGreaterThan(0.25 * unknown)
  })

  it("at reset, where both only leave a job", async () => {
    const { known, unknown } = await medians(
      () => askReset(visitor, { email }),
      () => askReset(visitor, { email: "inconnue@exemple.fr" }),
    )
    expect(Math.abs(known - unknown)).toBeLessThan(0.5 * unknown)
  })
})

it("a hash made with lesser parameters is replaced at the next right password, and stays good", async () => {
  const { hash } = await import("@node-rs/argon2")
  const weak = await hash(password, { memoryCost: 8192, timeCost: 2, parallelism: 1 })
  await db.account.update({ where: { id: accountId }, data: { passwordHash: weak } })
  expect(await signIn(visitor, { email, password: "pas le bon" })).toMatchObject({ ok: false })
  expect((await db.account.findUniqueOrThrow({ where: { id: accountId } })).passwordHash).toBe(weak)
  expect(await signIn(visitor, { email, password })).toMatchObject({ ok: true })
  const { passwordHash } = await db.account.findUniqueOrThrow({ where: { id: accountId } })
  expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=32768,t=3,p=1\$/)
  expect(await signIn(visitor, { email, password })).toMatchObject({ ok: true })
  expect((await db.account.findUniqueOrThrow({ where: { id: accountId } })).passwordHash, "once is enough").toBe(passwordHash)
})
