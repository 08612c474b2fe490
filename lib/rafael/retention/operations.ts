/** How long Rafael keeps people's data (docs/rafael.md). A pass may run twice, late, or on several instances at once. */
import "server-only"
import type { Context } from "@/lib/access/context"
import { monthsBefore } from "@/lib/desk/personal-data/rules"
import { db, type Tx, transaction } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { env } from "@/lib/platform/process/env"
import { pass } from "@/lib/platform/process/passes"
import { eraseCandidate } from "@/lib/rafael/candidacies/operations"
import { untouched } from "@/lib/rafael/follow-up/queries"
import { isLiving } from "@/lib/rafael/states/rules"
import { follow, holdPreregistrations } from "@/lib/rafael/steps/operations"
import { record } from "@/lib/trace/journal/operations"

const day = 24 * 3_600_000
/** Days before which its owner heard, at the latest, that what they prepared is going to be deleted. */
const heardDays = 14
/** Days for which what was prepared stays when its structure closed or is no longer prescripteur. */
const lockedDays = 30
/** Days for which a LHÉO file that was never loaded stays. */
const fileDays = 7
/** Months, as the notice promised them (decision 54), for which a candidate stays after their last living pre-registration; when nothing was ever sent in their name. */
const keptMonths = { sent: 24, unsent: 12 }

type Counted = "drafts" | "locked" | "candidates" | "files" | "imports" | "links"
export type RafaelRetention = Record<Counted | "failed", number>

/** One pass of the clock. A dry run counts what a real one would do, and changes nothing. */
export async function sweepRafael(context: Context, { dryRun }: { dryRun: boolean }): Promise<RafaelRetention> {
  const { now } = context
  if (dryRun) {
    const kinds = {
      drafts: oldDrafts,
      locked: lockedDrafts,
      candidates: oldCandidates,
      files: oldFiles,
      imports: oldImports,
      links: oldLinks,
    }
    const counts = await Promise.all(Object.entries(kinds).map(async ([kind, find]) => [kind, (await find(now)).length] as const))
    return { ...(Object.fromEntries(counts) as Record<Counted, number>), failed: 0 }
  }
  return pass<Counted>("retention of Rafael", [
    ["drafts", () => oldDrafts(now), (id) => forgetUnsent(context, id, oldDrafts)],
    ["locked", () => lockedDrafts(now), (id) => forgetUnsent(context, id, lockedDrafts)],
    ["candidates", () => oldCandidates(now), (id) => forgetCandidate(context, id)],
    ["files", () => oldFiles(now), (id) => forgetFile(context, id)],
    ["links", () => oldLinks(now), async (hash) => (await db.candidateLink.deleteMany({ where: { hash } })).count > 0],
    ["imports", () => oldImports(now), async (id) => (await db.offerImport.deleteMany({ where: { id } })).count > 0],
  ])
}

async function idsOf(query: Prisma.Sql, asker: Asker): Promise<string[]> {
  return (await asker.$queryRaw<{ id: string }[]>(query)).map(({ id }) => id)
}

/** Who asks: a pass for all of a kind, or a transaction, for the one it holds, whether it still is. */
type Asker = Pick<Tx, "$queryRaw">
const anyOne = Prisma.sql`true`
type Find = (now: Date, which?: Prisma.Sql, asker?: Asker) => Promise<string[]>

const oldDrafts: Find = (now, which = anyOne, asker = db) => {
  const before = (days: number) => new Date(now.getTime() - days * day)
  return idsOf(
    Prisma.sql`
    SELECT p.id FROM preregistration p JOIN candidate c ON c.id = p.candidate_id
     WHERE ${which} AND ${untouched(before(env.draftDays.deleted))}
       AND (p.owner_id IS NULL OR EXISTS (SELECT FROM preregistration_notice n
         WHERE n.preregistration_id = p.id AND n.kind = 'fading' AND n.sent_at < ${before(heardDays)}))
     ORDER BY p.id`,
    asker,
  )
}

