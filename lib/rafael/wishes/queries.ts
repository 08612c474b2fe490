import "server-only"
import type { Actor } from "@/lib/access/permissions"
import { db } from "@/lib/platform/db/client"
import type { Prisma } from "@/lib/platform/generated/client"
import { prescribing, visible } from "@/lib/rafael/preregistrations/queries"

type Person = { candidateId: string; structureId: string }

/** The wishes of a candidate that this prescriber may see, in their order. */
export function wishesOf(actor: Actor, { candidateId, structureId }: Person) {
  return seen(actor, structureId, { candidateId })
}

/** Those of the same person's other files, which a merge of structures brought together. */
export async function twinWishesOf(actor: Actor, { candidateId, structureId }: Person) {
  const { sameAsId } = await db.candidate.findUniqueOrThrow({ where: { id: candidateId }, select: { sameAsId: true } })
  const first = sameAsId ?? candidateId
  return seen(actor, structureId, { candidate: { OR: [{ id: first }, { sameAsId: first }], NOT: { id: candidateId } } })
}

async function seen(actor: Actor, structureId: string, whose: Prisma.PreregistrationWhereInput) {
  const own = prescribing(actor, structureId)
  if (!own) return []
  return db.preregistration.findMany({
    where: { AND: [visible(own), whose] },
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
