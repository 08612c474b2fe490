/** Adding many rows at once. */
import type { Tx } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"

/**
 * Adds rows of one shape in one statement, under our names for the columns. They go as one JSON value: with a parameter for each value, as
 * `createMany` writes it, an import of formations took twice as long. What a row leaves out is NULL, not the default.
 */
export async function insertRows(
  tx: Tx,
  table: "course" | "delivery" | "training_place" | "training_session" | "meeting",
  rows: readonly object[],
) {
  const [first] = rows
  if (!first) return
  const columnOf = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  const columns = Prisma.raw(Object.keys(first).map(columnOf).join(", "))
  const named = rows.map((row) => Object.fromEntries(Object.entries(row).map(([field, value]) => [columnOf(field), value])))
  await tx.$executeRaw`
    INSERT INTO ${Prisma.raw(table)} (${columns})
    SELECT ${columns} FROM jsonb_populate_recordset(NULL::${Prisma.raw(table)}, ${JSON.stringify(named)}::jsonb)`
}
