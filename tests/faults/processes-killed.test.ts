import { execFile, spawn } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { promisify } from "node:util"
import pg from "pg"
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest"
import { dataProblems } from "@/lib/desk/data-checks/queries"
import { checkImport, keepFile, startImport } from "@/lib/desk/import-files/operations"
import { db } from "@/lib/platform/db/client"
import { keepOfferFile, startOfferImport } from "@/lib/rafael/offer-imports/operations"
import { startEmbedded } from "@/scripts/embedded"
import { migrate, migrationNames } from "@/scripts/migrate"
import { aManager, aSiret, contextOf } from "@/tests/support/factories"
import { type FaultyCluster, killServer, startFaultyCluster } from "@/tests/support/faulty-cluster"
import { lheoFile, lheoFormation } from "@/tests/support/lheo-files"
import { pictureOfData } from "@/tests/support/picture"
import { startWorker } from "@/tests/support/portal-worker"
import { aTrainingBody } from "@/tests/support/rafael"
import { emptyDatabase } from "@/tests/support/test-cluster"
import { giveTraces } from "@/tests/support/traces"

const root = path.resolve(import.meta.dirname, "../..")
const folder = mkdtempSync(path.join(tmpdir(), "portail-tues-"))
let cluster: FaultyCluster
beforeAll(async () => {
  cluster = await startFaultyCluster()
  Object.assign(process.env, { DATABASE_URL: cluster.appUrl, DATABASE_OWNER_URL: cluster.ownerUrl })
})
afterAll(async () => {
  await db.$disconnect()
  await cluster.stop()
  rmSync(folder, { recursive: true, force: true })
})

const loader = { ...process.env, TSX_TSCONFIG_PATH: path.join(root, "tsconfig.scripts.json") }
const script = (file: string, ...args: string[]) => [
  "--disable-warning=ExperimentalWarning",
  "--import",
  "tsx",
  path.join(root, file),
  ...args,
]
const waiting = { timeout: 60_000, interval: 100 }
const header = "siret;raison_sociale;sigle;enseigne;code_postal;commune;types;etat"

function aFile(rows: number) {
  const lines = Array.from({ length: rows }, (_, index) => `${aSiret()};Structure ${index};;;64000;Pau;formateur;active`)
  return [header, ...lines].join("\n")
}

describe.each(["merging two structures", "undoing a merge", "erasing one's account"])("the process is killed while %s", (name) => {
  it("at any statement: nothing is half-written", async () => {
    const run = (nth: number) =>
      promisify(execFile)(process.execPath, script("tests/support/killed-child.ts", name, String(nth)), {
        cwd: root,
        env: { ...loader, ...process.env },
      })
    const statements = Number((await run(0)).stdout.trim().split("\n")[1])
    expect(statements).toBeGreaterThan(10)
    const all = Array.from({ length: statements }, (_, index) => index + 1)
    for (const point of process.env.LONG_TESTS === "1" ? all : [3, Math.ceil(statements / 2), statements]) {
      const killed = (await run(point).catch((error) => error)) as { signal: string; stdout: string }
      expect(killed.signal, `at ${point} of ${statements}`).toBe("SIGKILL")
      // PostgreSQL notices the death of the process only when it next talks to it.
      await expect.poll(pictureOfData, { timeout: 10_000, interval: 50 }).toEqual(JSON.parse(killed.stdout))
      expect(await dataProblems(), `at ${point} of ${statements}`).toEqual([])
    }
  })
})

it("the command that imports is killed half-way: nothing of the file is there, and the same command then loads it all", async () => {
  const file = path.join(folder, "grand.csv")
  writeFileSync(file, aFile(20_000))
  const before = await pictureOfData()
  const child = spawn(process.execPath, script("scripts/import.ts", file), {
    cwd: root,
    env: { ...loader, ...process.env },
    stdio: "ignore",
  })
  const gone = new Promise((resolve) => child.once("exit", resolve))
  await expect.poll(() => writing(), waiting).toBe(true)
  const size = await structureSize()
  await expect.poll(() => structureSize(), waiting).toBeGreaterThan(size)
  child.kill("SIGKILL")
  await gone
  await expect.poll(() => writing(), waiting).toBe(false)
  expect(await pictureOfData()).toEqual(before)
  const again = await promisify(execFile)(process.execPath, script("scripts/import.ts", file), {
    cwd: root,
    env: { ...loader, ...process.env },
  })
  expect(again.stdout).toContain("20000 créées")
  expect(await dataProblems()).toEqual([])
})

