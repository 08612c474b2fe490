import "server-only"
import { type Actor, can, referentStructureIds } from "@/lib/access/permissions"
import type { Fee } from "@/lib/parcourspro/campaigns/rules"
import type { MembershipStatus } from "@/lib/parcourspro/memberships/rules"
import { openYears } from "@/lib/parcourspro/memberships/rules"
import { containing, db } from "@/lib/platform/db/client"
import type { Prisma } from "@/lib/platform/generated/client"
import { offsetOf, pagesOf } from "@/lib/platform/http/search-params"
import { inFrenchOrder } from "@/lib/platform/text/french-order"

const perPage = 25

/** The years for which an adhesion may be asked at this day, the nearest first, with their prices. */
export async function yearsToAsk(today: Date) {
  const rows = await db.campaign.findMany({ select: { year: true, opensOn: true, charterVersion: true, fees: true } })
  return openYears(
    rows.map((row) => ({ ...row, fees: row.fees as Fee[] })),
    today,
  )
}

/** The actor's structures, each with its adhesions, the latest year first, and whether the actor asks for it. */
export async function ownMemberships(actor: Actor) {
  const referents = referentStructureIds(actor)
  const structures = await db.structure.findMany({
    where: { id: { in: actor.affiliations.map(({ structureId }) => structureId) } },
    select: {
      id: true,
      raisonSociale: true,
      state: true,
      memberships: {
        orderBy: { year: "desc" },
        take: 3,
        select: { year: true, status: true, askedAt: true, decidedAt: true, reason: true },
      },
    },
  })
  return inFrenchOrder(structures, ({ raisonSociale }) => raisonSociale).map((structure) => ({
    ...structure,
    isReferent: referents.includes(structure.id),
  }))
}

/** The adhesions of a structure, the latest year first: for its people and for managers; none for anyone else. */
export function membershipsOf(actor: Actor, structureId: string) {
  if (!can(actor, "structure.see", structureId)) return Promise.resolve([])
  return db.membership.findMany({
    where: { structureId },
    orderBy: { year: "desc" },
    take: 5,
    select: { year: true, status: true, reason: true },
  })
}

/** How many adhesions of each state each year has, the last five years, the latest first; none for anyone but a manager. */
export async function membershipCounts(actor: Actor): Promise<{ year: number; counts: Record<MembershipStatus, number> }[]> {
  if (!can(actor, "programme.manage")) return []
  const rows = await db.membership.groupBy({ by: ["year", "status"], _count: { structureId: true } })
  const years = [...new Set(rows.map(({ year }) => year))].toSorted((a, b) => b - a).slice(0, 5)
  const countOf = (year: number, status: MembershipStatus) =>
    rows.find((row) => row.year === year && row.status === status)?._count.structureId ?? 0
  return years.map((year) => ({
    year,
    counts: { asked: countOf(year, "asked"), accepted: countOf(year, "accepted"), refused: countOf(year, "refused") },
  }))
}

type Filters = { statut: MembershipStatus; annee: number | null; q: string; page: number }

/** A page of the adhesions, those asked for first first; none for anyone but a manager. */
export async function allMemberships(actor: Actor, { statut, annee, q, page }: Filters) {
  if (!can(actor, "programme.manage")) return { rows: [], total: 0, pages: 1 }
  const where: Prisma.MembershipWhereInput = {
    status: statut,
    ...(annee ? { year: annee } : {}),
    AND: q
      .split(/\s+/)
      .filter(Boolean)
      .map((word) => ({ structure: { raisonSociale: containing(word) } })),
  }
  const [total, rows] = await Promise.all([
    db.membership.count({ where }),
    db.membership.findMany({
      where,
      orderBy: [{ askedAt: "asc" }, { structureId: "asc" }],
      skip: offsetOf(page, perPage),
      take: perPage,
      select: {
        structureId: true,
        year: true,
        status: true,
        feeLabel: true,
        amount: true,
        invoiceContact: true,
        charterVersion: true,
        askedAt: true,
        decidedAt: true,
        reason: true,
        structure: { select: { raisonSociale: true, siret: true, departement: true } },
        asker: { select: { firstName: true, lastName: true } },
      },
    }),
  ])
  return { rows, total, pages: pagesOf(total, perPage) }
}
export type MembershipLine = Awaited<ReturnType<typeof allMemberships>>["rows"][number]
