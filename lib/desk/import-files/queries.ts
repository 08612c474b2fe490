import "server-only"
import { type Actor, can } from "@/lib/access/permissions"
import { keptColumnsShape, reportShape } from "@/lib/desk/import-files/schema"
import { db, isUuid } from "@/lib/platform/db/client"
import { csvRowsOf } from "@/lib/platform/text/csv"
import { type Encoding, encodingOf, textOf } from "@/lib/platform/text/encodings"

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

/** `guessed`: a file of an old Excel does not say in which encoding it is; how it is read, and words of it to judge by. */
type Beginning = { rows: Record<string, string>[]; guessed: { encoding: Encoding; words: string[] } | null }

/** The first rows of a file, which help to recognise its columns. */
export async function beginningOf(actor: Actor, importId: string): Promise<Beginning> {
  const nothing = { rows: [], guessed: null }
  if (!can(actor, "structure.import")) return nothing
  const found = await db.structureImport.findUnique({ where: { id: importId }, select: { content: true } })
  if (!found?.content) return nothing
  // The whole file shows its encoding better than its beginning.
  const encoding = encodingOf(found.content)
  const head = textOf(found.content.subarray(0, 64_000), encoding)
  const rows: Record<string, string>[] = []
  try {
    for await (const { row } of csvRowsOf(head, 4)) if (rows.push(row) === 3) break
  } catch {
    // A file that cannot be read is reported by the check.
  }
  const words = head.match(/[^\n\r;,\t"]*[\u0080-\uffff][^\n\r;,\t"]*/g) ?? []
  return { rows, guessed: encoding.startsWith("utf") ? null : { encoding, words: [...new Set(words)].slice(0, 3) } }
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
