import { afterAll, beforeAll, expect, it } from "vitest"
import { dataProblems } from "@/lib/desk/data-checks/queries"
import { sweep } from "@/lib/desk/retention/operations"
import { sessionOf } from "@/lib/identity/sessions/queries"
import { validateRequest } from "@/lib/membership/decisions/operations"
import { followUp } from "@/lib/membership/follow-up/operations"
import { parseDelays } from "@/lib/membership/follow-up/rules"
import { db } from "@/lib/platform/db/client"
import { anAccount, aPendingRequest, aStructureWithReferent, contextOf, messages, now, visitor } from "@/tests/support/factories"
import { type FaultyCluster, startFaultyCluster } from "@/tests/support/faulty-cluster"
import { giveTraces } from "@/tests/support/traces"

let cluster: FaultyCluster
beforeAll(async () => {
  cluster = await startFaultyCluster()
  process.env.DATABASE_URL = cluster.appUrl
})
afterAll(async () => {
  await db.$disconnect()
  await cluster.stop()
})

const day = 24 * 3_600_000
const delays = parseDelays(undefined) ?? expect.fail("the usual delays are sound")
const at = (days: number) => ({ ...visitor, now: new Date(now.getTime() + days * day) })

it("a clock that jumps, forward then back, tells nobody twice, expires nothing early, and loses no trace", async () => {
  const { structure, referent } = await aStructureWithReferent()
  const request = await aPendingRequest((await anAccount()).id, structure.id)
  await giveTraces()
  // Back and forth around the first reminder.
  for (const days of [0, 4, -30, 4, 0, 4]) await followUp(at(days), delays)
  const reminders = (await messages()).filter(({ template, toEmail }) => template === "requests-waiting" && toEmail === referent.email)
  // The référent hears of the request once and is reminded once, whatever the clock did.
  const notices = await db.notice.findMany({ where: { affiliationId: request.id, accountId: referent.id }, orderBy: { kind: "asc" } })
  expect(notices.map(({ kind }) => kind)).toEqual(["asked", "reminder_1"])
  expect(reminders).toHaveLength(2)
  expect(await db.affiliation.findUnique({ where: { id: request.id } })).toMatchObject({ status: "pending" })
  // A decision with the clock a year in the past, then another today.
  const past = await contextOf(referent.id)
  const rights = { rafaelProfil: null, isEmployeur: false, isPrestataire: false, becomesReferent: false } as const
  expect(await validateRequest({ ...past, now: at(-365).now }, { affiliationId: request.id, ...rights })).toMatchObject({ ok: true })
  expect(await validateRequest({ ...past, now: at(1).now }, { affiliationId: request.id, ...rights })).toMatchObject({
    why: "already-decided",
  })
  await sweep(at(0), { dryRun: false })
  expect(await dataProblems()).toEqual([])
})

it("a session never outlives its end because the clock went back, nor lets in once it was ended", async () => {
  const { id } = await anAccount()
  const session = await db.session.create({
    data: { accountId: id, createdAt: now, lastSeenAt: now, authAt: now, expiresAt: at(1).now },
  })
  expect(await sessionOf(session.id, at(0).now)).not.toBeNull()
  expect(await sessionOf(session.id, at(1.1).now)).toBeNull()
  expect(await sessionOf(session.id, at(-1).now), "an hour before it began").not.toBeNull()
  await db.session.update({ where: { id: session.id }, data: { revokedAt: at(5).now } })
  expect(await sessionOf(session.id, at(0).now), "ended by a clock that was ahead").toBeNull()
})
