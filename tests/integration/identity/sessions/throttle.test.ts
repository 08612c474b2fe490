import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { findAccounts } from "@/lib/desk/account-searches/queries"
import { readAccountAddress } from "@/lib/desk/account-searches/schema"
import { unlockAccount } from "@/lib/desk/suspensions/operations"
import { proveIdentity } from "@/lib/identity/credentials/operations"
import { signIn, tellGuesses } from "@/lib/identity/sessions/operations"
import { db } from "@/lib/platform/db/client"
import { limit } from "@/lib/platform/http/throttle"
import { hashPassword } from "@/lib/platform/secrets/password"
import { aManagerContext, anAccount, contextOf, messages, now, visitor } from "@/tests/support/factories"

async function find({ actor }: Awaited<ReturnType<typeof contextOf>>, q: string) {
  return (await findAccounts(actor, readAccountAddress({ q }), now)).accounts
}

const password = "bruyère tandem cobalt 71"
const email = "alix@exemple.fr"
const minutes = 60_000
let accountId: string

beforeEach(async () => {
  // The store counts in real time: the tests move only the clock, and never wait.
  vi.useFakeTimers({ toFake: ["Date"], now })
  accountId = (await anAccount({ email, passwordHash: await hashPassword(password) })).id
})
afterEach(() => vi.useRealTimers())

const attempt = (given: string, address = email, ip = "192.0.2.1") => signIn({ ...visitor, ip }, { email: address, password: given })
const wait = (ms: number) => vi.setSystemTime(Date.now() + ms)

async function fail(times: number, address = email, ip?: string) {
  for (let turn = 0; turn < times; turn += 1) expect(await attempt("pas le bon", address, ip)).toMatchObject({ ok: false })
}

describe("23: brute force on one account", () => {
  it("five failures, then even the right password waits; once the delay is over it works", async () => {
    await fail(4)
    expect(await attempt(password), "four mistakes cost nothing").toMatchObject({ ok: true })
    await fail(5)
    expect(await attempt(password)).toEqual({ ok: false, why: "throttled", detail: "30 secondes" })
    wait(29_000)
    expect(await attempt(password)).toMatchObject({ why: "throttled" })
    wait(1001)
    expect(await attempt(password)).toMatchObject({ ok: true })
  })

  it("each wait is twice the one before, and asking meanwhile does not lengthen it", async () => {
    await fail(5)
    for (const seconds of [30, 60, 120, 240, 480, 900, 900]) {
      wait(seconds * 500)
      expect(await attempt(password)).toMatchObject({ why: "throttled" })
      wait(seconds * 500 - 1)
      expect(await attempt(password)).toMatchObject({ why: "throttled" })
      wait(2)
      expect(await attempt("pas le bon")).toEqual({ ok: false, why: "wrong-credentials" })
    }
  })

  it("a thousand guesses at once are looked at five times", async () => {
    const results = await Promise.all(Array.from({ length: 200 }, () => attempt("pas le bon")))
    const looked = results.filter((result) => !result.ok && result.why === "wrong-credentials")
    expect(looked.length).toBeLessThanOrEqual(5)
    expect(results.filter((result) => !result.ok && result.why === "throttled").length).toBeGreaterThanOrEqual(195)
  })

  it("an address without account waits just the same", async () => {
    await fail(5, "inconnue@exemple.fr")
    expect(await attempt(password, "inconnue@exemple.fr")).toEqual({ ok: false, why: "throttled", detail: "30 secondes" })
    expect(await attempt(password), "and nobody else").toMatchObject({ ok: true })
  })

  it("leaves one row in the journal, is seen by a manager, and a manager lifts it; nobody else does", async () => {
    const manager = await aManagerContext()
    const stranger = await contextOf((await anAccount()).id)
    await fail(7)
    expect(await db.journal.findMany({ where: { action: "session.throttle" } })).toMatchObject([
      { outcome: "refused", targetId: accountId },
    ])
    expect(await find(manager, "")).toMatchObject([{ id: accountId, failures: 5, waitSeconds: 30 }])
    expect(await find(manager, "ALIX@exem")).toMatchObject([{ id: accountId }])
    expect(await find(manager, "%"), "17: % is a letter like another").toEqual([])
    expect(await find(stranger, "alix")).toEqual([])

    expect(await unlockAccount(stranger, { accountId })).toEqual({ ok: false, why: "not-found" })
    expect(await attempt(password)).toMatchObject({ why: "throttled" })
    expect(await unlockAccount(manager, { accountId })).toMatchObject({ ok: true })
    expect(await attempt(password)).toMatchObject({ ok: true })
    expect(await db.journal.findMany({ where: { action: "account.unlock" }, orderBy: { id: "asc" } })).toMatchObject([
      { outcome: "refused", actorId: stranger.actor.accountId, targetId: accountId },
      { outcome: "done", actorId: manager.actor.accountId, targetId: accountId },
    ])
  })
})

