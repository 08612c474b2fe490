/** The structures as managers find and read them. */
import "server-only"
import { type Actor, can } from "@/lib/access/permissions"
import type { Trouble } from "@/lib/desk/structure-dossiers/rules"
import type { StructureParams } from "@/lib/desk/structure-dossiers/schema"
import type { Delay } from "@/lib/membership/answer-delays/rules"
import { reachableReferents } from "@/lib/membership/referents/queries"
import { db, isUuid } from "@/lib/platform/db/client"
import { countUpTo } from "@/lib/platform/db/counting"
import { Prisma } from "@/lib/platform/generated/client"
import { slice } from "@/lib/platform/http/search-params"
import { begunBefore } from "@/lib/platform/time/working-days"
import { findStructures, mostFound } from "@/lib/search/ask/queries"
import { rightsFit } from "@/lib/vocabulary/profils/rules"
import type { StructureType } from "@/lib/vocabulary/structures/rules"

const perPage = 25

export type ManagedStructure = {
  id: string
  siret: string
  raisonSociale: string
  sigle: string | null
  city: string | null
  departement: string | null
  types: StructureType[]
  state: "active" | "closed"
  people: number
  referents: number
  waiting: number
  /** How its requests are answered, by the measure of the night; null when they are too few. */
  delay: Delay | null
}

/**
 * A page of the structures as managers list them, by name, with how many people they have, and how many structures there are, counted up to
 * `mostCounted`; none for anyone else. `lettre`: the page where the names with this initial begin.
 */
export async function structuresForManagers(actor: Actor, asked: StructureParams, now: Date) {
  const { q, departement, type, etat, souci, lettre } = asked
  if (!can(actor, "structure.manage")) return { structures: [], departure: null, ...slice(0, perPage, 1) }
  const parts = [Prisma.sql`true`]
  if (/^[0-9AB]{2,3}$/.test(departement)) parts.push(Prisma.sql`s.departement = ${departement}`)
  if (type) parts.push(Prisma.sql`${type}::structure_type = ANY (s.types)`)
  if (etat) parts.push(Prisma.sql`s.state = ${etat}::structure_state`)
  if (souci) parts.push(troubled(souci, now))
  const answers = q.trim() ? await findStructures(q, mostFound) : null
  const found = answers?.structures.map(({ siret }) => siret) ?? null
  if (found) parts.push(Prisma.sql`s.siret = ANY (${found})`)
  // Search results keep the order of the search: the best answer comes first.
  const slowestFirst = Prisma.sql`(SELECT d.median_days FROM answer_delay d WHERE d.scope = 'structure' AND d.key = s.id::text) DESC NULLS FIRST, s.name_folded, s.siret`
  const order = found
    ? Prisma.sql`array_position(${found}::text[], s.siret::text)`
    : souci === "lente"
      ? slowestFirst
      : Prisma.sql`s.name_folded, s.siret`
  const from = (more = Prisma.empty) => Prisma.sql`FROM structure s WHERE ${Prisma.join(parts, " AND ")}${more}`
  const [total, before] = await Promise.all([
    countUpTo(from()),
    lettre && !found ? countUpTo(from(Prisma.sql` AND s.name_folded < ${lettre}`)) : null,
  ])
  const of = slice(total, perPage, before === null ? asked.page : Math.floor(before / perPage) + 1)
  const structures = await db.$queryRaw<ManagedStructure[]>`
    SELECT s.id, s.siret, s.raison_sociale AS "raisonSociale", s.sigle, s.city, s.departement, s.types::text[] AS types, s.state,
           (SELECT count(*)::int FROM affiliation f WHERE f.structure_id = s.id AND f.status = 'active') AS people,
           (SELECT count(*)::int FROM affiliation f WHERE f.structure_id = s.id AND f.is_referent) AS referents,
           (SELECT count(*)::int FROM affiliation f WHERE f.structure_id = s.id AND f.status = 'pending') AS waiting,
           (SELECT json_build_object('requests', d.requests, 'medianDays', d.median_days, 'withinTwo', d.within_two)
              FROM answer_delay d WHERE d.scope = 'structure' AND d.key = s.id::text) AS delay
      FROM (SELECT s.* ${from()} ORDER BY ${order} LIMIT ${perPage} OFFSET ${of.offset}) s
     ORDER BY ${order}`
  return { structures, departure: answers?.departure ?? null, ...of }
}

