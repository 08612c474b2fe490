import "server-only"
import type { ActorContext, Context } from "@/lib/access/context"
import { db, type Tx } from "@/lib/platform/db/client"
import type { Outcome, Prisma } from "@/lib/platform/generated/client"
import { keep, type Refusal, refuse } from "@/lib/platform/result"
import type { Action, Cause } from "@/lib/trace/journal/catalogue"
import type { Changes } from "@/lib/trace/journal/changes"
import type { accountFieldNames } from "@/lib/vocabulary/accounts/rules"

type About = { actorId?: string | null; structureId?: string | null; targetId?: string | null }

/** `reason`: words that someone wrote. `cause`: a code, when nobody gave a reason. */
type Why = { reason?: string | null; cause?: never } | { cause?: Cause; reason?: never }

/** A row that says what was done. */
export type Entry = { [A in Action]: About & Why & { action: A; changes?: A extends keyof Changes ? Changes[A] : never } }[Action]

/** What was tried: the action, and what it was about. */
export type Attempt = About & { action: Action }

/** Writes what was done, in the caller's transaction: the change and its trace are committed together. */
export async function record(tx: Tx, context: Context, entry: Entry): Promise<void> {
  await write(tx, context, { outcome: "done", ...entry })
}

/**
 * As `record`, for what people change of their own information, which is also kept as it was before, so that a change made by mistake or
 * by someone else can be undone. It is kept beside the journal, because it is erased with the account.
 */
export async function recordOwnChange(
  tx: Tx,
  context: Context,
  entry: Entry & { targetId: string },
  before: { [Field in keyof typeof accountFieldNames]?: string | null },
): Promise<void> {
  const journalId = await write(tx, context, { outcome: "done", ...entry })
  await tx.formerValues.create({ data: { journalId, accountId: entry.targetId, fields: before } })
}

/** Records an attempt that was refused. In a transaction, the refusal must be one that keeps what was written: see `refuseWithTrace`. */
export async function recordRefused(tx: Tx, context: Context, { cause, ...attempt }: Attempt & { cause: Cause | null }): Promise<void> {
  const repeated = await sameAttempt(tx, context, attempt, cause)
  if (repeated === null) await write(tx, context, { outcome: "refused", ...attempt, ...(cause ? { cause } : {}) })
  else
    await tx.repeatedAttempt.upsert({
      where: { journalId: repeated },
      create: { journalId: repeated, count: 2, lastAt: context.now },
      update: { count: { increment: 1 }, lastAt: context.now },
    })
}

const foldedFor = 24 * 3_600_000
/** Someone who tries one id after another: these rows say enough, and the rest is counted with the last. */
const mostTargets = 20

/**
 * The row of the same attempt within a day (same person or same network, action, cause and target), which counts this one too; null when it
 * is to be written. A thousand refused gestures must not write a thousand rows.
 */
async function sameAttempt(tx: Tx, context: Context, { action, targetId, structureId }: Attempt, cause: Cause | null) {
  const actorId = context.actor?.accountId ?? null
  const rows = await tx.journal.findMany({
    where: {
      action,
      outcome: "refused",
      reason: cause,
      actorId,
      realActorId: context.actor?.control?.accountId ?? null,
      ...(actorId ? {} : { ip: context.ip }),
      at: { gt: new Date(context.now.getTime() - foldedFor), lte: context.now },
    },
    orderBy: { id: "desc" },
    take: mostTargets,
    select: { id: true, targetId: true, structureId: true },
  })
  const same = rows.find((row) => row.targetId === (targetId ?? null) && row.structureId === (structureId ?? null))
  return same?.id ?? (rows.length < mostTargets ? null : (rows[0]?.id ?? null))
}

/** A refusal that leaves a row in the journal, written in the caller's transaction. */
export async function refuseWithTrace<Why extends Cause>(
  tx: Tx,
  context: Context,
  attempt: Attempt,
  refusal: Refusal<Why>,
): Promise<Refusal<Why>> {
  await recordRefused(tx, context, { ...attempt, cause: refusal.why })
  return keep(refusal)
}

type Row = Attempt & { outcome: Outcome; cause?: Cause; reason?: string | null; changes?: object }

async function write(tx: Tx, context: Context, { cause, reason, changes, ...row }: Row): Promise<bigint> {
  const { id } = await tx.journal.create({
    data: {
      at: context.now,
      actorId: context.actor?.accountId ?? null,
      realActorId: context.actor?.control?.accountId ?? null,
      ip: context.ip,
      requestId: context.requestId,
      reason: cause ?? reason ?? null,
      ...(changes ? { changes: changes as Prisma.InputJsonObject } : {}),
      ...row,
    },
    select: { id: true },
  })
  return id
}

/** Refuses as if someone else's affiliation did not exist, but records the attempt. */
export async function refuseAsUnknown(tx: Tx, context: Context, action: Action, affiliationId: string) {
  const target = await tx.affiliation.findUnique({ where: { id: affiliationId }, select: { structureId: true } })
  const attempt = { action, structureId: target?.structureId ?? null, targetId: affiliationId }
  return refuseWithTrace(tx, context, attempt, refuse("not-found"))
}

/** The same for a structure that does not belong to the actor. */
export function refuseStructureAsUnknown(tx: Tx, context: Context, action: Action, structureId: string) {
  return refuseWithTrace(tx, context, { action, structureId, targetId: structureId }, refuse("not-found"))
}

/** Refuses what a manager may not do in place of the person whose account they control. */
export async function refuseUnderControl(context: ActorContext): Promise<Refusal<"under-control">> {
  await recordRefused(db, context, { action: "account.control", targetId: context.actor.accountId, cause: "under-control" })
  return refuse("under-control")
}
