import "server-only"
import { type Actor, can } from "@/lib/access/permissions"
import { db } from "@/lib/platform/db/client"

const account = { select: { id: true, email: true } } as const

/** The merges an account took part in, the latest first; none for anyone but a manager. */
export async function accountMergesOf(actor: Actor, accountId: string) {
  if (!can(actor, "account.manage")) return []
  return db.accountMerge.findMany({
    where: { OR: [{ keptId: accountId }, { absorbedId: accountId }] },
    orderBy: { mergedAt: "desc" },
    take: 20,
    select: {
      id: true,
      mergedAt: true,
      undoneAt: true,
      kept: account,
      absorbed: account,
      merger: { select: { firstName: true, lastName: true } },
    },
  })
}
export type OwnAccountMerge = Awaited<ReturnType<typeof accountMergesOf>>[number]
