/** What managers do to the list of structures: create, edit, change types, close, reopen. */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { hold, holdById } from "@/lib/access/locks"
import type { Closure, Creation, Edition, TypesChange } from "@/lib/desk/structures/schema"
import type { ProofRefusal } from "@/lib/identity/credentials/operations"
import { asManager, asProvenManager } from "@/lib/identity/managers/operations"
import { cancelWithStructure } from "@/lib/membership/invitation-ends/operations"
import { tellOfRights } from "@/lib/membership/profils/operations"
import { move } from "@/lib/membership/transitions/operations"
import { isUniqueViolation, type Tx } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { rightsLost, structureChanges } from "@/lib/seam"
import { toLearn } from "@/lib/search/vocabulary/operations"
import { record } from "@/lib/trace/journal/operations"
import { queueMessage } from "@/lib/trace/messages/operations"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { fitting, rightsFit } from "@/lib/vocabulary/profils/rules"
import { type StructureType, structureRef, typesOf } from "@/lib/vocabulary/structures/rules"

type Done = { structureId: string }

/** Adds a new structure to the list. */
export async function createStructure(
  context: ActorContext,
  { siret, type, ...typed }: Creation,
): Promise<Result<Done, "not-found" | "already-listed">> {
  try {
    return await asManager(context, "structure.manage", { action: "structure.create" }, async (tx): Promise<Result<Done, never>> => {
      const { id } = await tx.structure.create({
        data: { siret, types: typesOf(type), ...stored(typed), createdAt: context.now },
        select: { id: true },
      })
      await record(tx, context, { action: "structure.create", structureId: id, targetId: id, changes: { siret, types: typesOf(type) } })
      await toLearn(tx, { structureId: id })
      return ok({ structureId: id })
    })
  } catch (error) {
    if (isUniqueViolation(error)) return refuse("already-listed")
    throw error
  }
}

/**
 * Edits the data of a structure. The form is refused when someone has changed the structure since it was shown, so that no editor
 * overwrites another.
 */
export function editStructure(
  context: ActorContext,
  { structureId, seen, ...typed }: Edition,
): Promise<Result<Done, "not-found" | "changed-meanwhile">> {
  return asManager(context, "structure.manage", { action: "structure.update", structureId, targetId: structureId }, async (tx) => {
    const before = await heldStructure(tx, structureId)
    if (!before) return refuse("not-found")
    if (before.updatedAt.toISOString() !== seen) return refuse("changed-meanwhile")
    await writeFields(tx, context, structureId, stored(typed))
    return ok({ structureId })
  })
}

export type Fields = Record<"sigle" | "enseigne" | "address" | "postcode" | "city", string | null> & { raisonSociale: string }

/** Writes the fields that differ, in the caller's transaction, which holds the structure; the journal keeps the values before and after. */
export async function writeFields(tx: Tx, context: ActorContext, structureId: string, fields: Partial<Fields>) {
  const before: Partial<Fields> = await tx.structure.findUniqueOrThrow({
    where: { id: structureId },
    select: { raisonSociale: true, sigle: true, enseigne: true, address: true, postcode: true, city: true },
  })
  const changed = (Object.keys(fields) as (keyof Fields)[]).filter((name) => fields[name] !== before[name])
  if (changed.length === 0) return
  const pick = (from: Partial<Fields>) => Object.fromEntries(changed.map((name) => [name, from[name] ?? null]))
  await tx.structure.update({ where: { id: structureId }, data: { ...pick(fields), updatedAt: later(context.now) } })
  await toLearn(tx, { structureId })
  await record(tx, context, {
    action: "structure.update",
    structureId,
    targetId: structureId,
    changes: { before: pick(before), after: pick(fields) },
  })
}

/** Two edits never have the same time, because a form compares this time to know whether it is out of date. */
function later(now: Date) {
  return new Date(Math.max(now.getTime(), Date.now()))
}

function stored({ raisonSociale, ...rest }: { raisonSociale: string } & Record<Exclude<keyof Fields, "raisonSociale">, string>): Fields {
  const { sigle, enseigne, address, postcode, city } = rest
  const orNull = (text: string) => text || null
  return {
    raisonSociale,
    sigle: orNull(sigle),
    enseigne: orNull(enseigne),
    address: orNull(address),
    postcode: orNull(postcode),
    city: orNull(city),
  }
}

/** Changes the types of a structure. Profils that need a type it loses are withdrawn in the same commit, and their holders are told. */
export function changeTypes(
  context: ActorContext,
  { structureId, type, people }: TypesChange,
): Promise<Result<Done, "not-found" | "changed-meanwhile">> {
  return asManager(context, "structure.manage", { action: "structure.set-types", structureId, targetId: structureId }, async (tx) => {
    if (!(await heldStructure(tx, structureId))) return refuse("not-found")
    const concerned = await losers(tx, structureId, typesOf(type))
    if (concerned.length !== people) return refuse("changed-meanwhile", String(concerned.length))
    await applyTypes(tx, context, structureId, typesOf(type))
    return ok({ structureId })
  })
}

/** The same in the caller's transaction, which holds the structure. Returns how many people lost a profil. */
export async function applyTypes(tx: Tx, context: ActorContext, structureId: string, types: StructureType[]): Promise<number> {
  const structure = await tx.structure.findUniqueOrThrow({
    where: { id: structureId },
    select: { types: true, raisonSociale: true, siret: true },
  })
  if (structure.types.toSorted().join() === types.toSorted().join()) return 0
  const concerned = await losers(tx, structureId, types)
  for (const { id, account, ...before } of concerned) {
    const after = fitting(before, types)
    await tx.affiliation.update({ where: { id }, data: after })
    await tellOfRights(tx, context, { account, structure, before, after })
    await record(tx, context, { action: "profils.set", structureId, targetId: id, changes: { before, after }, cause: "structure-types" })
  }
  if (!types.includes("prescripteur")) await forgetSuspended(tx, structureId)
  await rightsLost(
    tx,
    context,
    concerned.map(({ id }) => id),
  )
  await tx.structure.update({ where: { id: structureId }, data: { types, updatedAt: later(context.now) } })
  await record(tx, context, {
    action: "structure.set-types",
    structureId,
    targetId: structureId,
    changes: { before: structure.types, after: types, people: concerned.length },
  })
  await structureChanges(tx, context, structureId)
  return concerned.length
}

