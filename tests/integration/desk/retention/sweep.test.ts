import { beforeEach, describe, expect, it } from "vitest"
import { sweep } from "@/lib/desk/retention/operations"
import { signIn } from "@/lib/identity/sessions/operations"
import { db } from "@/lib/platform/db/client"
import { hashPassword } from "@/lib/platform/secrets/password"
import { anAccount, anActiveAffiliation, aPendingRequest, aStructure, messages, now, visitor } from "@/tests/support/factories"

const day = 24 * 3_600_000
const at = (date: Date) => ({ ...visitor, now: date })
const daysAgo = (days: number, from = now) => new Date(from.getTime() - days * day)
const inDays = (days: number, from = now) => new Date(from.getTime() + days * day)
const real = { dryRun: false }

describe("an account nobody uses", () => {
  it("is warned once at 23 months, erased at 24, however often the job runs", async () => {
    const used = await anAccount({ email: "utilisee@exemple.fr", lastUsedAt: daysAgo(600) })
    const idle = await anAccount({ email: "oubliee@exemple.fr", lastUsedAt: daysAgo(23 * 30.5) })
    for (let run = 0; run < 3; run += 1) expect(await sweep(at(now), real)).toMatchObject({ warned: run === 0 ? 1 : 0, erased: 0 })
    expect(await messages()).toMatchObject([{ template: "account-unused", toEmail: idle.email }])
    expect(await sweep(at(inDays(20)), real)).toMatchObject({ warned: 0, erased: 0 })
    for (let run = 0; run < 2; run += 1) expect(await sweep(at(inDays(40)), real)).toMatchObject({ erased: run === 0 ? 1 : 0 })
    expect(await db.account.findUnique({ where: { id: idle.id } })).toMatchObject({ firstName: "Compte", erasedAt: inDays(40) })
    expect(await db.account.findUnique({ where: { id: used.id } })).toMatchObject({ email: used.email })
    expect((await messages()).map(({ template }) => template)).toEqual(["account-erased"])
  })

  it("whose owner signs in after the warning is kept, and warned anew two years later", async () => {
    const password = "bruyère tandem cobalt 71"
    const { id, email } = await anAccount({ lastUsedAt: daysAgo(710), passwordHash: await hashPassword(password) })
    await sweep(at(now), real)
    expect(await signIn(at(inDays(10)), { email, password })).toMatchObject({ ok: true })
    expect(await sweep(at(inDays(400)), real)).toMatchObject({ warned: 0, erased: 0 })
    expect(await sweep(at(inDays(10 + 705)), real)).toMatchObject({ warned: 1, erased: 0 })
    expect(await db.account.findUnique({ where: { id } })).toMatchObject({ email })
  })

  it("two instances at once warn and erase once", async () => {
    for (let index = 0; index < 10; index += 1) await anAccount({ lastUsedAt: daysAgo(800) })
    const warned = await Promise.all([sweep(at(now), real), sweep(at(now), real)])
    expect(warned.reduce((sum, report) => sum + report.warned, 0)).toBe(10)
    const erased = await Promise.all([sweep(at(inDays(32)), real), sweep(at(inDays(32)), real)])
    expect(erased.reduce((sum, report) => sum + report.erased, 0)).toBe(10)
    expect(await db.journal.count({ where: { action: "account.erase" } })).toBe(10)
  })

  it("is held while a structure depends on it, and the report says so", async () => {
    const structure = await aStructure({ raisonSociale: "École du Lac" })
    const referent = await anAccount({ lastUsedAt: daysAgo(800), warnedAt: daysAgo(60) })
    await anActiveAffiliation(referent.id, structure.id, { isReferent: true })
    await anActiveAffiliation((await anAccount({ lastUsedAt: now })).id, structure.id)
    expect(await sweep(at(now), real)).toMatchObject({
      erased: 0,
      held: [{ accountId: referent.id, why: "last-referent", structures: "École du Lac" }],
    })
  })
})

