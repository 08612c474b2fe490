/** The one person of the tests about passwords: their account, their sessions, the links they ask for. */
import { beforeEach } from "vitest"
import { signIn } from "@/lib/identity/sessions/operations"
import { db } from "@/lib/platform/db/client"
import { hashPassword } from "@/lib/platform/secrets/password"
import { anAccount, now, visitor } from "./factories"

export const password = "bruyère tandem cobalt 71"
export const better = "lavande échelle zinc 2048"
export const email = "alix@exemple.fr"

export const later = (minutes: number) => ({ ...visitor, now: new Date(now.getTime() + minutes * 60_000) })

/** Makes the account before each test; `id()` returns the id of the account of the current test. */
export function anAlix() {
  let accountId = ""
  beforeEach(async () => {
    accountId = (await anAccount({ email, firstName: "Alix", lastName: "Montferrand", passwordHash: await hashPassword(password) })).id
  })
  return { id: () => accountId }
}

/** The id of a session they have just opened. */
export async function opened(given = password): Promise<string> {
  const result = await signIn(visitor, { email, password: given })
  if (!result.ok) throw new Error(result.why)
  return result.value.sessionId
}

/** The secret of the link that `send` sends them. */
export async function linkFrom(send: () => Promise<unknown>): Promise<string> {
  await send()
  const { data } = await db.message.findFirstOrThrow({ where: { template: "reset-password" }, orderBy: { createdAt: "desc" } })
  return (data as { token: string }).token
}
