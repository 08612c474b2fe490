import "server-only"
import type { Actor } from "@/lib/access/permissions"
import { addressChangePayload } from "@/lib/identity/accounts/schema"
import { db } from "@/lib/platform/db/client"
import { formatPhone } from "@/lib/platform/text/phone"

/** The actor's own data, and the address change that waits for its click, if any. */
export async function ownAccount(actor: Actor, now: Date) {
  const { tokens, ...account } = await db.account.findUniqueOrThrow({
    where: { id: actor.accountId },
    select: {
      firstName: true,
      lastName: true,
      jobTitle: true,
      phone: true,
      email: true,
      tokens: {
        where: { kind: "change_email", usedAt: null, expiresAt: { gt: now } },
        orderBy: { createdAt: "desc" },
        take: 1,
        select: { payload: true, createdAt: true },
      },
    },
  })
  const [change] = tokens
  const addressChange = change ? { to: addressChangePayload.parse(change.payload).to, askedAt: change.createdAt } : null
  return { ...account, phone: account.phone ? formatPhone(account.phone) : "", addressChange }
}
