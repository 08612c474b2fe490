/** What waits for a level 3's validation. */
import "server-only"
import type { Actor } from "@/lib/access/permissions"
import { db } from "@/lib/platform/db/client"
import { missingToSubmit } from "@/lib/rafael/candidates/rules"
import { line, perPage, prescribing, relationOf, visible } from "@/lib/rafael/preregistrations/queries"
import { levelOf, mayPrescribe, structuresWith } from "@/lib/rafael/rights/rules"

/** How many wait for this level 3's validation in each of their structures together; 0 for anyone else. */
export function countToValidate(actor: Actor): Promise<number> {
  const structures = structuresWith(actor, "preregistration.validate")
  if (structures.length === 0) return Promise.resolve(0)
  return db.preregistration.count({ where: { status: "to_validate", candidate: { structureId: { in: structures } } } })
}

/** What waits for a validation, complete ones first, each with what is missing: a level 3's morning. */
export async function toValidate(actor: Actor, structureId: string) {
  const own = prescribing(actor, structureId)
  if (!own || levelOf(own.rafaelProfil) !== 3) return null
  const rows = await db.preregistration.findMany({
    where: { AND: [visible(own), { status: "to_validate" }] },
    orderBy: [{ stepAt: "asc" }, { id: "asc" }],
    take: perPage,
    select: line,
  })
  const judged = rows
    .filter((row) => mayPrescribe(3, "validate", relationOf(own, row)))
    .map((row) => ({ ...row, missing: missingToSubmit(row.candidate, row) }))
  return judged.toSorted((a, b) => Math.sign(a.missing.length) - Math.sign(b.missing.length))
}
