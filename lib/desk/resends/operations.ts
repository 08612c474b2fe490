/** Sends messages again, when a manager asks. */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { wayToResend } from "@/lib/desk/resends/rules"
import type { ResendInput, SeveralResend } from "@/lib/desk/resends/schema"
import { asManager } from "@/lib/identity/managers/operations"
import { enqueue } from "@/lib/platform/db/jobs"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { record } from "@/lib/trace/journal/operations"
import { readMessage } from "@/lib/trace/messages/catalogue"
import { queueMessage } from "@/lib/trace/messages/operations"

/**
 * Sends a message again. A message that has not left is tried at once. One that has left is sent as a copy, to the current address of its
 * account, or with a new link when the link was used up.
 */
export function resendMessage(
  context: ActorContext,
  { messageId, from }: ResendInput,
): Promise<Result<Pick<ResendInput, "from">, "not-found" | "forgotten" | "personal-link" | "closed">> {
  return asManager(context, "account.manage", { action: "message.resend", targetId: messageId }, async (tx) => {
    const message = await tx.message.findUnique({
      where: { id: messageId },
      include: { account: { select: { email: true, disabledAt: true, erasedAt: true } } },
    })
    if (!message) return refuse("not-found")
    const way = wayToResend(message)
    if (!way.ok) return way
    const { account, accountId, toEmail } = message
    const email = account?.email ?? toEmail
    if (way.value === "retry") {
      // Even a message that may have left already: the page told the manager so.
      const waits = { id: messageId, status: { in: ["queued" as const, "failed" as const, "abandoned" as const] } }
      await tx.message.updateMany({ where: waits, data: { status: "queued", attemptedAt: null } })
      await enqueue(tx, "send-message", { messageId }, 1)
    } else if (way.value === "renew") {
      if (account?.disabledAt) return refuse("closed")
      await enqueue(tx, "send-reset-link", { email })
    } else {
      const to = { email, ...(accountId ? { accountId } : {}) }
      const { template, data } = readMessage(message)
      await queueMessage(tx, context.now, to, template, data)
    }
    await record(tx, context, { action: "message.resend", targetId: messageId, changes: { way: way.value } })
    return ok({ from })
  })
}

/**
 * Sends several messages again, each in its own transaction, so that one that cannot go does not hold the others. Returns how many left and
 * how many could not, because their link serves once or their account is closed.
 */
export async function resendMessages(
  context: ActorContext,
  { messageIds, from }: SeveralResend,
): Promise<Result<Pick<SeveralResend, "from"> & { left: number; stayed: number }, "nothing-ticked" | "not-found">> {
  if (messageIds.length === 0) return refuse("nothing-ticked")
  let left = 0
  let stayed = 0
  for (const messageId of messageIds) {
    const sent = await resendMessage(context, { messageId, from })
    if (sent.ok) left += 1
    else if (sent.why !== "not-found") stayed += 1
  }
  if (left + stayed === 0) return refuse("not-found")
  return ok({ from, left, stayed })
}

/** Sends another confirmation link for a sign-up that is not confirmed yet. */
export function resendConfirmation(context: ActorContext, { email }: { email: string }): Promise<Result<{ email: string }, "not-found">> {
  return asManager(context, "account.manage", { action: "signup.resend" }, async (tx) => {
    const signup = await tx.signup.findFirst({ where: { email, usedAt: null }, select: { id: true } })
    if (!signup) return refuse("not-found")
    await enqueue(tx, "send-reset-link", { email })
    await record(tx, context, { action: "signup.resend", targetId: signup.id })
    return ok({ email })
  })
}
