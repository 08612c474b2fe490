/**
 * Counts attempts in the database, so that all instances share the count. When the database fails, each instance counts in its own memory.
 * Keys are hashed with the portal's secret: the table tells nobody who tried to sign in, not even someone who guesses addresses.
 */
import "server-only"
import { Pool } from "pg"
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible"
import { env } from "@/lib/platform/process/env"
import { log } from "@/lib/platform/process/log"
import { keyedHash } from "@/lib/platform/secrets/secrets"

type Allowance = { allowed: true } | { allowed: false; waitSeconds: number }

const minute = 60
const hour = 60 * minute

// One pool per process, as for the rest of the database.
const shared = globalThis as { portailThrottlePool?: Pool }

function pool() {
  // Nobody waits longer than this for a count: the one in memory takes over.
  const patience = { connectionTimeoutMillis: 2000, statement_timeout: 2000, lock_timeout: 2000 }
  shared.portailThrottlePool ??= new Pool({ connectionString: env.databaseUrl, max: 4, ...patience })
    // An idle connection that breaks (database restarted) must not end the process.
    .on("error", (error) => log.warn({ err: error }, "throttle: connection lost"))
  return shared.portailThrottlePool
}

/** Closes the pool; for scripts and tests that end. */
export async function closeThrottle() {
  await shared.portailThrottlePool?.end()
  delete shared.portailThrottlePool
}

function keyed(key: string) {
  return keyedHash(key, env.secret)
}

/** `points` attempts per `seconds` for each key of this name. */
class Limit {
  private limiter: RateLimiterPostgres | undefined

  constructor(
    private readonly name: string,
    private readonly points: number,
    private readonly seconds: number,
  ) {}

  private get store() {
    const budget = { keyPrefix: this.name, points: this.points, duration: this.seconds }
    this.limiter ??= new RateLimiterPostgres({
      ...budget,
      storeClient: { query: (...args: Parameters<Pool["query"]>) => pool().query(...args) },
      storeType: "client",
      tableName: "throttle",
      tableCreated: true,
      insuranceLimiter: new RateLimiterMemory(budget),
    })
    return this.limiter
  }

  /** Counts one attempt; `seconds` replaces the usual duration. */
  async take(key: string, seconds?: number): Promise<Allowance & { count: number }> {
    try {
      const { consumedPoints } = await this.store.consume(keyed(key), 1, seconds ? { customDuration: seconds } : {})
      return { allowed: true, count: consumedPoints }
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error
      return { allowed: false, waitSeconds: Math.max(1, Math.ceil(error.msBeforeNext / 1000)), count: error.consumedPoints }
    }
  }

  async giveBack(key: string) {
    await this.store.reward(keyed(key), 1)
  }

  async forget(key: string) {
    await this.store.delete(keyed(key))
  }

  /** Attempts counted so far, and the seconds until they are forgotten. */
  async state(key: string) {
    const found = await this.store.get(keyed(key))
    return { count: found?.consumedPoints ?? 0, waitSeconds: Math.ceil((found?.msBeforeNext ?? 0) / 1000) }
  }
}

/** Allows a number of attempts in a number of seconds, for each key (a network address, an e-mail address). */
export function limit(name: string, points: number, seconds: number) {
  return new Limit(name, points, seconds)
}
export type { Limit }

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

const freeAttempts = 4
const longestWait = 15 * minute

/** How many seconds to wait: half a minute after the fifth failure, then twice as long each time, a quarter of an hour at most. */
export function waitAfter(failures: number): number {
  return failures <= freeAttempts ? 0 : Math.min(longestWait, 30 * 2 ** (failures - freeAttempts - 1))
}

/**
 * Guesses against one thing (the password of an account, its codes): the first ones are free, then each needs a permit
 * that is given at growing intervals. The permit is taken before the guess is looked at, so that a thousand guesses at
 * once gain nothing.
 */
class GrowingDelay {
  private readonly failures: Limit
  private readonly permits: Limit

  constructor(name: string) {
    this.failures = limit(`${name}-failures`, 1_000_000, 24 * hour)
    this.permits = limit(`${name}-permit`, 1, longestWait)
  }

  async attempt(key: string): Promise<Allowance & { failures: number }> {
    const { count } = await this.failures.take(key)
    const wait = waitAfter(count)
    if (wait === 0) return { allowed: true, failures: count }
    const permit = await this.permits.take(key, wait)
    // A guess that is not checked is not a failure: asking during the wait does not make it longer.
    if (!permit.allowed) await this.failures.giveBack(key)
    return { ...permit, failures: count }
  }

  /**
   * For a person who gave the right answer, or an owner who proved who they are: the failures are forgotten. `failures`: how many `attempt`
   * had counted, when it is known; the first ones took no permit, which saves a query.
   */
  async forgive(key: string, failures = Number.POSITIVE_INFINITY) {
    await Promise.all([this.failures.forget(key), failures > freeAttempts ? this.permits.forget(key) : null])
  }

  /** Failures within a day, and how long the next guess must wait. */
  async state(key: string) {
    const [failures, permit] = await Promise.all([this.failures.state(key), this.permits.state(key)])
    return { failures: failures.count, waitSeconds: permit.count > 0 ? permit.waitSeconds : 0 }
  }
}

export function growingDelay(name: string) {
  return new GrowingDelay(name)
}
