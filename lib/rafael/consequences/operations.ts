/** What Rafael answers when something ends or moves below it (docs/decisions/0052), in the transaction of the gesture. */
import "server-only"
import * as z from "zod/mini"
import type { Context } from "@/lib/access/context"
import { hold } from "@/lib/access/locks"
import type { Tx } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { lookup } from "@/lib/platform/text/lookup"
import { levelOf } from "@/lib/rafael/rights/rules"
import { isUnsent } from "@/lib/rafael/states/rules"
import { follow, holdPreregistrations, tellCandidate, tellFollowers } from "@/lib/rafael/steps/operations"
import { validatorsOf } from "@/lib/rafael/told/queries"
import { record } from "@/lib/trace/journal/operations"
import { queueMessages } from "@/lib/trace/messages/operations"

/**
 * These affiliations ended, lost their level, or their account was closed: the pre-registrations they followed have nobody, those who could
 * take them over are told once, and what was sent goes on.
 */
export async function rightsLost(tx: Tx, context: Context, affiliationIds: readonly string[]): Promise<void> {
  await holdFollowed(tx, affiliationIds)
  const affiliations = await tx.affiliation.findMany({
    where: { id: { in: [...affiliationIds] }, preregistrations: { some: {} } },
    select: { id: true, status: true, rafaelProfil: true, structureId: true, account: { select: { disabledAt: true, erasedAt: true } } },
  })
  for (const { id, status, rafaelProfil, structureId, account } of affiliations) {
    const follows = status === "active" && levelOf(rafaelProfil) !== null && !account.disabledAt && !account.erasedAt
    if (!follows) await leaveToOthers(tx, context, id, structureId)
  }
}

/** Holds, in their order, all that these affiliations follow: before several of them end in one gesture. */
export async function holdFollowed(tx: Tx, affiliationIds: readonly string[]): Promise<void> {
  await holdPreregistrations(tx, Prisma.sql`owner_id = ANY (${[...affiliationIds]}::uuid[]) AND preregistration_lives(status)`)
}

async function leaveToOthers(tx: Tx, context: Context, affiliationId: string, structureId: string) {
  const left = await holdPreregistrations(tx, Prisma.sql`owner_id = ${affiliationId}::uuid AND preregistration_lives(status)`)
  if (left.length === 0) return
  await tx.preregistration.updateMany({ where: { id: { in: left.map(({ id }) => id) } }, data: { ownerId: null } })
  for (const { id } of left)
    await record(tx, context, {
      action: "preregistration.reassigned",
      structureId,
      targetId: id,
      cause: "rights-lost",
      changes: { from: affiliationId, to: null },
    })
  const { people } = await validatorsOf(tx, structureId)
  await queueMessages(tx, context.now, people, "owner-gone", { structureId, count: left.length, titles: titlesOf(left) })
}

const mostTitles = 20

function titlesOf(left: Awaited<ReturnType<typeof holdPreregistrations>>) {
  return [...new Set(left.map(({ session }) => session.delivery.course.title))].slice(0, mostTitles)
}

const followedShape = z.record(z.string(), z.object({ owned: z.array(z.string()), sent: z.array(z.string()) }))

/** One account takes over that of the same person: what its affiliations followed, the other's follow. Returns what, for `affiliationsPart`. */
export async function affiliationsMove(tx: Tx, context: Context, moves: readonly Move[]): Promise<z.infer<typeof followedShape>> {
  const all = moves.flatMap(({ from, to }) => [from, to])
  await holdPreregistrations(tx, Prisma.sql`owner_id = ANY (${all}::uuid[])`)
  const moved: z.infer<typeof followedShape> = {}
  for (const { from, to } of moves) {
    const owned = await tx.preregistration.findMany({ where: { ownerId: from }, select: { id: true } })
    await tx.preregistration.updateMany({ where: { ownerId: from }, data: { ownerId: to } })
    // Nobody answers for a training body what they sent, under another account either.
    const sent = await tx.$queryRaw<{ id: string }[]>`
      UPDATE preregistration p SET sent_by = kept.account_id FROM affiliation gone, affiliation kept
       WHERE gone.id = ${from}::uuid AND kept.id = ${to}::uuid AND sent_by = gone.account_id RETURNING p.id`
    moved[from] = { owned: owned.map(({ id }) => id), sent: sent.map(({ id }) => id) }
  }
  await rightsLost(
    tx,
    context,
    moves.map(({ to }) => to),
  )
  return moved
}

