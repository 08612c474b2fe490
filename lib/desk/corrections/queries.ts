import "server-only"
import { type Actor, can } from "@/lib/access/permissions"
import { againstToday } from "@/lib/desk/corrections/rules"
import { differencesShape } from "@/lib/desk/corrections/schema"
import { db } from "@/lib/platform/db/client"

const shown = {
  id: true,
  proposed: true,
  message: true,
  createdAt: true,
  account: { select: { firstName: true, lastName: true, email: true } },
  structure: { select: { id: true, raisonSociale: true, siret: true } },
} as const

/** The correction of a structure that waits for the managers; null for anyone who may not send one. */
export async function pendingCorrectionOf(actor: Actor, structureId: string) {
  if (!can(actor, "correction.send", structureId)) return null
  const found = await db.correction.findFirst({ where: { structureId, status: "pending" }, select: shown })
  return found && { ...found, proposed: differencesShape.parse(found.proposed) }
}

/** All corrections that wait, oldest first; none for anyone but a manager. */
export async function pendingCorrections(actor: Actor) {
  if (!can(actor, "correction.decide")) return []
  const found = await db.correction.findMany({
    where: { status: "pending" },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { ...shown, structure: true },
  })
  return found.map((correction) => ({
    ...correction,
    proposed: againstToday(correction.structure, differencesShape.parse(correction.proposed)),
  }))
}
export type PendingCorrection = Awaited<ReturnType<typeof pendingCorrections>>[number]
