/** A manager acts as someone else, for thirty minutes at most, and everyone can see it. */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { holdById } from "@/lib/access/locks"
import { type ControlRefusal, controlLifetime, mayTakeControl } from "@/lib/identity/control/rules"
import type { ProofRefusal } from "@/lib/identity/credentials/operations"
import { asProvenManager, isManagerNow } from "@/lib/identity/managers/operations"
import type { AccountGesture } from "@/lib/identity/managers/schema"
import type { OpenedSession } from "@/lib/identity/sessions/operations"
import { sessionLimits } from "@/lib/identity/sessions/rules"
import { transaction } from "@/lib/platform/db/client"
import { env } from "@/lib/platform/process/env"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { record } from "@/lib/trace/journal/operations"
import { queueMessage } from "@/lib/trace/messages/operations"
import { formatName } from "@/lib/vocabulary/accounts/rules"

/**
 * Opens a session on someone's account for the manager, who has proved their identity and gives a reason. The person receives a mail and
 * sees the session among their sign-ins. The session never counts as the person's own use of the account.
 */
export function takeControl(
  context: ActorContext,
  { accountId, reason, currentPassword }: AccountGesture,
): Promise<Result<OpenedSession, ControlRefusal | ProofRefusal>> {
  const { actor, now } = context
  const trace = { action: "account.take-control", targetId: accountId } as const
  return asProvenManager(context, "account.control", trace, currentPassword, async (tx) => {
    // Both accounts are held, to see whether the manager is disabled, or the person made manager, at this very moment.
    await holdById(tx, "account", [accountId, actor.accountId], "change")
    const target = await tx.account.findUnique({ where: { id: accountId } })
    if (!target || !(await isManagerNow(tx, context))) return refuse("not-found")
    const isClosed = target.disabledAt !== null || target.erasedAt !== null
    const may = mayTakeControl(actor, { accountId, isManager: target.isManager, isClosed }, env.control)
    if (!may.ok) return may
    const session = await tx.session.create({
      data: {
        accountId,
        createdAt: now,
        lastSeenAt: now,
        authAt: now,
        expiresAt: new Date(now.getTime() + controlLifetime),
        ip: context.ip,
        userAgent: context.userAgent?.slice(0, 300) ?? null,
        controlledBy: actor.accountId,
        controlReason: reason,
        controllerSessionId: actor.sessionId,
      },
      select: { id: true },
    })
    const { email, firstName } = target
    await queueMessage(tx, now, { email, accountId }, "control-taken", { firstName, by: formatName(actor), reason, at: now.toISOString() })
    await record(tx, context, { ...trace, changes: { sessionId: session.id }, reason })
    // The cookie lives as long as the manager's own session: when the control ends, it leads back to it.
    const own = await tx.session.findUniqueOrThrow({ where: { id: actor.sessionId }, select: { expiresAt: true } })
    return ok({ accountId, sessionId: session.id, maxAgeSeconds: Math.floor((own.expiresAt.getTime() - now.getTime()) / 1000) })
  })
}

/** Ends the control in this session and gives the manager their own session back; `own` is null when that session has ended meanwhile. */
export async function giveControlBack(
  context: ActorContext,
): Promise<Result<{ accountId: string; own: OpenedSession | null }, "no-control">> {
  const { actor, now } = context
  const { control } = actor
  if (!control) return refuse("no-control")
  return transaction(async (tx) => {
    // It leads to nothing any more: a copy of its cookie must not open the manager's own session.
    await tx.session.updateMany({ where: { id: actor.sessionId, revokedAt: null }, data: { revokedAt: now, controllerSessionId: null } })
    await record(tx, context, { action: "account.give-control-back", targetId: actor.accountId, changes: { sessionId: actor.sessionId } })
    const own = await tx.session.findFirst({
      where: { id: control.sessionId, accountId: control.accountId, revokedAt: null, expiresAt: { gt: now } },
      select: { id: true, expiresAt: true, account: { select: { isManager: true } } },
    })
    if (!own) return ok({ accountId: actor.accountId, own: null })
    // The manager was active all this time: their own session must not count as idle.
    await tx.session.update({ where: { id: own.id }, data: { lastSeenAt: now } })
    const left = Math.min(own.expiresAt.getTime() - now.getTime(), sessionLimits(own.account).absolute)
    return ok({
      accountId: actor.accountId,
      own: { accountId: control.accountId, sessionId: own.id, maxAgeSeconds: Math.floor(left / 1000) },
    })
  })
}
