import "server-only"
import { type Actor, can } from "@/lib/access/permissions"
import { lastDayOf } from "@/lib/membership/absences/rules"
import { db } from "@/lib/platform/db/client"
import type { Prisma } from "@/lib/platform/generated/client"
import { formatDay } from "@/lib/platform/time/dates"
import { formatName } from "@/lib/vocabulary/accounts/rules"

const name = { select: { firstName: true, lastName: true } } as const
const shown = {
  id: true,
  structureId: true,
  startsAt: true,
  endsAt: true,
  standInStatus: true,
  account: name,
  standIn: name,
} as const satisfies Prisma.AbsenceSelect

/** The actor's own absences from a structure that are not over, the next first; none for whoever is no référent there. */
export async function ownAbsences(actor: Actor, structureId: string, now: Date) {
  if (!can(actor, "absence.set", structureId)) return []
  return db.absence.findMany({
    where: { structureId, accountId: actor.accountId, endedAt: null, endsAt: { gt: now } },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    select: shown,
  })
}
export type ListedAbsence = Awaited<ReturnType<typeof ownAbsences>>[number]

/** Which référents of a structure are away at this moment, in words, by account; for those who may see its people. */
export async function awayNow(actor: Actor, structureId: string, now: Date): Promise<ReadonlyMap<string, string>> {
  if (!can(actor, "people.see", structureId)) return new Map()
  const away = await db.absence.findMany({
    where: { structureId, startsAt: { lte: now }, endsAt: { gt: now }, endedAt: null },
    select: { accountId: true, ...shown },
  })
  return new Map(
    away.map(({ accountId, standIn, standInStatus, ...absence }) => {
      const until = `Absent·e jusqu’au ${formatDay(lastDayOf(absence))}`
      return [accountId, standIn && standInStatus === "accepted" ? `${until}, suppléé·e par ${formatName(standIn)}` : until]
    }),
  )
}

/** What the actor is asked to stand in for, or has accepted, in their structures and not over yet. */
export function standInsAskedOf(actor: Actor, now: Date) {
  return db.absence.findMany({
    where: {
      standInId: actor.accountId,
      structureId: { in: actor.affiliations.map(({ structureId }) => structureId) },
      standInStatus: { in: ["asked", "accepted"] },
      endedAt: null,
      endsAt: { gt: now },
    },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    select: { ...shown, structure: { select: { raisonSociale: true } } },
  })
}
export type AskedStandIn = Awaited<ReturnType<typeof standInsAskedOf>>[number]
