/** What fails again and again while something is down, told as a person would tell it. */
import { withoutPeople } from "../text/masks.ts"
import { log } from "./log.ts"

/** Milliseconds: how often an outage that lasts is told again, and after how long without a failure it is over. */
const reminder = 60_000
const calm = 10_000
/** So many different causes of one outage are counted apart. */
const mostCauses = 5

type Outage = { since: number; told: number; failures: number; causes: Map<string, number> }

/**
 * Tells of failures that repeat: one line when they begin, one a minute while they last, one when there have been none for ten seconds; each with the
 * causes, and how often. Call what it returns with each failure.
 */
export function troubles(name: string): (error: unknown) => void {
  let outage: Outage | null = null
  const end = setTimeout(() => {
    if (!outage) return
    log.warn(told(outage), `${name}: over`)
    outage = null
  }, calm).unref()
  return (error) => {
    const now = Date.now()
    const isNew = outage === null
    outage ??= { since: now, told: now, failures: 0, causes: new Map() }
    outage.failures += 1
    const cause = causeOf(error)
    if (outage.causes.has(cause) || outage.causes.size < mostCauses) outage.causes.set(cause, (outage.causes.get(cause) ?? 0) + 1)
    if (isNew) log.error({ err: error }, `${name}: failing`)
    else if (now - outage.told >= reminder) {
      outage.told = now
      log.error({ err: error, ...told(outage) }, `${name}: still failing`)
    }
    end.refresh()
  }
}

const told = ({ since, failures, causes }: Outage) => ({
  seconds: Math.round((Date.now() - since) / 1000),
  failures,
  causes: Object.fromEntries(causes),
})

/** The sentence of a failure; some libraries hand over a plain object that has one. */
function causeOf(error: unknown) {
  const { message } = (error ?? {}) as { message?: unknown }
  return withoutPeople(typeof message === "string" && message ? message : String(error)).slice(0, 200)
}
