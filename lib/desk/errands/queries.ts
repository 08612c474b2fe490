/** The people of an errand, and the structure it is about. For use inside operations. */
import "server-only"
import { type Actor, can } from "@/lib/access/permissions"
import type { Errand, Nature } from "@/lib/desk/errands/rules"
import { db, isUuid, type Tx } from "@/lib/platform/db/client"
import { structureRef } from "@/lib/vocabulary/structures/rules"

const account = { select: { id: true, email: true, firstName: true, lastName: true, disabledAt: true, erasedAt: true } } as const

/** Whether it waits, since when, what it is about, and those who wait for it; null when there is none. */
export async function errandOf(tx: Tx, { nature, id }: Errand) {
  if (nature === "referencements") {
    const found = await tx.listingRequest.findUnique({ where: { id }, include: { applicants: { include: { account } } } })
    return (
      found && {
        isPending: found.status === "pending",
        createdAt: found.createdAt,
        structureId: found.structureId,
        structure: structureRef(found),
        people: found.applicants.map((applicant) => ({ ...applicant.account, since: applicant.requestedAt })),
      }
    )
  }
  const found = await tx.correction.findUnique({ where: { id }, include: { account, structure: true } })
  return (
    found && {
      isPending: found.status === "pending",
      createdAt: found.createdAt,
      structureId: found.structureId,
      structure: structureRef(found.structure),
      people: [{ ...found.account, since: found.createdAt }],
    }
  )
}

/** The column that leads from a notice or a question to its errand. */
export function keyOf({ nature, id }: Errand): { listingRequestId: string } | { correctionId: string } {
  return nature === "referencements" ? { listingRequestId: id } : { correctionId: id }
}

/** The questions asked about these errands, oldest first, by the id of the errand; none for anyone but a manager. */
export async function questionsAbout(actor: Actor, nature: Nature, ids: readonly string[]) {
  const mine = can(actor, nature === "referencements" ? "listing-request.decide" : "correction.decide") ? ids.filter(isUuid) : []
  const where = nature === "referencements" ? { listingRequestId: { in: mine } } : { correctionId: { in: mine } }
  const found = await db.errandQuestion.findMany({
    where,
    orderBy: [{ askedAt: "asc" }, { id: "asc" }],
    select: {
      id: true,
      listingRequestId: true,
      correctionId: true,
      text: true,
      askedAt: true,
      answer: true,
      answeredAt: true,
      asker: { select: { firstName: true, lastName: true } },
    },
  })
  return Map.groupBy(found, ({ listingRequestId, correctionId }) => listingRequestId ?? correctionId ?? "")
}