const absentAfter = 90 * 24 * 3_600_000

/** The condition that a structure, `s`, has this trouble. It starts from the affiliations, because most structures have nobody. */
export function troubled(trouble: Trouble, now: Date): Prisma.Sql {
  const attached = Prisma.sql`s.state = 'active' AND s.id IN (SELECT structure_id FROM affiliation WHERE status = 'active')`
  switch (trouble) {
    case "sans-referent":
      return Prisma.sql`${attached} AND NOT EXISTS (SELECT FROM affiliation f WHERE f.structure_id = s.id AND f.is_referent)`
    case "un-seul":
      return Prisma.sql`${attached}
        AND (SELECT count(*) FROM affiliation f WHERE f.structure_id = s.id AND f.is_referent) = 1
        AND (SELECT count(*) FROM affiliation f WHERE f.structure_id = s.id AND f.status = 'active') > 1`
    case "referent-absent":
      return Prisma.sql`${attached} AND EXISTS (SELECT FROM affiliation f WHERE f.structure_id = s.id AND f.is_referent)
        AND NOT EXISTS (${reachableReferents(Prisma.sql`s.id`)} AND a.last_used_at >= ${new Date(now.getTime() - absentAfter)})`
    case "sans-profil":
      return Prisma.sql`s.state = 'active' AND s.id IN (SELECT structure_id FROM affiliation
        WHERE status = 'active' AND rafael_profil IS NULL AND NOT is_employeur AND NOT is_prestataire)`
    case "lente":
      return Prisma.sql`s.state = 'active' AND s.id IN (SELECT key::uuid FROM answer_delay WHERE scope = 'structure' AND (median_days > 5 OR median_days IS NULL))`
    case "attente":
      return Prisma.sql`s.id IN (SELECT structure_id FROM affiliation WHERE status = 'pending' AND requested_at < ${begunBefore(now, 5)})`
  }
}

/** What managers see of a structure besides its card: its predecessors and successor, its référents, and when it last changed. */
export async function managedStructure(actor: Actor, structureId: string) {
  if (!can(actor, "structure.manage") || !isUuid(structureId)) return null
  const name = { select: { id: true, raisonSociale: true, siret: true } } as const
  return db.structure.findUnique({
    where: { id: structureId },
    include: {
      successor: name,
      predecessors: name,
      _count: { select: { affiliations: { where: { status: "pending" } } } },
      affiliations: {
        where: { status: "active", isReferent: true },
        orderBy: [{ personOrder: "asc" }, { id: "asc" }],
        select: {
          id: true,
          account: {
            select: {
              id: true,
              firstName: true,
              lastName: true,
              email: true,
              phone: true,
              createdAt: true,
              disabledAt: true,
              bouncedAt: true,
              lastUsedAt: true,
            },
          },
        },
      },
    },
  })
}
export type ManagedStructureFile = NonNullable<Awaited<ReturnType<typeof managedStructure>>>

/** The people who would lose a profil with these types, before anything is done; empty for anyone but a manager. */
export async function losersOf(actor: Actor, structureId: string, types: readonly StructureType[]) {
  if (!can(actor, "structure.manage")) return []
  const active = await db.affiliation.findMany({
    where: { structureId, status: "active", OR: [{ rafaelProfil: { not: null } }, { isPrestataire: true }] },
    orderBy: [{ personOrder: "asc" }, { id: "asc" }],
    select: {
      id: true,
      rafaelProfil: true,
      isEmployeur: true,
      isPrestataire: true,
      account: { select: { firstName: true, lastName: true, email: true } },
    },
  })
  return active.filter((rights) => !rightsFit(rights, types))
}
export type Loser = Awaited<ReturnType<typeof losersOf>>[number]