/** Bytes of the table, rows not yet committed included. */
async function structureSize() {
  const [row] = await db.$queryRaw<{ size: number }[]>`SELECT pg_relation_size('structure')::int AS size`
  return row?.size ?? 0
}

/** Whether someone is writing structures at this instant. */
async function writing() {
  const [row] = await db.$queryRaw<{ some: boolean }[]>`
    SELECT EXISTS (SELECT FROM pg_locks WHERE relation = 'structure'::regclass AND mode = 'RowExclusiveLock' AND granted) AS some`
  return row?.some ?? false
}

it("the worker is killed while it loads a manager's file: another one begins again, and loads it once", async () => {
  const manager = await contextOf((await aManager()).id, { now: new Date() })
  await giveTraces()
  const kept = await keepFile(manager, { fileName: "f.csv", bytes: new Uint8Array(Buffer.from(aFile(10_000))) })
  if (!kept.ok) throw new Error(kept.why)
  const { importId } = kept.value
  const state = async () => (await db.structureImport.findUniqueOrThrow({ where: { id: importId } })).status
  const columns = (await db.structureImport.findUniqueOrThrow({ where: { id: importId } })).columns as { map: Record<string, string> }
  let worker = await startWorker()
  onTestFinished(() => worker.stop())
  expect(await checkImport(manager, { importId, ...columns.map } as Parameters<typeof checkImport>[1])).toMatchObject({ ok: true })
  await expect.poll(state, waiting).toBe("checked")
  const before = await db.structure.count()
  expect(await startImport(manager, { importId })).toMatchObject({ ok: true })
  await expect.poll(() => writing(), waiting).toBe(true)
  worker.kill()
  await expect.poll(() => writing(), waiting).toBe(false)
  expect(await db.structure.count()).toBe(before)
  // A worker that says nothing for twenty seconds counts as dead: this makes its last heartbeat older.
  await db.$executeRaw`UPDATE jobs.job SET heartbeat_on = now() - interval '1 minute' WHERE state = 'active'`
  worker = await startWorker()
  await expect.poll(state, { timeout: 90_000, interval: 200 }).toBe("done")
  await worker.stop()
  expect(await db.structure.count()).toBe(before + 10_000)
  expect(await db.journal.count({ where: { action: "structure.import", actorId: manager.actor.accountId } })).toBe(1)
  expect(await dataProblems()).toEqual([])
})

it("the worker is killed while it loads a training body's offer: another one goes on where it was, and loads it once", async () => {
  const body = await aTrainingBody()
  await db.affiliation.updateMany({ where: { structureId: body.structure.id }, data: { isReferent: true } })
  const writes = await contextOf(body.people.gestionnaire_catalogue.accountId, { now: new Date() })
  await giveTraces()
  const { id: structureId, siret } = body.structure
  const formations = 800
  const text = lheoFile(...Array.from({ length: formations }, (_, index) => lheoFormation({ siret, numero: `n${index}` })))
  const kept = await keepOfferFile(writes, { structureId, fileName: "offre.xml", bytes: new Uint8Array(Buffer.from(text)) })
  if (!kept.ok) throw new Error(kept.why)
  const { importId } = kept.value
  const state = async () => (await db.offerImport.findUniqueOrThrow({ where: { id: importId } })).status
  let worker = await startWorker()
  onTestFinished(() => worker.stop())
  await expect.poll(state, waiting).toBe("checked")
  expect(await startOfferImport(writes, { importId, places: 12, publish: true })).toMatchObject({ ok: true })
  const loaded = () => db.course.count({ where: { structureId } })
  await expect.poll(loaded, { ...waiting, interval: 20 }).toBeGreaterThan(50)
  worker.kill()
  // What was committed stays: fifty at a time.
  const half = await loaded()
  expect(half % 50).toBe(0)
  expect(half).toBeLessThan(formations)
  await db.$executeRaw`UPDATE jobs.job SET heartbeat_on = now() - interval '1 minute' WHERE state = 'active'`
  worker = await startWorker()
  await expect.poll(state, { timeout: 90_000, interval: 200 }).toBe("done")
  await worker.stop()
  expect(await loaded()).toBe(formations)
  const { report } = await db.offerImport.findUniqueOrThrow({ where: { id: importId } })
  expect(report).toMatchObject({ created: formations, changed: 0, rejectedCount: 0 })
  expect(await db.journal.count({ where: { action: "offer.imported", structureId } })).toBe(1)
  expect(await dataProblems()).toEqual([])
})

