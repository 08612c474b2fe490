import "server-only"
import { type Actor, can } from "@/lib/access/permissions"
import { db, isUuid, storable } from "@/lib/platform/db"
import { Prisma } from "@/lib/platform/generated/client"
import { offsetOf } from "@/lib/platform/search-params"
import { isValidSiret, type StructureType } from "@/lib/structures/rules"

/** What anyone may know of a structure: never who works there. */
export type FoundStructure = {
  siret: string
  raisonSociale: string
  sigle: string | null
  enseigne: string | null
  codePostal: string | null
  commune: string | null
  departement: string | null
  types: StructureType[]
  state: "active" | "closed"
}

const maxLength = 100
const maxWords = 8
/** More answers than anyone reads: what a filter of a list then looks through. */
export const mostFound = 2000

/**
 * The structures that answer to `text`, best first, closed ones included: by SIRET or SIREN (from 4 digits, spaces and
 * dots allowed), else every word must begin a word of the name, sigle, enseigne, commune or postcode; else the nearest
 * by trigrams.
 */
export async function searchStructures(text: string, limit: number): Promise<FoundStructure[]> {
  const query = storable(text, maxLength).trim()
  if (!/[\p{L}\p{N}]/u.test(query)) return []
  const digits = query.replace(/[\s.\u00a0\u202f]/g, "")
  if (/^[0-9]{4,14}$/.test(digits)) {
    const bySiret = await findBySiretPrefix(digits, limit)
    if (bySiret.length > 0) return bySiret
  }
  const byWords = await findByWords(query, limit)
  return byWords.length > 0 ? byWords : findByLikeness(query, limit)
}

function findBySiretPrefix(digits: string, limit: number) {
  return db.$queryRaw<FoundStructure[]>`
    SELECT siret, raison_sociale AS "raisonSociale", sigle, enseigne, postcode AS "codePostal", city AS commune, departement,
           types::text[] AS types, state
      FROM structure WHERE siret LIKE ${`${digits}%`}
     ORDER BY (state = 'active') DESC, siret LIMIT ${limit}`
}

/** Exact name or sigle before beginning of name before the rest; in each, active first, then by name and place. */
function findByWords(query: string, limit: number) {
  return db.$queryRaw<FoundStructure[]>`
    WITH asked AS (
      SELECT fold(${query}) AS folded,
             (SELECT string_agg(quote_literal(word) || ':*', ' & ')::tsquery
                FROM (SELECT word FROM unnest(string_to_array(fold(${query}), ' ')) word WHERE word <> '' LIMIT ${maxWords}) w) AS words)
    SELECT siret, raison_sociale AS "raisonSociale", sigle, enseigne, postcode AS "codePostal", city AS commune, departement,
           types::text[] AS types, state
      FROM structure, asked
     WHERE structure.words @@ (SELECT asked.words FROM asked)
     ORDER BY CASE
         WHEN name_folded = asked.folded OR sigle_folded = replace(asked.folded, ' ', '') THEN 0
         WHEN starts_with(name_folded, asked.folded) OR starts_with(sigle_folded, asked.folded) THEN 1
         ELSE 2 END,
       (state = 'active') DESC, name_folded, city, siret
     LIMIT ${limit}`
}

function findByLikeness(query: string, limit: number) {
  return db.$queryRaw<FoundStructure[]>`
    SELECT siret, raison_sociale AS "raisonSociale", sigle, enseigne, postcode AS "codePostal", city AS commune, departement,
           types::text[] AS types, state
      FROM structure WHERE fold(${query}) <% text_folded
     ORDER BY word_similarity(fold(${query}), text_folded) DESC, (state = 'active') DESC, name_folded, siret
     LIMIT ${limit}`
}

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

/** Whether an id is a structure's, for those who must know if an address was someone else's or none. */
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
        orderBy: [{ account: { lastName: "asc" } }, { id: "asc" }],
        select: { id: true, noticePace: true, account: { select: { id: true, firstName: true, lastName: true, disabledAt: true } } },
      },
    },
  })
}
export type OwnStructureCard = NonNullable<Awaited<ReturnType<typeof structureOf>>>

export type DirectoryLine = Omit<FoundStructure, "commune" | "codePostal"> & {
  id: string
  city: string | null
  /** "Prénom NOM" of the référents who can answer; requests go to the managers when there is none. */
  referents: { firstName: string; lastName: string }[]
}

const perDirectoryPage = 10

/** The structures of the directory by name, for people signed in; a text narrows them as the combobox does. */
export async function directoryOfStructures(
  _actor: Actor,
  { text, departement, type, page }: { text: string; departement: string; type: StructureType | null; page: number },
) {
  const parts = [
    /^[0-9AB]{2,3}$/.test(departement) ? Prisma.sql`s.departement = ${departement}` : Prisma.sql`true`,
    type ? Prisma.sql`${type}::structure_type = ANY (s.types)` : Prisma.sql`true`,
  ]
  if (text.trim()) {
    const found = await searchStructures(text, mostFound)
    parts.push(Prisma.sql`s.siret = ANY (${found.map(({ siret }) => siret)})`)
  }
  const rows = await db.$queryRaw<DirectoryLine[]>`
    SELECT s.id, s.siret, s.raison_sociale AS "raisonSociale", s.sigle, s.enseigne, s.city, s.departement, s.types::text[] AS types, s.state,
           coalesce((SELECT json_agg(json_build_object('firstName', a.first_name, 'lastName', a.last_name) ORDER BY f.person_order)
                       FROM affiliation f JOIN account a ON a.id = f.account_id
                      WHERE f.structure_id = s.id AND f.status = 'active' AND f.is_referent
                        AND a.disabled_at IS NULL AND a.erased_at IS NULL AND a.bounced_at IS NULL), '[]') AS referents
      FROM structure s WHERE ${Prisma.join(parts, " AND ")}
     ORDER BY s.name_folded, s.siret LIMIT ${perDirectoryPage + 1} OFFSET ${offsetOf(page, perDirectoryPage)}`
  return { structures: rows.slice(0, perDirectoryPage), hasMore: rows.length > perDirectoryPage }
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

/** The ids of the structures every word of a text begins a word of, best-named first. */
export async function structuresNamed(text: string, limit: number): Promise<string[]> {
  const found = await db.$queryRaw<{ id: string }[]>`
    WITH asked AS (
      SELECT (SELECT string_agg(quote_literal(word) || ':*', ' & ')::tsquery
                FROM (SELECT word FROM unnest(string_to_array(fold(${storable(text, maxLength)}), ' ')) word WHERE length(word) > 1 LIMIT ${maxWords}) w) AS words)
    SELECT id FROM structure, asked WHERE structure.words @@ asked.words ORDER BY name_folded, siret LIMIT ${limit}`
  return found.map(({ id }) => id)
}
