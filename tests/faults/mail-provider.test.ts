import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest"
import { dataProblems } from "@/lib/desk/data-checks/queries"
import { db, transaction } from "@/lib/platform/db/client"
import { queueMessage } from "@/lib/trace/messages/operations"
import { messagesForManagers } from "@/lib/trace/messages/queries"
import { aManagerContext } from "@/tests/support/factories"
import { startFakeResend } from "@/tests/support/fake-resend"
import { type FaultyCluster, startFaultyCluster } from "@/tests/support/faulty-cluster"
import { startWorker } from "@/tests/support/portal-worker"
import { giveTraces } from "@/tests/support/traces"

let cluster: FaultyCluster
let provider: Awaited<ReturnType<typeof startFakeResend>>
let worker: Awaited<ReturnType<typeof startWorker>> | undefined
beforeAll(async () => {
  ;[cluster, provider] = await Promise.all([startFaultyCluster(), startFakeResend()])
  process.env.DATABASE_URL = cluster.appUrl
  process.env.RESEND_BASE_URL = provider.url
})
beforeEach(async () => {
  provider.state.is = "well"
  provider.mails.length = 0
  await db.message.deleteMany()
})
afterEach(async () => {
  await worker?.stop()
  worker = undefined
})
afterAll(async () => {
  await provider.stop()
  await db.$disconnect()
  await cluster.stop()
})

const waiting = { timeout: 100_000, interval: 200 }
const statuses = async () => (await db.message.findMany({ orderBy: { createdAt: "asc" } })).map(({ status }) => status)
/** Waits until all the messages have this status; meanwhile it makes due every job that waits for its next try. */
const all = (status: string) =>
  expect
    .poll(async () => {
      await passTime()
      return new Set(await statuses())
    }, waiting)
    .toEqual(new Set([status]))

async function queue(count: number) {
  await transaction(async (tx) => {
    for (let index = 0; index < count; index += 1)
      await queueMessage(tx, new Date(), { email: `personne${index}@exemple.fr` }, "reset-password", {
        firstName: "Léa",
        token: `secret-${index}`,
      })
  })
}

/** Does what the passing of time would do: every job that waits for its next try becomes due. */
const passTime = () => db.$executeRaw`UPDATE jobs.job SET start_after = now() WHERE state = 'retry'`

/** The provider has each message once, and the database keeps none of their secrets. */
async function expectEachOnce(count: number) {
  expect(provider.mails.map(({ to }) => to).sort()).toEqual(
    Array.from({ length: count }, (_, index) => `personne${index}@exemple.fr`).sort(),
  )
  expect(await dataProblems()).toEqual([])
  expect(JSON.stringify(await db.message.findMany())).not.toContain("secret-")
}

it("11: down two hours, then busy: each mail leaves once, and only then its secret is forgotten", async () => {
  provider.state.is = "failing"
  await queue(12)
  worker = await startWorker({ MAILS_AT_ONCE: "20" })
  await all("failed")
  // Two hours hold thirteen tries, which are at most a quarter of an hour apart.
  const leastTries = async () => {
    await passTime()
    return (await db.message.aggregate({ _min: { tries: true } }))._min.tries
  }
  for (const tries of [4, 8, 13]) {
    provider.state.is = tries === 8 ? "busy" : "failing"
    await expect.poll(leastTries, waiting).toBeGreaterThanOrEqual(tries)
  }
  expect(provider.mails).toEqual([])
  expect(JSON.stringify(await db.message.findMany())).toContain("secret-")
  provider.state.is = "well"
  await all("sent")
  await expectEachOnce(12)
  expect(await worker.metrics()).toMatch(/portail_mail_attempts_total\{outcome="sent"\} 12/)
  expect(await worker.metrics()).toMatch(/portail_mail_attempts_total\{outcome="unknown"\} \d\d/)
  expect(await worker.metrics()).toMatch(/portail_mail_attempts_total\{outcome="postponed"\} \d\d/)
})

it("refused for good: given up at once and shown to the managers; after a day of trying too", async () => {
  provider.state.is = "refusing"
  await queue(2)
  worker = await startWorker()
  await all("abandoned")
  const manager = (await aManagerContext()).actor
  await giveTraces()
  const { messages } = await messagesForManagers(manager, { adresse: "", etat: "abandonne", page: 1 })
  expect(messages.map(({ lastError, tries }) => [lastError, tries])).toEqual([
    ["Invalid `to` field", 1],
    ["Invalid `to` field", 1],
  ])
  provider.state.is = "failing"
  await db.message.deleteMany()
  await queue(1)
  await all("failed")
  await db.$executeRaw`UPDATE jobs.job SET retry_count = retry_limit, start_after = now() WHERE state = 'retry'`
  await all("abandoned")
  expect(await dataProblems()).toEqual([])
})

it("12: the worker is killed after the provider accepted, before it knew: another one ends it, and the mail left once", async () => {
  provider.state.is = "silent"
  await queue(3)
  worker = await startWorker()
  await expect.poll(() => provider.mails.length, waiting).toBe(3)
  worker.kill()
  expect(await statuses()).toEqual(["queued", "queued", "queued"])
  provider.state.is = "well"
  // After one minute without news from its worker, a job goes to another worker: this makes that minute pass.
  await db.$executeRaw`UPDATE jobs.job SET started_on = started_on - interval '2 minutes' WHERE state = 'active'`
  worker = await startWorker()
  await all("sent")
  await expectEachOnce(3)
})

it("too slow to answer: not waited for, and the mail left once", async () => {
  provider.state.is = "silent"
  await queue(1)
  worker = await startWorker({ MAIL_PATIENCE_SECONDS: "2" })
  await expect.poll(async () => (await db.message.findFirstOrThrow()).lastError, waiting).toBe("Le prestataire n’a pas répondu.")
  provider.state.is = "well"
  await all("sent")
  await expectEachOnce(1)
})

it("the database is killed under the worker, which goes on once it is back", async () => {
  worker = await startWorker()
  await queue(1)
  await all("sent")
  cluster.kill()
  await expect(db.$queryRaw`SELECT 1`, "it is away").rejects.toThrow()
  await cluster.restart()
  provider.mails.length = 0
  await db.message.deleteMany()
  await queue(5)
  await all("sent")
  await expectEachOnce(5)
})