it("a start is killed while it migrates, at any instant: the next one brings the same schema", async () => {
  const schemaOf = async (url: string) => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    const ours = "pronamespace IN ('public'::regnamespace, 'jobs'::regnamespace)"
    const { rows } = await client.query(`
      SELECT format('%s.%s.%s %s %s', table_schema, table_name, column_name, data_type, is_nullable) AS line
        FROM information_schema.columns WHERE table_schema IN ('public', 'jobs')
      UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname IN ('public', 'jobs')
      UNION ALL SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace IN ('public'::regnamespace, 'jobs'::regnamespace)
      UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
      UNION ALL SELECT proname || ' ' || md5(prosrc) FROM pg_proc WHERE ${ours}
      UNION ALL SELECT relname || ' ' || coalesce(relacl::text, '') FROM pg_class WHERE relnamespace IN ('public'::regnamespace, 'jobs'::regnamespace)
      UNION ALL SELECT migration_name || ' ' || (finished_at IS NOT NULL) FROM _prisma_migrations
      ORDER BY 1`)
    await client.end()
    // The queue adds a part of its figures for each day: at midnight the two schemas would not be of the same day.
    return rows.map(({ line }) => line as string).filter((line) => !/queue_stats_\d{8}/.test(line))
  }
  const expected = await schemaOf(cluster.ownerUrl)
  for (const after of [150, 350, 600, 900, 1300]) {
    const urls = await emptyDatabase(cluster.adminUrl, cluster)
    const child = spawn(process.execPath, script("scripts/migrate-only.ts"), {
      cwd: root,
      env: { ...loader, ...process.env, ...urls },
      stdio: "ignore",
    })
    const gone = new Promise((resolve) => child.once("exit", resolve))
    // The delay starts when the process holds the lock of migrations, or is done.
    await expect.poll(() => isMigrating(urls.DATABASE_OWNER_URL), { timeout: 20_000, interval: 10 }).toBe(true)
    await new Promise((resolve) => setTimeout(resolve, after / 2))
    child.kill("SIGKILL")
    await gone
    await migrate(urls.DATABASE_OWNER_URL, urls.DATABASE_URL)
    expect(await migrate(urls.DATABASE_OWNER_URL, urls.DATABASE_URL)).toEqual([])
    expect(await schemaOf(urls.DATABASE_OWNER_URL), `killed after ${after / 2} ms`).toEqual(expected)
  }
  expect(migrationNames().length).toBeGreaterThan(5)
})

async function isMigrating(url: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query(
      "SELECT to_regclass('_prisma_migrations') IS NOT NULL OR EXISTS (SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE l.locktype = 'advisory' AND d.datname = current_database()) AS some",
    )
    return rows[0].some as boolean
  } finally {
    await client.end()
  }
}

it("the embedded database is killed: it is back within five seconds, at the same place", async () => {
  const said = vi.spyOn(console, "error").mockImplementation(() => {})
  onTestFinished(() => said.mockRestore())
  const embedded = await startEmbedded(path.join(folder, "base"), ["fsync=off"], { revive: true })
  try {
    const answers = async () => {
      const client = new pg.Client({ connectionString: embedded.appUrl, connectionTimeoutMillis: 500 })
      client.on("error", () => {})
      try {
        await client.connect()
        return (await client.query("SELECT 1 AS one")).rows[0].one === 1
      } catch {
        return false
      } finally {
        await client.end().catch(() => {})
      }
    }
    for (let round = 0; round < 2; round += 1) {
      expect(await answers()).toBe(true)
      killServer(path.join(folder, "base"))
      expect(await answers()).toBe(false)
      await expect.poll(answers, { timeout: 5000, interval: 50 }).toBe(true)
    }
  } finally {
    await embedded.stop()
  }
  await expect(new pg.Client({ connectionString: embedded.appUrl }).connect()).rejects.toThrow()
  // The line is printed each time the server is started again: it was killed twice, then stopped on purpose.
  expect(said.mock.calls).toEqual(Array(2).fill(["La base embarquée s'est arrêtée : relancée."]))
})