/** The merge is undone: what each followed and the other still follows is theirs again. */
export async function affiliationsPart(
  tx: Tx,
  context: Context,
  moves: readonly (Move & { back: string })[],
  { keptId, absorbedId }: Pair,
  answer: unknown,
): Promise<void> {
  const moved = followedShape.parse(answer ?? {})
  await holdPreregistrations(tx, Prisma.sql`owner_id = ANY (${moves.flatMap(({ to, back }) => [to, back])}::uuid[])`)
  for (const { from, to, back } of moves)
    await tx.preregistration.updateMany({ where: { id: { in: lookup(moved, from)?.owned ?? [] }, ownerId: to }, data: { ownerId: back } })
  const sent = Object.values(moved).flatMap((one) => one.sent)
  await tx.preregistration.updateMany({ where: { id: { in: sent }, sentById: keptId }, data: { sentById: absorbedId } })
  await rightsLost(
    tx,
    context,
    moves.flatMap(({ to, back }) => [to, back]),
  )
}

type Move = { from: string; to: string }

/** A structure closed, or changed its types: what they no longer open is taken out of the offer, and whoever was on it is told. */
export async function structureChanges(tx: Tx, context: Context, structureId: string): Promise<void> {
  const { state, types } = await tx.structure.findUniqueOrThrow({ where: { id: structureId }, select: { state: true, types: true } })
  if (state === "active" && types.includes("formateur")) return
  const published = await tx.course.findMany({ where: { structureId, state: "published" }, orderBy: { id: "asc" }, select: { id: true } })
  await tx.course.updateMany({
    where: { structureId, state: "published" },
    data: {
      state: "draft",
      publishedAt: null,
      unpublishedFor: state === "closed" ? "La structure est fermée." : "La structure n’est plus organisme de formation.",
      updatedAt: context.now,
    },
  })
  const cause = state === "closed" ? "structure-closed" : "structure-types"
  for (const { id } of published) await record(tx, context, { action: "course.unpublished", structureId, targetId: id, cause })
  // Whoever prepares something on one of its sessions at this moment waits, or is waited for.
  const sessions = Prisma.sql`id IN (SELECT s.id FROM training_session s JOIN delivery d ON d.id = s.delivery_id
    JOIN course c ON c.id = d.course_id WHERE c.structure_id = ${structureId}::uuid)`
  await hold(tx, "training_session", sessions, "change")
  const living = await holdPreregistrations(
    tx,
    Prisma.sql`preregistration_lives(status) AND session_id IN (SELECT s.id FROM training_session s JOIN delivery d ON d.id = s.delivery_id
      JOIN course c ON c.id = d.course_id WHERE c.structure_id = ${structureId}::uuid)`,
  )
  for (const one of living) {
    await follow(tx, context, one, { arrow: "cancelSession", side: "portal", cause })
    await tellFollowers(tx, context, one, "session_cancelled")
    if (!isUnsent(one.status)) await tellCandidate(tx, context, one, "session_cancelled")
  }
}

const movedShape = z.object({ courses: z.array(z.string()), candidates: z.array(z.string()) })
type Moved = z.infer<typeof movedShape>

type Pair = { keptId: string; absorbedId: string }

