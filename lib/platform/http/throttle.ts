/**
 * Counts attempts in the database, so that all instances share the count. When the database fails, each instance counts in its own memory.
 * Keys are hashed with the portal's secret: the table tells nobody who tried to sign in, not even someone who guesses addresses.
 */
import "server-only"
import { Pool } from "pg"
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible"
import type { Allowance } from "@/lib/platform/http/rough-limit"
import { env } from "@/lib/platform/process/env"
import { troubles } from "@/lib/platform/process/trouble"
import { keyedHash } from "@/lib/platform/secrets/secrets"

const minute = 60
const hour = 60 * minute

// One pool per process, as for the rest of the database.
const shared = globalThis as { portailThrottlePool?: Pool }

function pool() {
  // Nobody waits longer than this for a count: the one in memory takes over.
  const patience = { connectionTimeoutMillis: 2000, statement_timeout: 2000, lock_timeout: 2000 }
  shared.portailThrottlePool ??= new Pool({ connectionString: env.databaseUrl, max: 4, ...patience })
    // An idle connection that breaks (database restarted) must not end the process.
    .on("error", troubles("connections of throttle"))
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

const longestWait = 15 * minute

/** How many seconds to wait: half a minute after the first failure that is not free, then twice as long, a quarter of an hour at most. */
export function waitAfter(failures: number, free = freeInLane): number {
  return failures <= free ? 0 : Math.min(longestWait, 30 * 2 ** (failures - free - 1))
}

const freeInLane = 4
const freeEverywhere = 20

/**
 * Failures and, once the free ones are used, permits given at growing intervals. The permit is taken before a guess is looked at, so that a
 * thousand guesses at once gain nothing.
 */
class GrowingDelay {
  private readonly failures: Limit
  private readonly permits: Limit

  constructor(
    name: string,
    private readonly free: number,
  ) {
    this.failures = limit(`${name}-failures`, 1_000_000, 24 * hour)
    this.permits = limit(`${name}-permit`, 1, longestWait)
  }

  async count(key: string) {
    return (await this.failures.take(key)).count
  }

  async permit(key: string, failures: number): Promise<Allowance> {
    const wait = waitAfter(failures, this.free)
    return wait === 0 ? { allowed: true } : this.permits.take(key, wait)
  }

  /** A guess that is not looked at is not a failure: asking during the wait does not make it longer. */
  giveBack(key: string) {
    return this.failures.giveBack(key)
  }

  /** The first failures took no permit, which saves a query. */
  async forget(key: string, failures: number) {
    await Promise.all([this.failures.forget(key), failures > this.free ? this.permits.forget(key) : null])
  }

  state(key: string) {
    return this.failures.state(key)
  }
}

/** Where a guess comes from: something that only the person has (a device they have used, an open session), or a network. */
export type Lane = { own: string } | { network: string }

type Attempt = Allowance & {
  /** Failures in this lane, this guess included. */
  failures: number
  /** Whether guesses have begun to wait, so that someone should hear of it. */
  isAlarming: boolean
  /** To be called when the guess was right: its lane, and the count of all lanes, begin anew. */
  settle: () => Promise<void>
}

/**
 * Guesses against one thing: the password of an account, its codes. Each lane waits for its own failures, so that a stranger slows down
 * only their own network. All networks together wait too, much later; a lane of the person's own never does.
 */
class Guesses {
  private readonly lanes: GrowingDelay
  private readonly everywhere: GrowingDelay
  private readonly waits: Limit
  private readonly pardons: Limit

  constructor(name: string) {
    this.lanes = new GrowingDelay(name, freeInLane)
    this.everywhere = new GrowingDelay(`${name}-all`, freeEverywhere)
    this.waits = limit(`${name}-wait`, 1_000_000, longestWait)
    // A pardon gives new names to all lanes, because nobody knows the old ones. It outlives them.
    this.pardons = limit(`${name}-pardon`, 1_000_000, 48 * hour)
  }

  private async named(key: string) {
    return `${key} ${(await this.pardons.state(key)).count}`
  }

  async attempt(key: string, lane: Lane): Promise<Attempt> {
    const all = await this.named(key)
    const own = `${all} ${"own" in lane ? `own ${lane.own}` : `net ${lane.network}`}`
    const [failures, total] = await Promise.all([this.lanes.count(own), this.everywhere.count(all)])
    const inLane = await this.lanes.permit(own, failures)
    const permit = inLane.allowed && "network" in lane ? await this.everywhere.permit(all, total) : inLane
    if (!permit.allowed) await Promise.all([this.lanes.giveBack(own), this.everywhere.giveBack(all)])
    const wait = Math.max(waitAfter(failures), waitAfter(total, freeEverywhere))
    if (wait > 0) await this.waits.take(key, wait)
    const settle = async () => {
      await Promise.all([this.lanes.forget(own, failures), this.everywhere.forget(all, total), wait > 0 ? this.waits.forget(key) : null])
    }
    return { ...permit, failures, isAlarming: wait > 0, settle }
  }

  /** For an owner who proved who they are, or a manager who answers for them: nobody waits any more. */
  async forgive(key: string) {
    await Promise.all([this.pardons.take(key), this.waits.forget(key)])
  }

  /** Failures within a day, wherever they came from, and how long those who are slowed down wait. */
  async state(key: string) {
    const [failures, wait] = await Promise.all([this.named(key).then((all) => this.everywhere.state(all)), this.waits.state(key)])
    return { failures: failures.count, waitSeconds: wait.count > 0 ? wait.waitSeconds : 0 }
  }
}

/** Counts the guesses against the things of this name. */
export function guesses(name: string) {
  return new Guesses(name)
}
