import { randomBytes } from "node:crypto"
import pg from "pg"
import { afterAll, beforeAll, beforeEach, inject } from "vitest"
import { closeDatabase } from "@/lib/platform/db/client"
import { closeJobs } from "@/lib/platform/db/jobs"
import { closeThrottle } from "@/lib/platform/http/throttle"
import { closeSignOnDatabase } from "@/lib/signon/provider/database"
import { copyDatabase } from "./test-cluster"

/**
 * One database for each process of tests, emptied before each test: no rollback trick, it would hide races. A process runs many files, as
 * a portal that lives long: to load everything again for each file would take as much processor as the tests themselves.
 */
const shared = globalThis as { testDatabase?: Awaited<ReturnType<typeof openTestDatabase>> }
shared.testDatabase ??= await openTestDatabase()
const { urls, owner, emptyAll } = shared.testDatabase
const environment = { ...process.env }
Object.assign(process.env, {
  DATABASE_URL: urls.appUrl,
  DATABASE_OWNER_URL: urls.ownerUrl,
  NEXTAUTH_URL: "https://portail.test",
  NEXTAUTH_SECRET: "secret-de-test-secret-de-test-secret",
  MAIL_FROM: "Portail <portail@portail.test>",
  SUPPORT_EMAIL: "assistance@portail.test",
})

/** `emptyAll`: the statement that empties every table that people or jobs write, those of a module to come included; processes keep the keys. */
async function openTestDatabase() {
  const urls = await copyDatabase(inject("cluster"), `test_${randomBytes(6).toString("hex")}`)
  // An open connection does not keep a process that has no more files to run.
  const owner = new pg.Pool({ connectionString: urls.ownerUrl, max: 1, allowExitOnIdle: true })
  const { rows: tables } = await owner.query<{ name: string }>(`
    SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
    WHERE schemaname = 'public' AND tablename NOT IN ('portail_schema', '_prisma_migrations', 'signing_key') OR schemaname = 'jobs' AND tablename = 'job'`)
  return { urls, owner, emptyAll: `TRUNCATE ${tables.map(({ name }) => name).join(", ")}` }
}

// What a file makes before its first test begins on an empty database too, whichever file this process ran before.
beforeAll(async () => {
  await owner.query(emptyAll)
})

// Not `DELETE`, although it is faster: its rows leave holes, and rows of the same instant then come back in another order.
beforeEach(async () => {
  await owner.query(emptyAll)
})

/** The next file of this process finds the settings as they were, and opens its own connections. */
afterAll(async () => {
  await closeThrottle()
  await closeSignOnDatabase()
  await closeJobs()
  await closeDatabase()
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name]
  Object.assign(process.env, environment)
})
