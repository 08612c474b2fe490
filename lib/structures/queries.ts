import "server-only"
import { db } from "@/lib/platform/db"
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

/**
 * The structures that answer to `text`, best first, closed ones included: by SIRET or SIREN (from 4 digits, spaces and
 * dots allowed), else every word must begin a word of the name, sigle, enseigne, commune or postcode; else the nearest
 * by trigrams.
 */
export async function searchStructures(text: string, limit: number): Promise<FoundStructure[]> {
  const query = text.toWellFormed().replaceAll("\0", " ").slice(0, maxLength).trim()
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
