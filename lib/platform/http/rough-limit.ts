/** Limits that each process counts alone, in its memory. Runs without loader, in the web server before Next too. */
import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible"

export type Allowance = { allowed: true } | { allowed: false; waitSeconds: number }

// One count per process: pages and routes are bundled apart but share globalThis.
const rough = globalThis as { portailRoughLimits?: Map<string, RateLimiterMemory> }

/**
 * As `limit`, but each process counts alone. For questions asked at every key press, where a write to the database would cost more than the
 * answer.
 */
export function roughLimit(name: string, points: number, seconds: number) {
  rough.portailRoughLimits ??= new Map()
  const limiter = rough.portailRoughLimits.get(name) ?? new RateLimiterMemory({ points, duration: seconds })
  rough.portailRoughLimits.set(name, limiter)
  return {
    async take(key: string): Promise<Allowance> {
      const taken = await limiter.consume(key).catch((refused: RateLimiterRes) => refused)
      return taken.remainingPoints >= 0 && taken.consumedPoints <= points
        ? { allowed: true }
        : { allowed: false, waitSeconds: Math.max(1, Math.ceil(taken.msBeforeNext / 1000)) }
    },
  }
}