describe("what has served its time", () => {
  beforeEach(async () => {
    // The database dates the journal by its own clock, so all of this happens today.
    const today = new Date()
    const { id: accountId } = await anAccount({ lastUsedAt: today })
    const structure = await aStructure()
    for (const [age, name] of [
      [100, "vieux"],
      [1, "récent"],
    ] as const) {
      const date = daysAgo(age, today)
      const signup = { passwordHash: "-", firstName: name, lastName: name, structureId: structure.id, expiresAt: date, createdAt: date }
      await db.signup.create({ data: { ...signup, id: crypto.randomUUID(), email: "a@exemple.fr", tokenHash: name } })
      await db.session.create({ data: { accountId, expiresAt: date } })
      await db.token.create({ data: { accountId, kind: "reset_password", hash: name, expiresAt: date } })
      await db.spentChallenge.create({ data: { hash: name, expiresAt: age === 1 ? inDays(1, today) : date } })
      await db.message.create({
        data: { template: "account-exists", data: {}, toEmail: "a@exemple.fr", createdAt: daysAgo(age * 4, today) },
      })
    }
    // Nothing about a request that waits is forgotten, however old it is.
    const { id: waiting } = await aPendingRequest(accountId, structure.id)
    const { id: answered } = await aPendingRequest((await anAccount({ lastUsedAt: today })).id, structure.id, {
      status: "cancelled",
      endedAt: daysAgo(300, today),
    })
    for (const [affiliationId, kind, age] of [
      [answered, "asked", 400],
      [answered, "reminder_1", 300],
      [waiting, "asked", 400],
    ] as const)
      await db.notice.create({ data: { affiliationId, accountId, kind, sentAt: daysAgo(age, today) } })
    for (const age of [370, 360]) await db.journal.create({ data: { action: "essai", outcome: "done", at: daysAgo(age, today) } })
  })
  const forgotten = { signups: 1, sessions: 1, tokens: 1, challenges: 1, notices: 1, messages: 1, journal: 1 }
  const counts = async () => [
    await db.signup.count(),
    await db.session.count(),
    await db.token.count(),
    await db.spentChallenge.count(),
    await db.notice.count(),
    await db.message.count(),
    await db.journal.count(),
  ]

  it("is deleted, and the rest is kept", async () => {
    expect(await sweep(at(new Date()), real)).toMatchObject({ forgotten })
    expect(await counts()).toEqual([1, 1, 1, 1, 2, 1, 1])
    expect((await sweep(at(new Date()), real)).forgotten).toEqual({
      contacts: 0,
      files: 0,
      imports: 0,
      links: 0,
      signups: 0,
      invitations: 0,
      absences: 0,
      reviews: 0,
      keptFiles: 0,
      sessions: 0,
      tokens: 0,
      challenges: 0,
      notices: 0,
      messages: 0,
      journal: 0,
    })
  })

  it("is only counted by a dry run, which changes nothing: accounts neither", async () => {
    const idle = await anAccount({ lastUsedAt: daysAgo(900, new Date()), warnedAt: daysAgo(60, new Date()) })
    await anAccount({ lastUsedAt: daysAgo(710, new Date()) })
    const before = JSON.stringify([await counts(), await db.account.findMany({ orderBy: { id: "asc" } })])
    expect(await sweep(at(new Date()), { dryRun: true })).toMatchObject({ warned: 1, erased: 1, forgotten })
    expect(JSON.stringify([await counts(), await db.account.findMany({ orderBy: { id: "asc" } })])).toBe(before)
    expect(await db.account.findUnique({ where: { id: idle.id } })).toMatchObject({ erasedAt: null })
  })

  it("41: the application forgets nothing of the journal before its twelve months, whatever date it claims", async () => {
    expect(await db.$queryRaw`SELECT journal_forget(now() + interval '10 years')::int AS count`).toEqual([{ count: 1 }])
    expect(await db.journal.count()).toBe(1)
    await expect(db.journal.deleteMany()).rejects.toThrow(/permission denied/)
    await expect(db.journal.updateMany({ data: { reason: "réécrit" } })).rejects.toThrow(/permission denied/)
  })
})

it("the secret of a link that could never be sent is forgotten once no link lives that long; the message stays", async () => {
  const a = (age: number) =>
    db.message.create({
      data: {
        template: "reset-password",
        data: { firstName: "Léa", token: "jeton" },
        toEmail: "a@exemple.fr",
        status: "abandoned",
        createdAt: daysAgo(age),
      },
    })
  const [old, recent] = [await a(8), await a(6)]
  expect((await sweep(at(now), { dryRun: true })).forgotten.links).toBe(1)
  expect((await sweep(at(now), real)).forgotten.links).toBe(1)
  expect((await sweep(at(now), real)).forgotten.links).toBe(0)
  expect(await db.message.findUnique({ where: { id: old.id } })).toMatchObject({ status: "abandoned", data: { firstName: "Léa" } })
  expect((await db.message.findUnique({ where: { id: old.id } }))?.data).not.toHaveProperty("token")
  expect((await db.message.findUnique({ where: { id: recent.id } }))?.data).toHaveProperty("token")
})
