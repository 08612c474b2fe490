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

/** The form in which a password is kept: a Mac types « é » as a letter and an accent, and a non-breaking space for a space. */
const normal = (password: string) => password.normalize("NFKC")

/** The PHC string of `password`. About 25 ms of one core and 32 MiB. */
export function hashPassword(password: string): Promise<string> {
  return atMostTwo(() => hash(normal(password), parameters))
}

/** Whether two texts are one password. */
export function isSamePassword(one: string, other: string) {
  return normal(one) === normal(other)
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

/** How a password matches: in the form in which passwords are kept, or only as it was typed, as the first versions kept it. */
export type Match = "normal" | "as-typed" | null

/** Whether and how `password` matches. Without a hash (unknown account, no password) the answer is null, and takes the same time. */
export async function matchPassword(passwordHash: string | null, password: string): Promise<Match> {
  decoy ??= makeDecoy()
  const isHash = passwordHash !== null && passwordHash !== noPassword
  const reference = isHash ? passwordHash : (await decoy).hash
  if (await atMostTwo(() => verify(reference, normal(password)))) return isHash ? "normal" : null
  if (normal(password) === password) return null
  return (await atMostTwo(() => verify(reference, password))) && isHash ? "as-typed" : null
}

/** Whether `password` matches, in either way. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  return (await matchPassword(passwordHash, password)) !== null
}
