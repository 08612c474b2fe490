/** What ParcoursPro answers when something ends or moves below it (docs/decisions/0052), in the transaction of the gesture. */
import "server-only"
import * as z from "zod/mini"
import type { Context } from "@/lib/access/context"
import type { living, Status } from "@/lib/parcourspro/states/rules"
import { type Concerned, follow, holdRegistrations, tellPerson, tellProvider } from "@/lib/parcourspro/steps/operations"
import type { Tx } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import type { Cause } from "@/lib/trace/journal/catalogue"

/** What goes on, and has not begun: what began is the provider's to note. */
const goingOn = (now: Date) => Prisma.sql`registration_lives(status) AND session_id IN (
  SELECT s.id FROM event_session s WHERE s.starts_at IS NULL OR s.starts_at > ${now} OR registration.status <> 'confirmed')`

/** These affiliations ended, changed profil, or their account was closed: people who are not of the structure any more do not come for it. */
export async function rightsLost(tx: Tx, context: Context, affiliationIds: readonly string[]): Promise<void> {
  await holdFollowed(tx, affiliationIds)
  const ended = await tx.affiliation.findMany({
    where: { id: { in: [...affiliationIds] } },
    orderBy: { id: "asc" },
    select: { accountId: true, structureId: true, status: true, account: { select: { disabledAt: true, erasedAt: true } } },
  })
  for (const { accountId, structureId, status, account } of ended) {
    if (status === "active" && !account.disabledAt && !account.erasedAt) continue
    const theirs = await holdRegistrations(
      tx,
      Prisma.sql`account_id = ${accountId}::uuid AND structure_id = ${structureId}::uuid AND ${goingOn(context.now)}`,
    )
    await endAll(tx, context, theirs, "not-active", "Votre rattachement à cette structure a pris fin.")
  }
}

/** Holds, in their order, all that these affiliations are registered for: before several of them end in one gesture. */
export async function holdFollowed(tx: Tx, affiliationIds: readonly string[]): Promise<void> {
  await holdRegistrations(
    tx,
    Prisma.sql`registration_lives(status) AND EXISTS (SELECT FROM affiliation f WHERE f.id = ANY (${[...affiliationIds]}::uuid[])
      AND f.account_id = registration.account_id AND f.structure_id = registration.structure_id)`,
  )
}

async function endAll(tx: Tx, context: Context, theirs: Concerned[], cause: Cause, words: string) {
  for (const one of theirs) {
    if (!(await follow(tx, context, one, { arrow: "withdraw", side: "portal", cause }))) continue
    await tellPerson(tx, context, one, "withdrawn", words)
    if (one.status !== "requested") await tellProvider(tx, context, one, "withdrawn")
  }
}

type Accounts = { keptId: string; absorbedId: string }

/**
 * One account takes over that of the same person: its registrations too. Where both ask for the same action, the further one stays. Returns what moved,
 * for `affiliationsPart`.
 */
export async function affiliationsMove(
  tx: Tx,
  context: Context,
  _moves: unknown,
  { keptId, absorbedId }: Accounts,
): Promise<z.infer<typeof registrationsShape>> {
  const both = [keptId, absorbedId]
  const living = await holdRegistrations(tx, Prisma.sql`account_id = ANY (${both}::uuid[]) AND registration_lives(status)`)
  for (const one of living.filter(({ accountId }) => accountId === absorbedId)) {
    const twin = living.find(({ accountId, eventId }) => accountId === keptId && eventId === one.eventId)
    if (!twin) continue
    const lesser = distance(one) > distance(twin) ? twin : one
    if (await follow(tx, context, lesser, { arrow: "withdraw", side: "portal", cause: "account-merge" }))
      await tellProvider(tx, context, lesser, "withdrawn")
  }
  const theirs = await tx.registration.findMany({ where: { accountId: absorbedId }, select: { id: true } })
  await tx.registration.updateMany({ where: { accountId: absorbedId }, data: { accountId: keptId } })
  return { registrations: theirs.map(({ id }) => id) }
}

const registrationsShape = z.object({ registrations: z.array(z.string()) })

/** The merge is undone: the registrations that moved and are still there go back. One that gave way to its twin stays withdrawn. */
export async function affiliationsPart(
  tx: Tx,
  _context: Context,
  _moves: unknown,
  { keptId, absorbedId }: Accounts,
  answer: unknown,
): Promise<void> {
  const { registrations } = registrationsShape.parse(answer ?? { registrations: [] })
  await holdRegistrations(tx, Prisma.sql`id = ANY (${registrations}::uuid[])`)
  await tx.registration.updateMany({ where: { id: { in: registrations }, accountId: keptId }, data: { accountId: absorbedId } })
}

