/** A trial is a client of its own for a quarter of an hour, with a secret of its own: the application, its addresses and secrets are not touched. */
import "server-only"
import { randomUUID } from "node:crypto"
import type { ActorContext } from "@/lib/access/context"
import { asManager } from "@/lib/identity/managers/operations"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { hashSecret, newSecret } from "@/lib/platform/secrets/secrets"
import { trialLife } from "@/lib/signon/trials/rules"
import { record } from "@/lib/trace/journal/operations"

/** `clientId` and `secret` are for the manager's browser, which plays the application. */
export type Trial = { applicationId: string; clientId: string; secret: string }

/**
 * Opens a trial, good for this session of the manager alone (provider/interaction.ts); it ends the one before. Refused where nobody signs on:
 * suspended, or without return address.
 */
export function startTrial(
  context: ActorContext,
  { applicationId }: { applicationId: string },
): Promise<Result<Trial, "not-found" | "nobody-enters">> {
  const attempt = { action: "application.played", targetId: applicationId } as const
  return asManager(context, "application.manage", attempt, async (tx): Promise<Result<Trial, "nobody-enters">> => {
    const application = await tx.application.findFirst({
      where: { id: applicationId, state: "active", redirectAddresses: { isEmpty: false } },
      select: { id: true },
    })
    if (!application) return refuse("nobody-enters")
    const { accountId, sessionId: portalSid } = context.actor
    const [clientId, secret] = [randomUUID(), newSecret()]
    await tx.oidcRow.deleteMany({ where: { model: "Trial", portalSid } })
    await tx.oidcRow.create({
      data: {
        model: "Trial",
        id: clientId,
        payload: { applicationId, secretHash: hashSecret(secret) },
        accountId,
        portalSid,
        expiresAt: new Date(context.now.getTime() + trialLife),
      },
    })
    await record(tx, context, attempt)
    return ok({ applicationId, clientId, secret })
  })
}
