/** Absences that end, or lose their stand-in, with what made them possible. */
import "server-only"
import type { Context } from "@/lib/access/context"
import type { Tx } from "@/lib/platform/db/client"
import type { Prisma } from "@/lib/platform/generated/client"
import { record } from "@/lib/trace/journal/operations"
import { queueMessage } from "@/lib/trace/messages/operations"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { structureRef } from "@/lib/vocabulary/structures/rules"

const person = { select: { id: true, email: true, firstName: true, lastName: true, disabledAt: true, erasedAt: true } } as const
const about = {
  id: true,
  structureId: true,
  startsAt: true,
  endsAt: true,
  standInStatus: true,
  account: person,
  standIn: person,
  structure: { select: { raisonSociale: true, siret: true } },
} as const satisfies Prisma.AbsenceSelect

/** Someone is attached no more, or référent no more: their own absences end, and they stand in for nobody there if they left. */
export async function endWithAffiliation(tx: Tx, context: Context, affiliationId: string): Promise<void> {
  const { accountId, structureId, status } = await tx.affiliation.findUniqueOrThrow({
    where: { id: affiliationId },
    select: { accountId: true, structureId: true, status: true },
  })
  await endOwn(tx, context, { accountId, structureId })
  if (status !== "active") await loseStandIn(tx, context, { standInId: accountId, structureId })
}

/** The account is closed: its absences end, and it stands in for nobody. */
export async function endWithAccount(tx: Tx, context: Context, accountId: string): Promise<void> {
  await endOwn(tx, context, { accountId })
  await loseStandIn(tx, context, { standInId: accountId })
}

function notOver({ now }: Context) {
  return { endedAt: null, endsAt: { gt: now } } as const
}

async function endOwn(tx: Tx, context: Context, whose: Prisma.AbsenceWhereInput) {
  const ended = await tx.absence.updateManyAndReturn({
    where: { ...whose, ...notOver(context) },
    data: { endedAt: context.now },
    select: { id: true, structureId: true },
  })
  for (const { id, structureId } of ended) {
    await tellStandIn(tx, context, id)
    await record(tx, context, { action: "absence.end", structureId, targetId: id, cause: "referent-gone" })
  }
}

async function loseStandIn(tx: Tx, context: Context, whose: Prisma.AbsenceWhereInput) {
  const lost = await tx.absence.updateManyAndReturn({
    where: { ...whose, ...notOver(context), standInStatus: { in: ["asked", "accepted"] } },
    data: { standInStatus: "lost" },
    select: { id: true, structureId: true },
  })
  for (const { id, structureId } of lost) {
    await tellReferent(tx, context, id)
    await record(tx, context, { action: "absence.decline", structureId, targetId: id, cause: "stand-in-gone" })
  }
}

/** Tells whoever stood in, or was asked to, that it is over. */
export async function tellStandIn(tx: Tx, { now }: Context, absenceId: string): Promise<void> {
  const { standIn, standInStatus, account, structure } = await tx.absence.findUniqueOrThrow({ where: { id: absenceId }, select: about })
  if (!standIn || standIn.disabledAt || standIn.erasedAt || !["asked", "accepted"].includes(standInStatus)) return
  await queueMessage(tx, now, { email: standIn.email, accountId: standIn.id }, "absence-ended", {
    ...structureRef(structure),
    firstName: standIn.firstName,
    by: formatName(account),
  })
}

/** Tells the référent where whoever they asked stands now. */
export async function tellReferent(tx: Tx, { now }: Context, absenceId: string): Promise<void> {
  const absence = await tx.absence.findUniqueOrThrow({ where: { id: absenceId }, select: about })
  const { account, standIn, standInStatus, structure, structureId, startsAt, endsAt } = absence
  if (!standIn || account.disabledAt || account.erasedAt || standInStatus === "none" || standInStatus === "asked") return
  await queueMessage(tx, now, { email: account.email, accountId: account.id }, "absence-answered", {
    ...structureRef(structure),
    structureId,
    firstName: account.firstName,
    person: formatName(standIn),
    answer: standInStatus,
    since: startsAt.toISOString(),
    until: endsAt.toISOString(),
  })
}
