/** What was answered in a review, person by person, or structure by structure. */
import "server-only"
import type { Answer } from "@/lib/membership/reviews/rules"
import { db } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"

export type ProofLine = {
  structureId: string
  raisonSociale: string
  siret: string
  id: string
  order: string
  firstName: string
  lastName: string
  /** Null once they have left: their present address is not the structure's business any more. */
  email: string | null
  held: string[]
  answer: Answer | null
  confirmed: string[] | null
  answeredAt: Date | null
  byFirstName: string | null
  byLastName: string | null
  suspendedAt: Date | null
}

const batchSize = 1000

/**
 * Everyone of a review, or of one of its structures, in batches by structure and name: memory holds one batch. The caller has checked who may read it.
 */
export async function* answersInBatches(reviewId: string, structureId: string | null): AsyncGenerator<ProofLine[]> {
  const theirs = structureId === null ? Prisma.sql`true` : Prisma.sql`i.structure_id = ${structureId}::uuid`
  let after = Prisma.sql`true`
  for (;;) {
    const batch = await db.$queryRaw<ProofLine[]>`
      SELECT s.id AS "structureId", s.raison_sociale AS "raisonSociale", s.siret, f.id, i.person_order AS "order", a.first_name AS "firstName",
             a.last_name AS "lastName", CASE WHEN f.status = 'active' THEN a.email END AS email, i.held, i.answer::text AS answer, i.confirmed, i.answered_at AS "answeredAt",
             b.first_name AS "byFirstName", b.last_name AS "byLastName", i.suspended_at AS "suspendedAt"
        FROM review_item i JOIN affiliation f ON f.id = i.affiliation_id JOIN account a ON a.id = f.account_id
        JOIN structure s ON s.id = i.structure_id LEFT JOIN account b ON b.id = i.answered_by
       WHERE i.review_id = ${reviewId}::uuid AND ${theirs} AND ${after}
       ORDER BY i.structure_id, i.person_order, i.affiliation_id LIMIT ${batchSize}`
    const last = batch.at(-1)
    if (!last) return
    yield batch
    if (batch.length < batchSize) return
    after = Prisma.sql`(i.structure_id, i.person_order, i.affiliation_id) > (${last.structureId}::uuid, ${last.order}, ${last.id}::uuid)`
  }
}

export type StructureAnswers = {
  raisonSociale: string
  siret: string
  people: number
  kept: number
  changed: number
  detached: number
  gone: number
  waiting: number
}

/** How many people of each structure of a review have which answer; at most so many structures, those with most people first. */
export function answersByStructure(reviewId: string, most: number): Promise<StructureAnswers[]> {
  return db.$queryRaw<StructureAnswers[]>`
    SELECT s.raison_sociale AS "raisonSociale", s.siret, count(*)::int AS people, count(*) FILTER (WHERE i.answer = 'kept')::int AS kept,
           count(*) FILTER (WHERE i.answer = 'changed')::int AS changed, count(*) FILTER (WHERE i.answer = 'detached')::int AS detached,
           count(*) FILTER (WHERE i.answer = 'left')::int AS gone, count(*) FILTER (WHERE i.answer IS NULL)::int AS waiting
      FROM review_item i JOIN structure s ON s.id = i.structure_id
     WHERE i.review_id = ${reviewId}::uuid GROUP BY s.id ORDER BY people DESC, s.id LIMIT ${most}`
}
