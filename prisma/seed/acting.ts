/** Someone of the demonstration who acts as they would on a page: operations write what follows. */
import type { ActorContext } from "@/lib/access/context"
import { db } from "@/lib/platform/db/client"
import { heldRights } from "@/lib/vocabulary/profils/rules"

export async function actingAs(email: string, now: Date): Promise<ActorContext> {
  const { id, ...account } = await db.account.findUniqueOrThrow({
    where: { email },
    select: {
      id: true,
      firstName: true,
      lastName: true,
      email: true,
      isManager: true,
      affiliations: { where: { status: "active" }, select: heldRights },
    },
  })
  const actor = { ...account, accountId: id, sessionId: "", authAt: now, control: null }
  return { actor, now, ip: null, userAgent: null, requestId: "demonstration" }
}
