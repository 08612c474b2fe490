/** Codes with their labels, from the open lists. */
import "server-only"
import { db } from "@/lib/platform/db/client"
import { inPages } from "@/lib/platform/db/pages"
import type { Reference } from "@/lib/rafael/references/rules"

const batchSize = 1000

/** Adds and changes codes; those that a list no longer has stay, because courses may still say them. Courses are then found by their labels. */
export async function keepReferences(rows: readonly (Reference & { label: string })[]): Promise<number> {
  for (let at = 0; at < rows.length; at += batchSize)
    await db.$executeRaw`
      INSERT INTO reference_code AS known (kind, code, label)
      SELECT DISTINCT ON (kind, code) kind, code, label
        FROM jsonb_to_recordset(${JSON.stringify(rows.slice(at, at + batchSize))}::jsonb) AS r(kind text, code text, label text)
          ON CONFLICT (kind, code) DO UPDATE SET label = excluded.label WHERE known.label <> excluded.label`
  await refreshOffer()
  return rows.length
}

function refreshOffer() {
  return inPages(
    (id, take) => db.course.findMany({ where: { state: "published", id: { gt: id } }, orderBy: { id: "asc" }, take, select: { id: true } }),
    (ids) => db.$queryRaw`SELECT offer_refresh(${ids}::uuid[])::text`,
  )
}
