/**
 * What the process is doing right now, and for whom: the request that it answers, or the job that it runs. The log says it on each line, so
 * that nobody has to pass it along. This file runs without loader, so it imports no file of the portal.
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

/** Runs `what` as this piece of work, including everything that `what` awaits. */
export function during<T>(work: Work, what: () => T): T {
  return current.run(work, what)
}

/** The piece of work in progress; null when there is none. */
export function workUnderWay(): Work | null {
  return current.getStore() ?? null
}

/** From here on the work is known to be this account's. */
export function attributeWork(accountId: string, controllerId?: string) {
  const work = current.getStore()
  if (work) Object.assign(work, { accountId, ...(controllerId ? { controllerId } : {}) })
}
