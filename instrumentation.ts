import type { Instrumentation } from "next"

/** Runs once in each process, before its first request: adds the figures of the database to the metrics, and opens the queue of jobs. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== "nodejs") return
  const [{ watchTheData }, { openJobs }] = await Promise.all([import("@/lib/desk/gauges/queries"), import("@/lib/platform/db/jobs")])
  watchTheData()
  // Without a database the connection cannot open yet: the next call that queues a job tries again.
  openJobs().catch(() => {})
}

/**
 * A failure leaves one line in the log, under the reference that the person's screen shows (`digest`): what failed, for
 * which request, never what was typed.
 */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return
  const { log } = await import("@/lib/platform/process/log")
  const { digest } = error as { digest?: string }
  log.error({ err: error, reference: digest, method: request.method, route: context.routePath }, "request failed")
}
