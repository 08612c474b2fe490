import "server-only"
import type { Context } from "@/lib/access/context"
import type { Tx } from "@/lib/platform/db"
import type { Outcome, Prisma } from "@/lib/platform/generated/client"

type Entry = {
  action: string
  outcome?: Outcome
  actorId?: string | null
  structureId?: string | null
  targetId?: string | null
  changes?: Prisma.InputJsonObject
  reason?: string | null
}

/** Writes one row in the caller's transaction: the change and its trace are committed together. */
export async function record(tx: Tx, context: Context, entry: Entry) {
  await tx.journal.create({
    data: {
      at: context.now,
      outcome: "done",
      actorId: context.actor?.accountId ?? null,
      ip: context.ip,
      requestId: context.requestId,
      ...entry,
    },
  })
}