/** The day a structure lost the type is in the journal, which is kept for longer than these. */
const lockedDrafts: Find = (now, which = anyOne, asker = db) => {
  const limit = new Date(now.getTime() - lockedDays * day)
  return idsOf(
    Prisma.sql`
    SELECT p.id FROM preregistration p JOIN candidate c ON c.id = p.candidate_id JOIN structure o ON o.id = c.structure_id
     WHERE ${which} AND p.status IN ('draft', 'to_validate') AND (
       (o.state = 'closed' AND o.closed_at < ${limit})
       OR (NOT 'prescripteur' = ANY (o.types) AND NOT EXISTS (SELECT FROM journal j
         WHERE j.structure_id = o.id AND j.action = 'structure.set-types' AND j.outcome = 'done' AND j.at >= ${limit})))
     ORDER BY p.id`,
    asker,
  )
}

/**
 * What lives counts until its session ends: a training body that never says how it ended keeps nobody's data for ever. A permanent entry
 * counts from its last step.
 */
const oldCandidates: Find = (now, which = anyOne, asker = db) =>
  idsOf(
    Prisma.sql`
    SELECT c.id FROM candidate c
     WHERE ${which} AND c.erased_at IS NULL
       AND greatest(c.updated_at, (
         SELECT max(CASE WHEN preregistration_lives(p.status) AND d.entry_mode = 'fixed_dates' THEN greatest(p.step_at, s.ends_on) ELSE p.step_at END)
           FROM preregistration p JOIN training_session s ON s.id = p.session_id JOIN delivery d ON d.id = s.delivery_id
          WHERE p.candidate_id = c.id)) < CASE
         WHEN EXISTS (SELECT FROM preregistration p WHERE p.candidate_id = c.id AND p.sent_at IS NOT NULL) THEN ${monthsBefore(now, keptMonths.sent)}::timestamptz
         ELSE ${monthsBefore(now, keptMonths.unsent)}::timestamptz END
     ORDER BY c.id`,
    asker,
  )

/** LHÉO files that someone sent and never loaded. */
function oldFiles(now: Date) {
  return idsOf(
    Prisma.sql`
    SELECT id FROM offer_import WHERE status NOT IN ('done', 'cancelled') AND created_at < ${new Date(now.getTime() - fileDays * day)} ORDER BY id`,
    db,
  )
}

/** What is kept of imports: who loaded what, and what was refused. */
function oldImports(now: Date) {
  return idsOf(Prisma.sql`SELECT id FROM offer_import WHERE created_at < ${monthsBefore(now, 12)} ORDER BY id`, db)
}

/** Links to private pages that open nothing any more. */
function oldLinks(now: Date) {
  return idsOf(Prisma.sql`SELECT hash AS id FROM candidate_link WHERE expires_at < ${now} ORDER BY hash`, db)
}

async function forgetFile({ now }: Context, id: string) {
  const data = { status: "cancelled" as const, content: null, finishedAt: now }
  const { count } = await db.offerImport.updateMany({ where: { id, status: { notIn: ["done", "cancelled"] } }, data })
  return count > 0
}

/** Deletes one that was never sent, and its candidate when nothing else is kept of them; unless someone has touched it meanwhile. */
function forgetUnsent(context: Context, id: string, still: Find) {
  return transaction(async (tx) => {
    const [one] = await holdPreregistrations(tx, Prisma.sql`id = ${id}::uuid AND status IN ('draft', 'to_validate')`)
    if (!one || (await still(context.now, Prisma.sql`p.id = ${id}::uuid`, tx)).length === 0) return false
    await tx.preregistration.delete({ where: { id } })
    if ((await tx.preregistration.count({ where: { candidateId: one.candidateId } })) === 0)
      await tx.candidate.delete({ where: { id: one.candidateId } })
    await record(tx, context, { action: "preregistration.deleted", structureId: one.candidate.structureId, targetId: id })
    return true
  })
}

function forgetCandidate(context: Context, id: string) {
  return transaction(async (tx) => {
    const all = await holdPreregistrations(tx, Prisma.sql`candidate_id = ${id}::uuid`)
    if ((await oldCandidates(context.now, Prisma.sql`c.id = ${id}::uuid`, tx)).length === 0) return false
    for (const one of all) if (isLiving(one.status)) await follow(tx, context, one, { arrow: "lapse", side: "portal", cause: "begun" })
    await eraseCandidate(tx, context, id)
    return true
  })
}
