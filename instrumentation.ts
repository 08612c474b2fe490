import type { Instrumentation } from "next"

/**
 * A failure leaves one line in the log, under the reference that the person's screen shows (`digest`): what failed, for
 * which request, never what was typed.
 */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return
  const { log } = await import("@/lib/platform/log")
  const { digest } = error as { digest?: string }
  const requestId = request.headers["x-request-id"]
  log.error({ err: error, reference: digest, requestId, method: request.method, route: context.routePath }, "request failed")
}
