/** What becomes of a message that did not leave. */

type Answer = { name: string; statusCode: number | null }

/**
 * "refused": for good, trying again would be refused again (a malformed address). "postponed": the provider answered that it
 * does not take it now (too many, a key to mend). "unknown": no answer, or a failure of its own; it may have taken it.
 */
export function fateOf({ name, statusCode }: Answer): "refused" | "postponed" | "unknown" {
  if (statusCode === null || statusCode >= 500) return "unknown"
  // The same key with other words: it took the first ones, before the portal was upgraded.
  if (name === "invalid_idempotent_request") return "refused"
  return mendable.has(statusCode) ? "postponed" : "refused"
}

/** Refusals that time or an operator mends: key, domain, payment, time-out, the same one under way, too many. */
const mendable = new Set([401, 402, 403, 408, 409, 425, 429])

/** The provider remembers an idempotency key for a day: 23 hours, to be sure. */
const remembered = 23 * 3_600_000

/** Whether an attempt of which nobody knows the end is too old for the provider to recognise a repeat. */
export function isInDoubt({ attemptedAt }: { attemptedAt: Date | null }, now: Date) {
  return attemptedAt !== null && now.getTime() - attemptedAt.getTime() > remembered
}
