import "server-only"
import type { Actor } from "@/lib/access/permissions"
import { db } from "@/lib/platform/db/client"
import { prescribing, visible } from "@/lib/rafael/preregistrations/queries"

/** The wishes of a candidate that this prescriber may see, in their order. */
export async function wishesOf(actor: Actor, { candidateId, structureId }: { candidateId: string; structureId: string }) {
  const own = prescribing(actor, structureId)
  if (!own) return []
  return db.preregistration.findMany({
    where: { AND: [visible(own), { candidateId }] },
    orderBy: [{ wish: "asc" }, { id: "asc" }],
    select: {
      id: true,
      wish: true,
      status: true,
      session: { select: { startsOn: true, endsOn: true, delivery: { select: { course: { select: { title: true } } } } } },
    },
  })
}
export type Wish = Awaited<ReturnType<typeof wishesOf>>[number]