/** Suspended profils are those of a prescripteur: there is none to give back any more. */
async function forgetSuspended(tx: Tx, structureId: string) {
  await tx.affiliation.updateMany({
    where: { structureId, suspendedProfil: { not: null } },
    data: { suspendedProfil: null, suspendedAt: null },
  })
}

/** The people who would lose a profil with these types, held until the commit. */
async function losers(tx: Tx, structureId: string, types: readonly StructureType[]) {
  await hold(tx, "affiliation", Prisma.sql`structure_id = ${structureId}::uuid AND status = 'active'`, "own")
  const active = await tx.affiliation.findMany({
    where: { structureId, status: "active", OR: [{ rafaelProfil: { not: null } }, { isPrestataire: true }] },
    orderBy: { id: "asc" },
    select: {
      id: true,
      rafaelProfil: true,
      isEmployeur: true,
      isPrestataire: true,
      account: { select: { id: true, email: true, firstName: true } },
    },
  })
  return active.filter((rights) => !rightsFit(rights, types))
}

type ClosureRefusal = "not-found" | "already-closed" | "successor-unknown" | ProofRefusal

/**
 * Closes a structure: it cannot be chosen any more, requests that wait are refused with the reason, and its référents are told. People
 * stay attached, with their rights, until someone detaches them or merges the structure, so reopening loses nothing.
 */
export async function closeStructure(
  context: ActorContext,
  { structureId, reason, successor, currentPassword }: Closure,
): Promise<Result<Done, ClosureRefusal>> {
  const trace = { action: "structure.close", structureId, targetId: structureId } as const
  return asProvenManager(context, "structure.manage", trace, currentPassword, async (tx) => {
    const structure = await heldStructure(tx, structureId)
    if (!structure) return refuse("not-found")
    if (structure.state === "closed") return refuse("already-closed")
    const next = successor ? await tx.structure.findFirst({ where: { siret: successor, state: "active", NOT: { id: structureId } } }) : null
    if (successor && !next) return refuse("successor-unknown")
    await tx.structure.update({
      where: { id: structureId },
      data: { state: "closed", closedAt: context.now, successorId: next?.id ?? null, updatedAt: later(context.now) },
    })
    await refuseWaiting(tx, context, structure, reason)
    if (!next) await cancelWithStructure(tx, context, structureId)
    await tellReferents(tx, context, structure, { reason, successor: next?.raisonSociale ?? null })
    await record(tx, context, { ...trace, reason, changes: { successorId: next?.id ?? null } })
    await structureChanges(tx, context, structureId)
    return ok({ structureId })
  })
}

/** Opens a closed structure again. */
export function reopenStructure(
  context: ActorContext,
  { structureId }: Done,
): Promise<Result<Done, "not-found" | "not-closed" | "merged">> {
  const trace = { action: "structure.reopen", structureId, targetId: structureId } as const
  return asManager(context, "structure.manage", trace, async (tx) => {
    const structure = await heldStructure(tx, structureId)
    if (!structure) return refuse("not-found")
    if (structure.state === "active") return refuse("not-closed")
    if ((await tx.structureMerge.count({ where: { absorbedId: structureId, undoneAt: null } })) > 0) return refuse("merged")
    await tx.structure.update({
      where: { id: structureId },
      data: { state: "active", closedAt: null, successorId: null, updatedAt: later(context.now) },
    })
    await record(tx, context, trace)
    return ok({ structureId })
  })
}

type Held = NonNullable<Awaited<ReturnType<typeof heldStructure>>>

async function heldStructure(tx: Tx, structureId: string) {
  await holdById(tx, "structure", structureId, "change")
  return tx.structure.findUnique({ where: { id: structureId } })
}

async function refuseWaiting(tx: Tx, context: ActorContext, structure: Held, reason: string) {
  const waiting = await tx.affiliation.findMany({
    where: { structureId: structure.id, status: "pending", NOT: { accountId: context.actor.accountId } },
    orderBy: { id: "asc" },
    select: { id: true, account: { select: { id: true, email: true, firstName: true } } },
  })
  const decision = { decidedAt: context.now, decidedBy: context.actor.accountId, reason }
  for (const { id, account } of waiting) {
    if (!(await move(tx, context, "refuse", id, decision))) continue
    await queueMessage(tx, context.now, { email: account.email, accountId: account.id }, "request-refused", {
      ...structureRef(structure),
      firstName: account.firstName,
      by: formatName(context.actor),
      reason,
    })
    await record(tx, context, { action: "affiliation.refuse", structureId: structure.id, targetId: id, reason })
  }
}

async function tellReferents(tx: Tx, context: ActorContext, structure: Held, why: { reason: string; successor: string | null }) {
  const referents = await tx.affiliation.findMany({
    where: { structureId: structure.id, status: "active", isReferent: true, account: { disabledAt: null, erasedAt: null } },
    select: { account: { select: { id: true, email: true, firstName: true } } },
  })
  for (const { account } of referents)
    await queueMessage(tx, context.now, { email: account.email, accountId: account.id }, "structure-closed", {
      ...structureRef(structure),
      firstName: account.firstName,
      by: formatName(context.actor),
      ...why,
    })
}
