/** Codes with their labels, from the open lists. */
import "server-only"
import { db, transaction } from "@/lib/platform/db/client"
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

async function refreshOffer() {
  let after = "00000000-0000-0000-0000-000000000000"
  for (;;) {
    const courses = await db.course.findMany({
      where: { state: "published", id: { gt: after } },
      orderBy: { id: "asc" },
      take: batchSize,
      select: { id: true },
    })
    const last = courses.at(-1)
    if (!last) return
    after = last.id
    await transaction((tx) => tx.$queryRaw`SELECT 1 FROM (SELECT offer_refresh(${courses.map(({ id }) => id)}::uuid[])) AS done`)
  }
}
