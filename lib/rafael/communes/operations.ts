/** The communes with where they are, from an open list. */
import "server-only"
import { db } from "@/lib/platform/db/client"
import { inPages } from "@/lib/platform/db/pages"
import type { Commune } from "@/lib/rafael/communes/rules"

const batchSize = 1000

/** Adds and changes communes. A commune of several postcodes comes in several rows: each adds its own. Places are then found anew. */
export async function keepCommunes(rows: AsyncIterable<Commune> | Iterable<Commune>): Promise<number> {
  const known = new Map<string, Commune>()
  for await (const row of rows) {
    const before = known.get(row.insee)
    known.set(row.insee, { ...row, postcodes: [...new Set([...(before?.postcodes ?? []), ...row.postcodes])] })
  }
  const communes = [...known.values()]
  for (let at = 0; at < communes.length; at += batchSize)
    await db.$executeRaw`
      INSERT INTO commune AS c (insee, name, postcodes, departement, latitude, longitude)
      SELECT insee, name, ARRAY(SELECT jsonb_array_elements_text(postcodes)), departement, latitude, longitude
        FROM jsonb_to_recordset(${JSON.stringify(communes.slice(at, at + batchSize))}::jsonb)
          AS r(insee text, name text, postcodes jsonb, departement text, latitude float8, longitude float8)
          ON CONFLICT (insee) DO UPDATE SET name = excluded.name, postcodes = excluded.postcodes, departement = excluded.departement,
             latitude = excluded.latitude, longitude = excluded.longitude`
  await findPlaces()
  return communes.length
}

/** Looks again where each place without coordinates of its own is: a trigger does it at each write. */
function findPlaces() {
  return inPages(
    (id, take) =>
      db.trainingPlace.findMany({ where: { latitude: null, id: { gt: id } }, orderBy: { id: "asc" }, take, select: { id: true } }),
    (ids) => db.$executeRaw`UPDATE training_place SET city = city WHERE id = ANY (${ids}::uuid[])`,
  )
}
