/** Invitations that end with what made them possible: whoever sent them decides no more, or the structure has closed. */
import "server-only"
import type { Context } from "@/lib/access/context"
import type { Tx } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import type { Cause } from "@/lib/trace/journal/catalogue"
import { record } from "@/lib/trace/journal/operations"

/** Cancels the invitations that wait, among those (`i`) that `which` selects, each with its row of the journal. */
async function cancelWaiting(tx: Tx, context: Context, which: Prisma.Sql, cause: Cause): Promise<void> {
  const ended = await tx.$queryRaw<{ id: string; structureId: string }[]>`
    UPDATE invitation i SET status = 'cancelled', decided_at = ${context.now} WHERE i.status = 'sent' AND ${which}
    RETURNING i.id, i.structure_id AS "structureId"`
  for (const { id, structureId } of ended) await record(tx, context, { action: "invitation.cancel", structureId, targetId: id, cause })
}

/** Someone is attached no more: what they sent for that structure, and what waits there for them. A manager goes on answering for theirs. */
export function cancelWithAffiliation(tx: Tx, context: Context, affiliationId: string): Promise<void> {
  const theirs = Prisma.sql`EXISTS (SELECT FROM affiliation f JOIN account a ON a.id = f.account_id
     WHERE f.id = ${affiliationId}::uuid AND f.structure_id = i.structure_id AND (i.email = a.email OR (i.invited_by = a.id AND NOT a.is_manager)))`
  return cancelWaiting(tx, context, theirs, "inviter-gone")
}

/** The account decides nowhere any more: all that it sent. */
export function cancelWithAccount(tx: Tx, context: Context, accountId: string): Promise<void> {
  return cancelWaiting(tx, context, Prisma.sql`i.invited_by = ${accountId}::uuid`, "inviter-gone")
}

/** The structure has closed, and nothing replaces it. */
export function cancelWithStructure(tx: Tx, context: Context, structureId: string): Promise<void> {
  return cancelWaiting(tx, context, Prisma.sql`i.structure_id = ${structureId}::uuid`, "structure-closed")
}
