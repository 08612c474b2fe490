import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { transaction } from "@/lib/platform/db/client"
import { env } from "@/lib/platform/process/env"
import { ok, type Result } from "@/lib/platform/result"
import { hashSecret, newSecret } from "@/lib/platform/secrets/secrets"
import { record } from "@/lib/trace/journal/operations"

/** Gives the actor another private address for their calendar, shown once; the former one answers nothing any more. */
export function renewFeed(context: ActorContext): Promise<Result<{ address: string }, never>> {
  const { accountId } = context.actor
  return transaction(async (tx) => {
    const secret = newSecret()
    const data = { hash: hashSecret(secret), createdAt: context.now }
    await tx.calendarFeed.upsert({ where: { accountId }, create: { accountId, ...data }, update: data })
    await record(tx, context, { action: "calendar.renewed", targetId: accountId })
    return ok({ address: `${env.publicUrl}/parcourspro/agenda/${secret}` })
  })
}
