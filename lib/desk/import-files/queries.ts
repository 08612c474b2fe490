import "server-only"
import { type Actor, can } from "@/lib/access/permissions"
import { keptColumnsShape, reportShape } from "@/lib/desk/import-files/schema"
import { db, isUuid } from "@/lib/platform/db/client"
import { csvRowsOf, textOf } from "@/lib/platform/text/csv"

/** One import, without its file; null for anyone but a manager. */
export async function importOf(actor: Actor, importId: string) {
  if (!can(actor, "structure.import") || !isUuid(importId)) return null
  const found = await db.structureImport.findUnique({
    where: { id: importId },
    omit: { content: true },
    include: { author: { select: { firstName: true, lastName: true } } },
  })
  if (!found) return null
  const { columns, report, ...rest } = found
  return { ...rest, ...keptColumnsShape.parse(columns), report: report === null ? null : reportShape.parse(report) }
}

/** The first rows of a file, which help to recognise its columns. */
export async function firstRows(actor: Actor, importId: string): Promise<Record<string, string>[]> {
  if (!can(actor, "structure.import")) return []
  const found = await db.structureImport.findUnique({ where: { id: importId }, select: { content: true } })
  if (!found?.content) return []
  const head = textOf(found.content.subarray(0, 64_000)).split("\n").slice(0, 6).join("\n")
  const rows: Record<string, string>[] = []
  try {
    for await (const { row } of csvRowsOf(head)) if (rows.push(row) === 3) break
  } catch {
    // A file that cannot be read is reported by the check.
  }
  return rows
}

/** The latest imports; none for anyone but a manager. */
export async function latestImports(actor: Actor) {
  if (!can(actor, "structure.import")) return []
  return db.structureImport.findMany({
    orderBy: { createdAt: "desc" },
    take: 20,
    select: {
      id: true,
      fileName: true,
      status: true,
      createdAt: true,
      total: true,
      author: { select: { firstName: true, lastName: true } },
    },
  })
}