/** How far each state has come: the further one of two stays. */
const further: Record<(typeof living)[number], number> = { confirmed: 5, offered: 4, waitlisted: 3, employer_accepted: 2, requested: 1 }
const distance = ({ status, rank }: { status: Status; rank: number | null }) =>
  ((further as Partial<Record<Status, number>>)[status] ?? 0) - (rank ?? 0) / 1_000_000

/** A structure closed: nobody comes for it any more. What it gives is seen by managers, who take it up. */
export async function structureChanges(tx: Tx, context: Context, structureId: string): Promise<void> {
  const { state } = await tx.structure.findUniqueOrThrow({ where: { id: structureId }, select: { state: true } })
  if (state === "active") return
  const theirs = await holdRegistrations(tx, Prisma.sql`structure_id = ${structureId}::uuid AND ${goingOn(context.now)}`)
  await endAll(tx, context, theirs, "structure-closed", "La structure pour laquelle vous veniez est fermée.")
}

const movedShape = z.object({ events: z.array(z.string()), registrations: z.array(z.string()), years: z.array(z.number()) })
type Moved = z.infer<typeof movedShape>
type Pair = { keptId: string; absorbedId: string }

/** Two structures become one: what one gives, who comes for it and its adhesions go with the people. Returns what moved. */
export async function structuresMerge(tx: Tx, _context: Context, { keptId, absorbedId }: Pair): Promise<Moved> {
  await holdBoth(tx, { keptId, absorbedId })
  const [events, registrations, kept, absorbed] = await Promise.all([
    tx.event.findMany({ where: { providerId: absorbedId }, select: { id: true } }),
    tx.registration.findMany({ where: { structureId: absorbedId }, select: { id: true } }),
    tx.membership.findMany({ where: { structureId: keptId }, select: { year: true } }),
    tx.membership.findMany({ where: { structureId: absorbedId }, select: { year: true } }),
  ])
  const moved = {
    events: events.map(({ id }) => id),
    registrations: registrations.map(({ id }) => id),
    years: absorbed.map(({ year }) => year).filter((year) => !kept.some((own) => own.year === year)),
  }
  await moveTo(tx, { from: absorbedId, to: keptId }, moved)
  return moved
}

/** A merge is undone: what it had moved and is still there goes back. */
export async function structuresPart(tx: Tx, _context: Context, { keptId, absorbedId }: Pair, answer: unknown): Promise<void> {
  await holdBoth(tx, { keptId, absorbedId })
  const moved = movedShape.safeParse(answer)
  if (moved.success) await moveTo(tx, { from: keptId, to: absorbedId }, moved.data)
}

async function moveTo(tx: Tx, { from, to }: { from: string; to: string }, { events, registrations, years }: Moved) {
  await tx.event.updateMany({ where: { id: { in: events }, providerId: from }, data: { providerId: to } })
  await tx.registration.updateMany({ where: { id: { in: registrations }, structureId: from }, data: { structureId: to } })
  await tx.membership.updateMany({ where: { year: { in: years }, structureId: from }, data: { structureId: to } })
}

async function holdBoth(tx: Tx, { keptId, absorbedId }: Pair) {
  const both = [keptId, absorbedId]
  await holdRegistrations(
    tx,
    Prisma.sql`structure_id = ANY (${both}::uuid[]) OR event_id IN (SELECT e.id FROM event e WHERE e.provider_id = ANY (${both}::uuid[]))`,
  )
}

/** Someone's account is erased: what they wrote goes with it, whether they needed an adaptation, and what was said of them. */
export async function accountErased(tx: Tx, accountId: string): Promise<void> {
  const reason = "Raison effacée avec le compte."
  await tx.registration.updateMany({ where: { accountId }, data: { expectations: "", needsAdaptation: false } })
  await tx.registration.updateMany({ where: { accountId, NOT: { reason: null } }, data: { reason } })
  await tx.registrationStep.updateMany({ where: { registration: { accountId }, NOT: { reason: null } }, data: { reason } })
  await tx.membership.updateMany({ where: { askedBy: accountId }, data: { invoiceContact: "" } })
}
