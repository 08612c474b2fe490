/** What becomes of a message that did not leave. */

type Answer = { name: string; statusCode: number | null }

/**
 * "refused": for good, another try would be refused too (a malformed address). "postponed": the provider answered that it does not take
 * the message now (too many, or a key to fix). "unknown": no answer, or a failure of the provider, which may have taken the message.
 */
export function fateOf({ name, statusCode }: Answer): "refused" | "postponed" | "unknown" {
  if (statusCode === null || statusCode >= 500) return "unknown"
  // The key is known with other words: the provider took the message with the first words, before the portal was upgraded.
  if (name === "invalid_idempotent_request") return "refused"
  return mendable.has(statusCode) ? "postponed" : "refused"
}

/**
 * Refusals that pass with time, or once an operator has acted: key, domain, payment, time-out, the same request still running, too many.
 */
const mendable = new Set([401, 402, 403, 408, 409, 425, 429])

/** The provider remembers an idempotency key for a day; we count 23 hours, to be sure. */
const remembered = 23 * 3_600_000

/** Whether an attempt whose result is unknown is too old for the provider to recognise a repeat. */
export function isInDoubt({ attemptedAt }: { attemptedAt: Date | null }, now: Date) {
  return attemptedAt !== null && now.getTime() - attemptedAt.getTime() > remembered
}
