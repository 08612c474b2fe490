import { randomBytes } from "node:crypto"
import pg from "pg"
import { afterAll, afterEach, beforeEach, expect, inject } from "vitest"
import { db } from "@/lib/platform/db/client"
import { closeThrottle } from "@/lib/platform/http/throttle"
import { metricsPage } from "@/lib/platform/process/metrics"
import { copyDatabase } from "./test-cluster"

/** One database per test file, emptied before each test: no rollback trick, it would hide races. */
const urls = await copyDatabase(inject("cluster"), `test_${randomBytes(6).toString("hex")}`)
Object.assign(process.env, {
  DATABASE_URL: urls.appUrl,
  DATABASE_OWNER_URL: urls.ownerUrl,
  NEXTAUTH_URL: "https://portail.test",
  NEXTAUTH_SECRET: "secret-de-test-secret-de-test-secret",
  MAIL_FROM: "Portail <portail@portail.test>",
  SUPPORT_EMAIL: "assistance@portail.test",
})
const owner = new pg.Client({ connectionString: urls.ownerUrl })
await owner.connect()

beforeEach(async () => {
  await owner.query(`
    TRUNCATE structure, search_word, account, signup, session, affiliation, listing_request, listing_applicant, correction,
             referent_change, notice, journal, message, token, announcement, question, structure_merge, structure_import, manager_nomination,
             contact_message, totp, recovery_code, passkey, spent_challenge, throttle,
             jobs.job CASCADE`)
})

/** Every test must take its locks in the order of lib/access/locks. */
afterEach(async () => {
  const held = (await metricsPage()).text.split("\n").filter((line) => /^portail_locks_out_of_order_total.* [1-9]/.test(line))
  expect(held, "held in another order than the others").toEqual([])
})

afterAll(async () => {
  await owner.end()
  await closeThrottle()
  await db.$disconnect()
})
