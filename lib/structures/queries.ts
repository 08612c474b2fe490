import "server-only"
import { type Actor, can } from "@/lib/access/permissions"
import { db, isUuid } from "@/lib/platform/db/client"
import { countUpTo } from "@/lib/platform/db/counting"
import { Prisma } from "@/lib/platform/generated/client"
import { slice } from "@/lib/platform/http/search-params"
import { inFrenchOrder } from "@/lib/platform/text/french-order"
import { type FoundStructure, findStructures, mostFound } from "@/lib/search/ask/queries"
import { isValidSiret, type StructureType } from "@/lib/vocabulary/structures/rules"

/** One structure by its SIRET, for anyone. */
export function structureBySiret(siret: string) {
  if (!isValidSiret(siret)) return null
  return db.structure.findUnique({
    where: { siret },
    select: {
      id: true,
      siret: true,
      raisonSociale: true,
      sigle: true,
      enseigne: true,
      postcode: true,
      city: true,
      departement: true,
      types: true,
      state: true,
    },
  })
}

/** Whether a structure has this id. For callers that must know whether an address named someone else's structure or none. */
export async function structureExists(structureId: string) {
  return isUuid(structureId) && (await db.structure.count({ where: { id: structureId } })) > 0
}

/** A structure as those attached to it see it, with its référents; null for anyone else. */
export async function structureOf(actor: Actor, structureId: string) {
  if (!isUuid(structureId) || !can(actor, "structure.see", structureId)) return null
  return db.structure.findUnique({
    where: { id: structureId },
    select: {
      id: true,
      siret: true,
      raisonSociale: true,
      sigle: true,
      enseigne: true,
      address: true,
      postcode: true,
      city: true,
      departement: true,
      types: true,
      state: true,
      affiliations: {
        where: { status: "active", isReferent: true },
        orderBy: [{ personOrder: "asc" }, { id: "asc" }],
        select: { id: true, noticePace: true, account: { select: { id: true, firstName: true, lastName: true, disabledAt: true } } },
      },
    },
  })
}
export type OwnStructureCard = NonNullable<Awaited<ReturnType<typeof structureOf>>>

export type DirectoryLine = Omit<FoundStructure, "postcode"> & {
  id: string
  /** "Prénom NOM" of the référents who can answer; requests go to the managers when there is none. */
  referents: { firstName: string; lastName: string }[]
}

const perDirectoryPage = 25

/**
 * A page of the structures of the directory, for people signed in, and how many there are, counted up to `mostCounted`: in the order of their
 * names or, when a text is searched, the best matches first, as in the combobox. `letter`: the page where the names with this initial begin.
 */
export async function directoryOfStructures(
  _actor: Actor,
  {
    text,
    departement,
    type,
    letter,
    page,
  }: { text: string; departement: string; type: StructureType | null; letter: string | null; page: number },
) {
  const parts = [
    /^[0-9AB]{2,3}$/.test(departement) ? Prisma.sql`s.departement = ${departement}` : Prisma.sql`true`,
    type ? Prisma.sql`${type}::structure_type = ANY (s.types)` : Prisma.sql`true`,
  ]
  const answers = text.trim() ? await findStructures(text, mostFound) : null
  const found = answers?.structures.map(({ siret }) => siret) ?? null
  if (found) parts.push(Prisma.sql`s.siret = ANY (${found})`)
  const order = found ? Prisma.sql`array_position(${found}::text[], s.siret::text)` : Prisma.sql`s.name_folded, s.siret`
  const from = (more = Prisma.empty) => Prisma.sql`FROM structure s WHERE ${Prisma.join(parts, " AND ")}${more}`
  const [total, before] = await Promise.all([
    countUpTo(from()),
    letter && !found ? countUpTo(from(Prisma.sql` AND s.name_folded < ${letter}`)) : null,
  ])
  const of = slice(total, perDirectoryPage, before === null ? page : Math.floor(before / perDirectoryPage) + 1)
  const structures = await db.$queryRaw<DirectoryLine[]>`
    SELECT s.id, s.siret, s.raison_sociale AS "raisonSociale", s.sigle, s.enseigne, s.city, s.departement, s.types::text[] AS types, s.state,
           coalesce((SELECT json_agg(json_build_object('firstName', a.first_name, 'lastName', a.last_name) ORDER BY f.person_order)
                       FROM affiliation f JOIN account a ON a.id = f.account_id
                      WHERE f.structure_id = s.id AND f.status = 'active' AND f.is_referent
                        AND a.disabled_at IS NULL AND a.erased_at IS NULL AND a.bounced_at IS NULL), '[]') AS referents
      ${from()} ORDER BY ${order} LIMIT ${perDirectoryPage} OFFSET ${of.offset}`
  return { structures, departure: answers?.departure ?? null, ...of }
}

/** The départements where there are structures, for the filter. */
export async function departements() {
  const rows = await db.$queryRaw<{ departement: string }[]>`
    WITH RECURSIVE each AS (
      SELECT min(departement) AS departement FROM structure
      UNION ALL SELECT (SELECT min(departement) FROM structure WHERE departement > each.departement) FROM each WHERE departement IS NOT NULL)
    SELECT departement FROM each WHERE departement IS NOT NULL`
  return rows.map(({ departement }) => departement)
}

/** These structures by name, for those who know their ids already. */
export async function structuresNamed(ids: readonly string[]) {
  const structures = await db.structure.findMany({ where: { id: { in: [...ids] } }, select: { id: true, raisonSociale: true } })
  return inFrenchOrder(structures, ({ raisonSociale }) => raisonSociale)
}
