/** Runs the jobs: today, sending the messages that operations queued. Started by `npm start`, or alone. */
import { deliver } from "@/lib/notifications/delivery"
import { connect } from "@/lib/platform/jobs"

const boss = connect({ supervise: true })
await boss.start()
await boss.work<{ messageId: string }>("send-message", { pollingIntervalSeconds: 0.5, localConcurrency: 2 }, async ([job]) => {
  if (job) await deliver(job.data.messageId, new Date())
})

for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, async () => {
    await boss.stop({ graceful: true, timeout: 8000 })
    process.exit(0)
  })
