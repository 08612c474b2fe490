/** What a candidate reads of themselves on their private page. */
import "server-only"
import { db } from "@/lib/platform/db/client"
import { hashSecret } from "@/lib/platform/secrets/secrets"

/** The candidate of a link that is still good; null otherwise. Reading it changes nothing: a mail scanner may open it. */
export async function candidateOfLink(secret: string, now: Date): Promise<{ id: string } | null> {
  const link = await db.candidateLink.findUnique({
    where: { hash: hashSecret(secret) },
    select: { expiresAt: true, candidate: { select: { id: true, erasedAt: true } } },
  })
  return link && link.expiresAt > now && !link.candidate.erasedAt ? { id: link.candidate.id } : null
}

/** What was sent in the name of a candidate, and what they said; never what is still being prepared. */
export function candidacyOf(candidateId: string) {
  return db.candidate.findFirst({
    where: { id: candidateId, erasedAt: null },
    include: {
      structure: { select: { raisonSociale: true } },
      preregistrations: {
        where: { sentAt: { not: null } },
        orderBy: [{ sentAt: "desc" }, { id: "asc" }],
        include: {
          meeting: true,
          steps: { orderBy: { id: "asc" }, select: { id: true, at: true, status: true, side: true, reason: true, reasonText: true } },
          session: {
            include: {
              delivery: {
                include: {
                  places: true,
                  course: {
                    select: { title: true, contactEmail: true, contactPhone: true, structure: { select: { raisonSociale: true } } },
                  },
                },
              },
            },
          },
        },
      },
    },
  })
}
export type Candidacy = NonNullable<Awaited<ReturnType<typeof candidacyOf>>>
