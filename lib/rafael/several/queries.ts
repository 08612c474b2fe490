/** What a prescriber ticked. */
import "server-only"
import type { Actor } from "@/lib/access/permissions"
import { db, isUuid } from "@/lib/platform/db/client"
import { prescribing, relationOf, visible } from "@/lib/rafael/preregistrations/queries"
import { levelOf, structuresWith } from "@/lib/rafael/rights/rules"
import { maySeveral, type StepWord } from "@/lib/rafael/several/rules"
import { keptBackBy, waiting } from "@/lib/rafael/validations/queries"
import { mostAtOnce } from "@/lib/vocabulary/affiliations/rules"

/** Those of these ids that the actor may do this to, the oldest step first, each with what keeps it from being sent. */
export async function followedOnes(actor: Actor, ids: readonly string[], word: StepWord, now: Date) {
  const structures = structuresWith(actor, "preregistration.prepare").flatMap((structureId) => prescribing(actor, structureId) ?? [])
  const rows = await db.preregistration.findMany({
    where: { id: { in: ids.slice(0, mostAtOnce).filter(isUuid) }, OR: structures.map(visible) },
    orderBy: [{ stepAt: "asc" }, { id: "asc" }],
    select: waiting,
  })
  return rows
    .filter((row) => {
      const own = prescribing(actor, row.candidate.structureId)
      const level = levelOf(own?.rafaelProfil ?? null)
      return own && level && maySeveral(word, level, { status: row.status, relation: relationOf(own, row) })
    })
    .map((row) => ({ ...row, keptBackBy: keptBackBy(row, now) }))
}
