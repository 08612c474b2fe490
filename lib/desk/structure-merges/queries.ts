import "server-only"
import { type Actor, can } from "@/lib/access/permissions"
import { db, isUuid } from "@/lib/platform/db/client"
import { isReduced, joined } from "@/lib/vocabulary/transfers/rules"

const name = { select: { id: true, raisonSociale: true, siret: true } } as const

/** The merges a structure took part in, the latest first; none for anyone but a manager. */
export async function mergesOf(actor: Actor, structureId: string) {
  if (!can(actor, "structure.manage")) return []
  return db.structureMerge.findMany({
    where: { OR: [{ keptId: structureId }, { absorbedId: structureId }] },
    orderBy: { mergedAt: "desc" },
    take: 20,
    select: {
      id: true,
      mergedAt: true,
      undoneAt: true,
      kept: name,
      absorbed: name,
      merger: { select: { firstName: true, lastName: true } },
    },
  })
}
export type OwnMerge = Awaited<ReturnType<typeof mergesOf>>[number]

/**
 * What merging would do to each person, before anything is done; null for anyone but a manager, or when one of the two structures does not
 * exist.
 */
export async function mergePreview(actor: Actor, keptId: string, absorbedId: string) {
  if (!can(actor, "structure.manage") || !isUuid(keptId) || !isUuid(absorbedId) || keptId === absorbedId) return null
  const held = { isReferent: true, rafaelProfil: true, isEmployeur: true, isPrestataire: true } as const
  const [kept, absorbed, open] = await Promise.all([
    db.structure.findUnique({ where: { id: keptId } }),
    db.structure.findUnique({ where: { id: absorbedId } }),
    db.affiliation.findMany({
      where: { structureId: absorbedId, status: { in: ["pending", "active"] } },
      orderBy: [{ personOrder: "asc" }, { id: "asc" }],
      select: { id: true, accountId: true, status: true, ...held, account: { select: { firstName: true, lastName: true, email: true } } },
    }),
  ])
  if (!kept || !absorbed) return null
  const there = await db.affiliation.findMany({
    where: { structureId: keptId, status: "active", accountId: { in: open.map(({ accountId }) => accountId) } },
    select: { accountId: true, ...held },
  })
  const lines = open.map((affiliation) => {
    const own = there.find(({ accountId }) => accountId === affiliation.accountId) ?? null
    const after = affiliation.status === "active" ? joined(own, affiliation, kept.types) : null
    return { ...affiliation, after, isThere: own !== null, isReduced: after !== null && isReduced(affiliation, after) }
  })
  return { kept, absorbed, lines }
}