/** Two structures become one: the offer and the candidates go with the people. Returns what moved, for `structuresPart`. */
export async function structuresMerge(tx: Tx, context: Context, { keptId, absorbedId }: Pair): Promise<Moved> {
  const from = { structureId: absorbedId }
  await holdBoth(tx, { keptId, absorbedId })
  const courses = (await tx.course.findMany({ where: from, select: { id: true } })).map(({ id }) => id)
  const candidates = (await tx.candidate.findMany({ where: from, select: { id: true } })).map(({ id }) => id)
  await moveTo(tx, keptId, { courses, candidates })
  await tx.$executeRaw`
    INSERT INTO training_body (structure_id, activity_number, email, phone)
    SELECT ${keptId}::uuid, activity_number, email, phone FROM training_body WHERE structure_id = ${absorbedId}::uuid
    ON CONFLICT (structure_id) DO NOTHING`
  await structureChanges(tx, context, keptId)
  return { courses, candidates }
}

/** A merge is undone: what it had moved and is still there goes back. */
export async function structuresPart(tx: Tx, _context: Context, { keptId, absorbedId }: Pair, answer: unknown): Promise<void> {
  await holdBoth(tx, { keptId, absorbedId })
  const { courses, candidates } = movedShape.parse(answer ?? { courses: [], candidates: [] })
  const still = { structureId: keptId }
  const [own, people] = await Promise.all([
    tx.course.findMany({ where: { ...still, id: { in: courses } }, select: { id: true } }),
    tx.candidate.findMany({ where: { ...still, id: { in: candidates } }, select: { id: true } }),
  ])
  await moveTo(tx, absorbedId, { courses: own.map(({ id }) => id), candidates: people.map(({ id }) => id) })
}

/** Holds, in their order, all the pre-registrations of both structures, on either side. */
async function holdBoth(tx: Tx, { keptId, absorbedId }: Pair) {
  const both = [keptId, absorbedId]
  await holdPreregistrations(
    tx,
    Prisma.sql`candidate_id IN (SELECT c.id FROM candidate c WHERE c.structure_id = ANY (${both}::uuid[]))
      OR session_id IN (SELECT s.id FROM training_session s JOIN delivery d ON d.id = s.delivery_id JOIN course c ON c.id = d.course_id
        WHERE c.structure_id = ANY (${both}::uuid[]))`,
  )
}

/** Moves courses and candidates; a candidate the structure knows already is marked as the same person, and each owner is who they are there
 * (whether they still hold a level is the caller's next question). */
async function moveTo(tx: Tx, structureId: string, { courses, candidates }: Moved) {
  await tx.course.updateMany({ where: { id: { in: courses } }, data: { structureId } })
  await tx.$executeRaw`
    UPDATE candidate moved SET structure_id = ${structureId}::uuid, same_as = coalesce((
      SELECT own.id FROM candidate own
       WHERE own.structure_id = ${structureId}::uuid AND own.erased_at IS NULL AND own.same_as IS NULL AND own.id <> ALL (${candidates}::uuid[])
         AND (own.name_key = moved.name_key OR own.identifier_key = moved.identifier_key)
       ORDER BY own.created_at LIMIT 1),
      -- The two files of one person that move together stay two files of one person.
      CASE WHEN moved.same_as = ANY (${candidates}::uuid[]) THEN moved.same_as END)
     WHERE moved.id = ANY (${candidates}::uuid[])`
  await tx.$executeRaw`
    UPDATE preregistration p SET owner_id = (
      SELECT here.id FROM affiliation former JOIN affiliation here ON here.account_id = former.account_id
       WHERE former.id = p.owner_id AND here.structure_id = ${structureId}::uuid AND here.status = 'active')
     WHERE p.candidate_id = ANY (${candidates}::uuid[]) AND p.owner_id IS NOT NULL`
}

/** Candidates have no account: what their prescriber wrote has a clock of its own (docs/rafael.md). */
export async function accountErased(_tx: Tx, _accountId: string): Promise<void> {}
