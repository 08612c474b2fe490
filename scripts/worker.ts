/** Runs the jobs: messages to send, reset links to make, the clocks of requests and of retention. Started by `npm start`, or alone. */
import { sendResetLink } from "@/lib/credentials/operations"
import { followUp } from "@/lib/follow-up/operations"
import { parseDelays } from "@/lib/follow-up/rules"
import { runImport } from "@/lib/import-files/operations"
import { deliver } from "@/lib/notifications/delivery"
import { connect } from "@/lib/platform/jobs"
import { log } from "@/lib/platform/log"
import { queues } from "@/lib/platform/queues"
import { dayOf, isWorkingDay } from "@/lib/platform/working-days"
import { sweep } from "@/lib/retention/operations"
import { type Lesson, learnAtFirst, learnWords } from "@/lib/search-words/operations"

const delays = parseDelays(process.env.REQUEST_DELAYS)
if (!delays) throw new Error("REQUEST_DELAYS is checked at the start")

const boss = connect({ supervise: true, schedule: true })
await boss.start()
const quick = { pollingIntervalSeconds: 0.5, localConcurrency: 4 }
await boss.work<{ messageId: string }>("send-message", quick, async ([job]) => {
  if (job) await deliver(job.data.messageId, new Date())
})
await boss.work<{ email: string }>("send-reset-link", quick, async ([job]) => {
  if (job) await sendResetLink(job.data.email, byTheClock(job.id))
})
await boss.work<{ importId: string }>("import-structures", { pollingIntervalSeconds: 0.5, includeMetadata: true }, async ([job]) => {
  if (job) await runImport(job.data.importId, byTheClock(job.id), { isLast: job.retryCount >= queues["import-structures"].retryLimit })
})
await boss.work<Lesson>("learn-words", { pollingIntervalSeconds: 1 }, async ([job]) => {
  if (job) await learnWords(job.data)
})
await boss.work("retention", async ([job]) => {
  log.info({ report: await sweep(byTheClock(job?.id ?? ""), { dryRun: false }) }, "retention")
})
await boss.work("follow-up", async ([job]) => {
  if (!isWorkingDay(dayOf(new Date()))) return
  log.info({ report: await followUp(byTheClock(job?.id ?? ""), delays) }, "follow-up")
})
// One row whoever runs it: several workers share the schedule, and each hour or night has one job.
await boss.schedule("retention", "30 3 * * *", null, { tz: "Europe/Paris" })
await boss.schedule("follow-up", "5 8-18 * * 1-5", null, { tz: "Europe/Paris" })
await learnAtFirst()

/** What a job acts as: nobody, now. */
function byTheClock(requestId: string) {
  return { actor: null, now: new Date(), ip: null, userAgent: null, requestId }
}

for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, async () => {
    await boss.stop({ graceful: true, timeout: 8000 })
    process.exit(0)
  })
