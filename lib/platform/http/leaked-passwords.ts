/**
 * Passwords known from leaks, by a service that learns five letters of a hash and nothing else
 * (https://haveibeenpwned.com/API/v3#PwnedPasswords). Off unless LEAKED_PASSWORDS_URL names one.
 */
import "server-only"
import { createHash } from "node:crypto"
import { env } from "@/lib/platform/process/env"
import { log } from "@/lib/platform/process/log"

const patience = 2000

/** Whether the service knows this password. False where no service is set, and when it is silent: nobody waits for it to choose a password. */
export async function isLeaked(password: string): Promise<boolean> {
  const service = env.leakedPasswordsUrl
  if (!service) return false
  const hash = createHash("sha1").update(password.normalize("NFKC")).digest("hex").toUpperCase()
  try {
    const response = await fetch(`${service}/range/${hash.slice(0, 5)}`, {
      signal: AbortSignal.timeout(patience),
      headers: { "Add-Padding": "true" },
      redirect: "error",
    })
    if (!response.ok) throw new Error(`status ${response.status}`)
    // Lines counted 0 are there to make all answers as long as each other.
    return (await response.text()).split(/\r?\n/).some((line) => line.startsWith(`${hash.slice(5)}:`) && !line.endsWith(":0"))
  } catch (error) {
    log.warn({ err: error }, "the service of leaked passwords does not answer")
    return false
  }
}
