import pg from "pg"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { dataProblems } from "@/lib/desk/data-checks/queries"
import { validateRequest } from "@/lib/membership/decisions/operations"
import { db, transaction } from "@/lib/platform/db/client"
import { anAccount, aPendingRequest, aStructure, aStructureWithReferent, contextOf } from "@/tests/support/factories"
import { type FaultyCluster, startFaultyCluster } from "@/tests/support/faulty-cluster"
import { giveTraces } from "@/tests/support/traces"

let cluster: FaultyCluster
beforeAll(async () => {
  cluster = await startFaultyCluster({ flags: ["max_connections=20", "superuser_reserved_connections=0", "reserved_connections=0"] })
  process.env.DATABASE_URL = cluster.appUrl
})
afterAll(async () => {
  await db.$disconnect()
  await cluster.stop()
})

async function someoneElse() {
  const client = new pg.Client({ connectionString: cluster.ownerUrl })
  client.on("error", () => {})
  await client.connect()
  return client
}

async function aRequest() {
  const { structure, referent } = await aStructureWithReferent()
  const request = await aPendingRequest((await anAccount()).id, structure.id)
  await giveTraces()
  const context = await contextOf(referent.id)
  const rights = { rafaelProfil: "prescripteur_1", isEmployeur: false, isPrestataire: false, becomesReferent: false } as const
  return { request, structure, validate: () => validateRequest(context, { affiliationId: request.id, ...rights }) }
}

it("no connection left: refused within seconds, nothing written, and all well once there are", async () => {
  const { validate } = await aRequest()
  await db.$disconnect()
  const taken: pg.Client[] = []
  try {
    for (;;) taken.push(await someoneElse())
  } catch (error) {
    expect(error).toMatchObject({ code: "53300" })
  }
  const started = performance.now()
  await expect(validate()).rejects.toThrow()
  expect(performance.now() - started).toBeLessThan(11_000)
  await Promise.all(taken.map((client) => client.end()))
  expect(await validate()).toMatchObject({ ok: true })
  expect(await dataProblems()).toEqual([])
})

it("its own connections all busy: whoever comes next is refused within seconds, not kept for ever", async () => {
  const { validate } = await aRequest()
  const sleepers = Array.from({ length: 10 }, () => db.$queryRaw`SELECT pg_sleep(8)::text`.then(() => null))
  const started = performance.now()
  await expect(validate()).rejects.toThrow()
  expect(performance.now() - started).toBeLessThan(11_000)
  await Promise.all(sleepers)
  expect(await validate()).toMatchObject({ ok: true })
})

it("a statement that never ends is cut, and its connection serves again", async () => {
  const started = performance.now()
  await expect(db.$queryRaw`SELECT pg_sleep(60)`).rejects.toThrow(/statement timeout|57014/)
  expect(performance.now() - started).toBeLessThan(25_000)
  expect(await db.$queryRaw`SELECT 1 AS one`).toEqual([{ one: 1 }])
})

it("a row that someone holds for too long: given up in seconds, nothing written, and done once it is free", async () => {
  const { request, structure, validate } = await aRequest()
  const holder = await someoneElse()
  await holder.query("BEGIN")
  await holder.query("SELECT 1 FROM structure WHERE id = $1 FOR UPDATE", [structure.id])
  const started = performance.now()
  await expect(validate()).rejects.toThrow(/lock timeout|55P03/)
  expect(performance.now() - started).toBeLessThan(12_000)
  expect(await db.affiliation.findUnique({ where: { id: request.id } })).toMatchObject({ status: "pending" })
  await holder.query("ROLLBACK")
  await holder.end()
  expect(await validate()).toMatchObject({ ok: true })
  expect(await dataProblems()).toEqual([])
})

describe("given up by PostgreSQL for another's sake", () => {
  let ids: [string, string]
  beforeEach(async () => {
    ids = [(await aStructure()).id, (await aStructure()).id]
  })
  const rename = (id: string, raisonSociale: string) => (tx: typeof db) => tx.structure.update({ where: { id }, data: { raisonSociale } })

  it("two who wait for each other both end up served", async () => {
    let [held, deadlocks] = [0, 0]
    const crossing = (first: string, second: string, name: string) =>
      transaction(async (tx) => {
        await rename(first, name)(tx as typeof db)
        held += 1
        // Each holds its first row before either asks for its second.
        while (held < 2) await new Promise((resolve) => setTimeout(resolve, 5))
        deadlocks += 1
        await rename(second, name)(tx as typeof db)
      })
    await Promise.all([crossing(ids[0], ids[1], "un"), crossing(ids[1], ids[0], "deux")])
    expect(deadlocks, "one of them was tried again").toBe(3)
    const names = await db.structure.findMany({ where: { id: { in: ids } }, select: { raisonSociale: true } })
    expect(new Set(names.map(({ raisonSociale }) => raisonSociale)).size).toBe(1)
  })

  it("a serialisation failure is tried again a bounded number of times, by raw statements too", async () => {
    let attempts = 0
    const always = transaction(
      async (tx) => {
        attempts += 1
        await tx.$queryRaw`SELECT count(*) FROM structure`
        // Someone else changes what was read, each time.
        await rename(ids[0], `nom ${attempts}`)(db)
        await tx.$executeRaw`UPDATE structure SET raison_sociale = 'perdu' WHERE id = ${ids[0]}::uuid`
      },
      { isolationLevel: "RepeatableRead" },
    )
    await expect(always).rejects.toThrow()
    expect(attempts).toBe(4)
    expect(await db.structure.findUnique({ where: { id: ids[0] } })).toMatchObject({ raisonSociale: "nom 4" })
  })

  it("work that cannot be done over is not", async () => {
    let attempts = 0
    const once = transaction(
      async (tx) => {
        attempts += 1
        await tx.$queryRaw`SELECT count(*) FROM structure`
        await rename(ids[0], "autre")(db)
        await rename(ids[0], "perdu")(tx as typeof db)
      },
      { isolationLevel: "RepeatableRead", tries: 1 },
    )
    await expect(once).rejects.toThrow()
    expect(attempts).toBe(1)
  })
})
