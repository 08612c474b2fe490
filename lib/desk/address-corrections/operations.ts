/** The address of an account, put right by a manager for someone who cannot do it: the old mailbox is closed, or never was theirs. */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { holdById } from "@/lib/access/locks"
import type { AddressCorrection } from "@/lib/desk/address-corrections/schema"
import type { ProofRefusal } from "@/lib/identity/credentials/operations"
import { asProvenManager } from "@/lib/identity/managers/operations"
import { endSessionsOf } from "@/lib/identity/sessions/operations"
import { voidStops, voidTokens } from "@/lib/identity/tokens/operations"
import { isUniqueViolation } from "@/lib/platform/db/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { recordOwnChange } from "@/lib/trace/journal/operations"
import { queueMessage } from "@/lib/trace/messages/operations"
import { formatName } from "@/lib/vocabulary/accounts/rules"

type CorrectionRefusal = "not-found" | "oneself" | "closed" | "manager-already" | "same-address" | "address-taken" | ProofRefusal

/**
 * Changes the address of an account. Every session and every link ends, and both addresses are told by whom and why. The former one gets no
 * link that takes the change back: it is often that of a stranger, or of an employer, who would take the account with it; they write to the
 * team. Not for a manager's account: making someone a manager takes two people, and so would this.
 */
export async function correctAddress(
  context: ActorContext,
  { accountId, email, reason, currentPassword }: AddressCorrection,
): Promise<Result<{ accountId: string }, CorrectionRefusal>> {
  const { actor, now } = context
  const attempt = { action: "account.correct-address", targetId: accountId } as const
  try {
    return await asProvenManager(context, "account.manage", attempt, currentPassword, async (tx) => {
      await holdById(tx, "account", accountId, "own")
      const account = await tx.account.findUnique({ where: { id: accountId } })
      if (!account || account.erasedAt) return refuse("not-found")
      if (accountId === actor.accountId) return refuse("oneself")
      if (account.isManager) return refuse("manager-already")
      if (account.disabledAt) return refuse("closed")
      if (account.email === email) return refuse("same-address")
      await tx.account.update({ where: { id: accountId }, data: { email, bouncedAt: null } })
      await endSessionsOf(tx, accountId, now)
      await voidTokens(tx, accountId, now)
      await voidStops(tx, accountId, now, {})
      const told = { firstName: account.firstName, newEmail: email, by: formatName(actor), reason }
      for (const to of [account.email, email]) await queueMessage(tx, now, { email: to, accountId }, "address-corrected", told)
      await recordOwnChange(tx, context, { ...attempt, reason }, { email: account.email })
      return ok({ accountId })
    })
  } catch (error) {
    if (isUniqueViolation(error)) return refuse("address-taken")
    throw error
  }
}
