import "server-only"
import type { Actor } from "@/lib/access/permissions"
import { db } from "@/lib/platform/db/client"

/** The questions of managers that wait for the actor's answer, about a structure they asked to list or to correct. */
export async function ownErrandQuestions({ accountId }: Actor) {
  const found = await db.errandQuestion.findMany({
    where: {
      answeredAt: null,
      OR: [
        { listingRequest: { status: "pending", applicants: { some: { accountId } } } },
        { correction: { status: "pending", accountId } },
      ],
    },
    orderBy: [{ askedAt: "asc" }, { id: "asc" }],
    select: {
      id: true,
      text: true,
      askedAt: true,
      asker: { select: { firstName: true, lastName: true } },
      listingRequest: { select: { raisonSociale: true } },
      correction: { select: { structure: { select: { raisonSociale: true } } } },
    },
  })
  return found.map(({ listingRequest, correction, ...question }) => ({
    ...question,
    structure: listingRequest?.raisonSociale ?? correction?.structure.raisonSociale ?? "",
  }))
}
