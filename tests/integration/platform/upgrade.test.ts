import { readFileSync } from "node:fs"
import path from "node:path"
import pg from "pg"
import { afterAll, beforeAll, expect, inject, it } from "vitest"
import { dataProblems } from "@/lib/desk/data-checks/queries"
import { actorOfSession } from "@/lib/identity/sessions/queries"
import { validateRequest } from "@/lib/membership/decisions/operations"
import { db } from "@/lib/platform/db/client"
import { searchStructures } from "@/lib/search/ask/queries"
import { learnAtFirst } from "@/lib/search/vocabulary/operations"
import { deliver } from "@/lib/trace/messages/delivery"
import { migrate, migrationNames } from "@/scripts/migrate"
import { visitor } from "@/tests/support/factories"
import { startFakeResend } from "@/tests/support/fake-resend"
import { emptyDatabase } from "@/tests/support/test-cluster"

/** The schema of the first version that was served. */
const first = ["20261124000000_schema", "20261124000100_invariants"]
const id = (end: string) => `00000000-0000-4000-8000-${end.padStart(12, "0")}`
let resend: Awaited<ReturnType<typeof startFakeResend>>

beforeAll(async () => {
  resend = await startFakeResend()
  Object.assign(process.env, {
    ...(await emptyDatabase(inject("cluster").adminUrl, inject("cluster"))),
    RESEND_API_KEY: "re_test",
    RESEND_BASE_URL: resend.url,
  })
})
afterAll(() => resend.stop())

it("a portal of the first version, with people in it, is brought to this one: nobody loses anything, and life goes on", async () => {
  const { DATABASE_OWNER_URL: ownerUrl = "", DATABASE_URL: appUrl = "" } = process.env
  expect(await migrate(ownerUrl, appUrl, first)).toEqual(first)
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  const life = readFileSync(path.resolve(import.meta.dirname, "../../support/first-version.sql"), "utf8")
  await client.query(life)
  await client.query(
    "INSERT INTO jobs.job (name, data) SELECT 'send-message', jsonb_build_object('messageId', id) FROM message WHERE status = 'queued'",
  )
  const counts = async () => {
    const tables = ["structure", "account", "affiliation", "journal", "session", "message", "listing_request", "announcement"]
    const { rows } = await client.query(`SELECT ${tables.map((table) => `(SELECT count(*)::int FROM ${table}) AS ${table}`).join(", ")}`)
    return rows[0]
  }
  const before = await counts()

  expect(await migrate(ownerUrl, appUrl)).toEqual(migrationNames().filter((name) => !first.includes(name)))
  expect(await migrate(ownerUrl, appUrl)).toEqual([])
  expect(await counts()).toEqual(before)
  await client.end()
  expect(await dataProblems()).toEqual([])

  // Whoever was signed in still is, with their rights; the waiting request is answered; the queued message leaves; structures are found.
  const now = new Date()
  const actor = await actorOfSession(id("e1"), now)
  expect(actor?.affiliations).toMatchObject([{ isReferent: true, rafaelProfil: "gestionnaire_general", isPrestataire: true }])
  if (!actor) throw new Error("the référent is signed in")
  const rights = { rafaelProfil: "prescripteur_1", isEmployeur: true, isPrestataire: false, becomesReferent: false } as const
  expect(await validateRequest({ ...visitor, now, actor }, { affiliationId: id("f3"), ...rights })).toMatchObject({ ok: true })
  await deliver(id("d1"), now)
  expect(resend.mails).toMatchObject([{ to: "referent@exemple.fr" }])
  await learnAtFirst()
  expect(await searchStructures("institut metier pau", 5)).toMatchObject([{ siret: "31754202500042" }])
  expect(await dataProblems()).toEqual([])
  await db.$disconnect()
})
