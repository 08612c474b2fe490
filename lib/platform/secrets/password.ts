import "server-only"
import { setTimeout } from "node:timers/promises"
import { hash, verify } from "@node-rs/argon2"
import pLimit from "p-limit"

/**
 * Above OWASP's minimum for argon2id (19 MiB, two passes, one lane): as much as two cores can do when a whole region signs in at nine
 * o'clock.
 */
const parameters = { memoryCost: 32_768, timeCost: 3, parallelism: 1 }

// Two at once: hashing must slow an attacker, not exhaust the server's memory and cores.
const atMostTwo = pLimit(2)

/** The PHC string of `password`. About 25 ms of one core and 32 MiB. */
export function hashPassword(password: string): Promise<string> {
  return atMostTwo(() => hash(password, parameters))
}

/**
 * Whether a hash was made with weaker parameters than today's. The next correct password then replaces it, so that stronger parameters
 * reach everyone who still signs in.
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
 * Waits until a refusal that began at `started` (`performance.now()`) has lasted three times as long as a hash. Its duration then no longer
 * shows whether the password was checked against an older, cheaper hash.
 */
export async function settleRefusal(started: number) {
  decoy ??= makeDecoy()
  const left = Math.min(500, 3 * (await decoy).cost) - (performance.now() - started)
  if (left > 0) await setTimeout(left)
}

/** The hash of an account that no password opens, until its owner chooses one. */
export const noPassword = "-"

/** Whether `password` matches. Without a hash (unknown account, no password) the answer is no, and takes the same time. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= makeDecoy()
  const isHash = passwordHash !== null && passwordHash !== noPassword
  const reference = isHash ? passwordHash : (await decoy).hash
  const matches = await atMostTwo(() => verify(reference, password))
  return matches && isHash
}
