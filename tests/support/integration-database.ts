import { randomBytes } from "node:crypto"
import { afterAll, beforeAll, beforeEach, inject } from "vitest"
import { closeDatabase } from "@/lib/platform/db/client"
import { closeJobs } from "@/lib/platform/db/jobs"
import { closeThrottle } from "@/lib/platform/http/throttle"
import { closeSignOnDatabase } from "@/lib/signon/provider/database"
import { emptierOf } from "./emptied-database"
import { copyDatabase } from "./test-cluster"

/**
 * One database for each process of tests, emptied before each test: no rollback trick, it would hide races. A process runs many files, as
 * a portal that lives long: to load everything again for each file would take as much processor as the tests themselves.
 */
const shared = globalThis as { testDatabase?: Awaited<ReturnType<typeof openTestDatabase>> }
shared.testDatabase ??= await openTestDatabase()
const { urls, empty } = shared.testDatabase
const environment = { ...process.env }
Object.assign(process.env, {
  DATABASE_URL: urls.appUrl,
  DATABASE_OWNER_URL: urls.ownerUrl,
  NEXTAUTH_URL: "https://portail.test",
  NEXTAUTH_SECRET: "secret-de-test-secret-de-test-secret",
  MAIL_FROM: "Portail <portail@portail.test>",
  SUPPORT_EMAIL: "assistance@portail.test",
})

async function openTestDatabase() {
  const urls = await copyDatabase(inject("cluster"), `test_${randomBytes(6).toString("hex")}`)
  return { urls, empty: await emptierOf(urls.adminUrl) }
}

// What a file makes before its first test begins on an empty database too, whichever file this process ran before.
beforeAll(empty)
beforeEach(empty)

/** The next file of this process finds the settings as they were, and opens its own connections. */
afterAll(async () => {
  await closeThrottle()
  await closeSignOnDatabase()
  await closeJobs()
  await closeDatabase()
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name]
  Object.assign(process.env, environment)
})
