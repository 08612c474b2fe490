import "server-only"
import { hash, verify } from "@node-rs/argon2"
import pLimit from "p-limit"

/** OWASP's floor for argon2id: 19 MiB, two passes, one lane. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

// Two at once: hashing must slow an attacker, not exhaust the server's memory and cores.
const atMostTwo = pLimit(2)

/** The PHC string of `password`. About 20 ms of one core and 19 MiB. */
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

let decoy: Promise<string> | undefined

/** What an account holds that no password opens, until its owner chooses one. */
export const noPassword = "-"

/** Whether `password` matches; with no hash (unknown account, no password) it takes the same time and says no. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword("personne n'a ce mot de passe")
  const isHash = passwordHash !== null && passwordHash !== noPassword
  const reference = isHash ? passwordHash : await decoy
  const matches = await atMostTwo(() => verify(reference, password))
  return matches && isHash
}
