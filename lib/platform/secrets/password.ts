import "server-only"
import { setTimeout } from "node:timers/promises"
import { hash, verify } from "@node-rs/argon2"
import pLimit from "p-limit"

/** Above OWASP's floor for argon2id (19 MiB, two passes, one lane): what two cores can give a region that signs in at nine. */
const parameters = { memoryCost: 32_768, timeCost: 3, parallelism: 1 }

// Two at once: hashing must slow an attacker, not exhaust the server's memory and cores.
const atMostTwo = pLimit(2)

/** The PHC string of `password`. About 25 ms of one core and 32 MiB. */
export function hashPassword(password: string): Promise<string> {
  return atMostTwo(() => hash(password, parameters))
}

/**
 * Whether a hash was made with less than today's parameters: the next right password replaces it, so that raising them
 * reaches everyone who still comes.
 */
export function needsRehash(passwordHash: string): boolean {
  const [, m, t, p] = passwordHash.match(/^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$/) ?? []
  return !(Number(m) >= parameters.memoryCost && Number(t) >= parameters.timeCost && Number(p) === parameters.parallelism)
}

let decoy: Promise<{ hash: string; cost: number }> | undefined

async function makeDecoy() {
  const started = performance.now()
  return { hash: await hashPassword("personne n'a ce mot de passe"), cost: performance.now() - started }
}

/**
 * Waits until a refusal begun at `started` (`performance.now()`) has lasted three times what a hash costs: whether it was
 * checked against an older, cheaper hash no longer shows.
 */
export async function settleRefusal(started: number) {
  decoy ??= makeDecoy()
  const left = Math.min(500, 3 * (await decoy).cost) - (performance.now() - started)
  if (left > 0) await setTimeout(left)
}

/** What an account holds that no password opens, until its owner chooses one. */
export const noPassword = "-"

/** Whether `password` matches; with no hash (unknown account, no password) it takes the same time and says no. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= makeDecoy()
  const isHash = passwordHash !== null && passwordHash !== noPassword
  const reference = isHash ? passwordHash : (await decoy).hash
  const matches = await atMostTwo(() => verify(reference, password))
  return matches && isHash
}
