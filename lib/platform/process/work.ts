/**
 * What the process is doing right now, and for whom: the request being answered, the job being run. The log says it on each
 * line without anyone having to pass it along. Runs without loader: no import of ours.
 */
import { AsyncLocalStorage } from "node:async_hooks"

export type Work = {
  /** The request's reference, or the job's. */
  requestId: string
  /** Whose session it is, once it is known; never a name nor an address. */
  accountId?: string
  /** The manager who has taken control of that account. */
  controllerId?: string
}

// One per process: pages, actions and the web server are bundled apart but share globalThis.
const shared = globalThis as { portailWork?: AsyncLocalStorage<Work> }
shared.portailWork ??= new AsyncLocalStorage<Work>()
const current = shared.portailWork

/** Runs `what` as this piece of work, whatever it awaits included. */
export function during<T>(work: Work, what: () => T): T {
  return current.run(work, what)
}

/** The piece of work under way; null outside of any. */
export function workUnderWay(): Work | null {
  return current.getStore() ?? null
}

/** From here on the work is known to be this account's. */
export function attributeWork(accountId: string, controllerId?: string) {
  const work = current.getStore()
  if (work) Object.assign(work, { accountId, ...(controllerId ? { controllerId } : {}) })
}