describe("46: wrong guesses by a stranger", () => {
  const device = crypto.randomUUID()
  const fromKnownDevice = (given: string) => signIn({ ...visitor, ip: "192.0.2.1" }, { email, password: given }, device)
  const strangers = "198.51.100.1"

  it("slow down their network alone: the owner enters, before and after a reset, and their open session proves itself", async () => {
    await fail(5, email, strangers)
    expect(await attempt(password, email, strangers)).toMatchObject({ why: "throttled" })
    expect(await attempt(password), "from another network").toMatchObject({ ok: true })
    const session = await contextOf(accountId)
    for (let network = 1; network <= 6; network += 1) await fail(4, email, `203.0.113.${network}`)
    expect(await attempt(password), "all networks together wait").toMatchObject({ why: "throttled" })
    expect(await fromKnownDevice(password)).toMatchObject({ ok: true })
    await fail(2, email, strangers)
    expect(await fromKnownDevice(password)).toMatchObject({ ok: true })
    expect(await proveIdentity(session, password)).toMatchObject({ ok: true })
  })

  it("a known device waits for its own mistakes, and a stranger's hundred on the same network change nothing there", async () => {
    for (let turn = 0; turn < 100; turn += 1) await limit("net-sign-in", 100, 900).take("192.0.2.1")
    expect(await attempt(password), "the network waits").toMatchObject({ why: "throttled" })
    expect(await fromKnownDevice(password)).toMatchObject({ ok: true })
    for (let turn = 0; turn < 5; turn += 1) expect(await fromKnownDevice("pas le bon")).toMatchObject({ why: "wrong-credentials" })
    expect(await fromKnownDevice(password)).toMatchObject({ why: "throttled" })
    expect(await attempt(password, email, "192.0.2.77"), "nor do they slow down other places").toMatchObject({ ok: true })
  })

  it("are told to the owner once a day, with what to do; an address without account is told nothing", async () => {
    const told = async () => {
      const jobs = await db.$queryRaw<{ data: { email: string } }[]>`SELECT data FROM jobs.job WHERE name = 'tell-guesses'`
      return jobs.map(({ data }) => data.email)
    }
    await fail(4, email, strangers)
    expect(await told()).toEqual([])
    await fail(5, email, strangers)
    await fail(5, email, "203.0.113.9")
    await fail(5, "inconnue@exemple.fr", strangers)
    expect(await told()).toEqual([email, "inconnue@exemple.fr"])
    for (const address of await told()) await tellGuesses(address, visitor)
    expect(await messages()).toMatchObject([{ template: "guesses-slowed", toEmail: email }])
    wait(24 * 60 * minutes + 1000)
    await fail(5, email, strangers)
    expect(await told()).toHaveLength(3)
  })
})

describe("24: stuffing from one address of the network", () => {
  it("a hundred failures, whatever the accounts, then everything waits there, and nowhere else", async () => {
    const everywhere = limit("net-sign-in", 100, 900)
    for (let turn = 0; turn < 98; turn += 1) await everywhere.take("192.0.2.9")
    await fail(1, "un@exemple.fr", "192.0.2.9")
    await fail(1, "deux@exemple.fr", "192.0.2.9")
    expect(await attempt(password, email, "192.0.2.9")).toMatchObject({ ok: false, why: "throttled" })
    expect(await attempt(password, email, "192.0.2.10")).toMatchObject({ ok: true })
    wait(15 * minutes + 1000)
    expect(await attempt(password, email, "192.0.2.9")).toMatchObject({ ok: true })
  })

  it("right passwords are not counted: a school behind one address signs in all day", async () => {
    for (let turn = 0; turn < 5; turn += 1) expect(await attempt(password)).toMatchObject({ ok: true })
    expect(await db.throttle.findFirst({ where: { key: { startsWith: "net-sign-in" } } })).toMatchObject({ points: 0 })
  })
})

it("the counts are shared by all instances, and the memory of each takes over when the database fails", async () => {
  const [here, there] = [limit("essai", 2, 60), limit("essai", 2, 60)]
  expect(await here.take("a")).toMatchObject({ allowed: true })
  expect(await there.take("a")).toMatchObject({ allowed: true })
  expect(await here.take("a")).toMatchObject({ allowed: false })

  const pool = (globalThis as { portailThrottlePool?: { query: unknown } }).portailThrottlePool
  const failing = vi.spyOn(pool as { query: () => Promise<unknown> }, "query").mockRejectedValue(new Error("connection lost"))
  expect([await here.take("b"), await here.take("b"), await here.take("b")].map(({ allowed }) => allowed)).toEqual([true, true, false])
  failing.mockRestore()
  expect(await here.take("b"), "back on the database, which counted nothing meanwhile").toMatchObject({ allowed: true })
})

it("keys are hashed: the table names nobody", async () => {
  await fail(1)
  const rows = await db.throttle.findMany()
  expect(rows.length).toBeGreaterThan(0)
  expect(JSON.stringify(rows.map(({ key }) => key))).not.toMatch(/alix|192\.0/)
})
