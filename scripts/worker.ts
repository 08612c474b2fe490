/** Runs the jobs: messages to send, reset links to make, the clocks of requests and of retention. Started by `npm start`, or alone. */

import { setTimeout as delay } from "node:timers/promises"
import { followErrands } from "@/lib/desk/errand-clock/operations"
import { watchTheData } from "@/lib/desk/gauges/queries"
import { runImport } from "@/lib/desk/import-files/operations"
import { sweep } from "@/lib/desk/retention/operations"
import { tellGuesses } from "@/lib/identity/sessions/operations"
import { measureAtFirst, measureDelays } from "@/lib/membership/answer-delays/operations"
import { followUp } from "@/lib/membership/follow-up/operations"
import { ownDelays } from "@/lib/membership/follow-up/queries"
import { followReviews } from "@/lib/membership/review-clock/operations"
import { ownReviewDelays } from "@/lib/membership/review-clock/queries"
import { answerReset } from "@/lib/membership/signups/operations"
import { followRegistrations } from "@/lib/parcourspro/follow-up/operations"
import { followMemberships } from "@/lib/parcourspro/membership-clock/operations"
import { sweepPapers } from "@/lib/parcourspro/retention/operations"
import { connect } from "@/lib/platform/db/jobs"
import { queues } from "@/lib/platform/db/queues"
import { log } from "@/lib/platform/process/log"
import { settingOf } from "@/lib/platform/process/settings"
import { troubles } from "@/lib/platform/process/trouble"
import { during } from "@/lib/platform/process/work"
import { dayOf, isWorkingDay } from "@/lib/platform/time/working-days"
import { followPreregistrations } from "@/lib/rafael/follow-up/operations"
import { parsePreregistrationDelays } from "@/lib/rafael/follow-up/rules"
import { runOfferImport } from "@/lib/rafael/offer-imports/operations"
import { sweepRafael } from "@/lib/rafael/retention/operations"
import { type Lesson, learnAtFirst, learnWords } from "@/lib/search/vocabulary/operations"
import { keepTelling } from "@/lib/signon/events/telling"
import { abandon, deliver } from "@/lib/trace/messages/delivery"
import { serveMetrics } from "./metrics-server"

const delays = ownDelays()
const preregistrationDelays = parsePreregistrationDelays(settingOf("PREREGISTRATION_DELAYS"))
const reviewDelays = ownReviewDelays()
if (!preregistrationDelays) throw new Error("PREREGISTRATION_DELAYS is checked at the start")

// When a worker dies, its job is found within a quarter of a minute.
const boss = connect({ supervise: true, schedule: true, superviseIntervalSeconds: 15, monitorIntervalSeconds: 15 })
await boss.start()
const quick = { pollingIntervalSeconds: 0.5, localConcurrency: 4 }
const mails = { ...quick, localConcurrency: settingOf("MAILS_AT_ONCE") }
await boss.work<{ messageId: string }>(
  "send-message",
  mails,
  each((job) => deliver(job.data.messageId, new Date())),
)
await boss.work<{ messageId: string }>(
  "abandon-message",
  each((job) => abandon(job.data.messageId)),
)
await boss.work<{ email: string }>(
  "send-reset-link",
  quick,
  each((job) => answerReset(job.data.email, byTheClock(job.id))),
)
await boss.work<{ email: string }>(
  "tell-guesses",
  each((job) => tellGuesses(job.data.email, byTheClock(job.id))),
)
await boss.work<{ importId: string }>(
  "import-structures",
  { pollingIntervalSeconds: 0.5, includeMetadata: true },
  each((job) => runImport(job.data.importId, byTheClock(job.id), { isLast: job.retryCount >= queues["import-structures"].retryLimit })),
)
await boss.work<{ importId: string }>(
  "import-offer",
  { pollingIntervalSeconds: 0.5, includeMetadata: true },
  each((job) => runOfferImport(job.data.importId, byTheClock(job.id), { isLast: job.retryCount >= queues["import-offer"].retryLimit })),
)
await boss.work<Lesson>(
  "learn-words",
  { pollingIntervalSeconds: 1 },
  each((job) => learnWords(job.data)),
)
await boss.work(
  "retention",
  each(async (job) => {
    log.info({ report: await sweep(byTheClock(job.id), { dryRun: false }) }, "retention")
    log.info({ report: await sweepRafael(byTheClock(job.id), { dryRun: false }) }, "retention of Rafael")
    log.info({ papers: await sweepPapers(byTheClock(job.id), { dryRun: false }) }, "retention of ParcoursPro")
  }),
)
await boss.work(
  "measure-delays",
  each(async (job) => log.info({ structures: await measureDelays(byTheClock(job.id).now) }, "answer delays")),
)
await boss.work(
  "follow-up",
  each(async (job) => {
    if (!isWorkingDay(dayOf(new Date()))) return
    log.info({ report: await followUp(byTheClock(job.id), delays) }, "follow-up")
    log.info({ report: await followErrands(byTheClock(job.id), delays) }, "listings and corrections")
    log.info({ report: await followReviews(byTheClock(job.id), reviewDelays) }, "reviews")
    log.info({ report: await followPreregistrations(byTheClock(job.id), preregistrationDelays) }, "pre-registrations")
    log.info({ report: await followRegistrations(byTheClock(job.id)) }, "registrations")
    log.info({ report: await followMemberships(byTheClock(job.id)) }, "memberships")
  }),
)
// The schedule is one row, shared by all the workers, so there is one job for each hour or night.
await boss.schedule("retention", "30 3 * * *", null, { tz: "Europe/Paris" })
await boss.schedule("measure-delays", "50 3 * * *", null, { tz: "Europe/Paris" })
await boss.schedule("follow-up", "5 8-18 * * 1-5", null, { tz: "Europe/Paris" })
const stopTelling = keepTelling()
watchTheData()
serveMetrics()
await untilDone(learnAtFirst)
await untilDone(() => measureAtFirst(new Date()))

/** What comes first is tried until the database lets it: a worker that ended instead would be started again each second, and say so. */
async function untilDone(work: () => Promise<unknown>) {
  const failed = troubles("start of the jobs")
  for (;;)
    try {
      return await work()
    } catch (error) {
      failed(error)
      await delay(5000)
    }
}

/** One job at a time, under its own reference in the log. A failure is told, then left to the queue, which tries again. */
function each<J extends { id: string; name: string }>(run: (job: J) => Promise<unknown>) {
  return async (jobs: J[]) => {
    for (const job of jobs)
      await during({ requestId: job.id }, async () => {
        const started = performance.now()
        try {
          await run(job)
          log.debug({ queue: job.name, ms: Math.round(performance.now() - started) }, "job")
        } catch (error) {
          log.warn({ err: error, queue: job.name }, "job failed")
          throw error
        }
      })
  }
}

/** The context of a job: no actor, and the present time. */
function byTheClock(requestId: string) {
  return { actor: null, now: new Date(), ip: null, userAgent: null, requestId }
}

let isLeaving = false
// The listeners stay: a second signal without a listener would end a job half-way.
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.on(signal, async () => {
    if (isLeaving) return
    isLeaving = true
    // Whoever started the worker kills it after ten seconds. A job not finished by then goes to another worker, once its time is up.
    setTimeout(() => process.exit(0), 7000)
    await Promise.all([boss.stop({ graceful: true, timeout: 5000 }), stopTelling()])
    process.exit(0)
  })
