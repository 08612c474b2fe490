/** The file of structures that a manager sends: it is kept, looked at, then loaded by a job that may be stopped and run again. */
import "server-only"
import type { ActorContext, Context } from "@/lib/access/context"
import { can } from "@/lib/access/permissions"
import { type Columns, keptColumnsShape, type Start } from "@/lib/desk/import-files/schema"
import { foresee, importStructures } from "@/lib/desk/imports/operations"
import { absentFrom, type ColumnMap, guessColumns, type ImportReport, mapped } from "@/lib/desk/imports/rules"
import { asManager } from "@/lib/identity/managers/operations"
import { db, type Tx } from "@/lib/platform/db/client"
import { enqueue } from "@/lib/platform/db/jobs"
import { advance, concludeStep, runStep } from "@/lib/platform/db/kept-files"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { type CsvRow, csvHeader, csvRowsOf, UnreadableCsv } from "@/lib/platform/text/csv"
import { isWorkbook, textOf } from "@/lib/platform/text/encodings"
import { storable } from "@/lib/platform/text/storable"
import { record } from "@/lib/trace/journal/operations"

/** Keeps the file that a manager sent; no structure is created or changed yet. The caller has checked the file's size. */
export async function keepFile(
  context: ActorContext,
  { fileName, bytes }: { fileName: string; bytes: Uint8Array<ArrayBuffer> },
): Promise<Result<{ importId: string }, "not-found" | "no-header" | "workbook">> {
  if (can(context.actor, "structure.import") && isWorkbook(bytes)) return refuse("workbook")
  const text = textOf(bytes)
  const header = await csvHeader(text).catch(() => [])
  const isSound = header.length >= 2 && !header.some((name) => /\p{Cc}/u.test(name) || !name.isWellFormed())
  if (can(context.actor, "structure.import") && !isSound) return refuse("no-header")
  return asManager(
    context,
    "structure.import",
    { action: "structure.upload" },
    async (tx): Promise<Result<{ importId: string }, never>> => {
      const { id } = await tx.structureImport.create({
        data: {
          fileName: storable(fileName, 200),
          content: bytes,
          columns: { header, map: guessColumns(header) },
          total: Math.max(0, linesIn(bytes) - 1),
          createdBy: context.actor.accountId,
          createdAt: context.now,
        },
        select: { id: true },
      })
      await record(tx, context, { action: "structure.upload", targetId: id })
      return ok({ importId: id })
    },
  )
}

const [lineFeed, carriageReturn] = [0x0a, 0x0d]

/** About how many lines a file has, counted in its bytes: a text of twenty megabytes cut into lines would hold up everybody else. */
function linesIn(bytes: Uint8Array): number {
  const mark = bytes.includes(lineFeed) ? lineFeed : carriageReturn
  let count = 0
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + 1)) count += 1
  return bytes.at(-1) === mark || bytes.length === 0 ? count : count + 1
}

type StepRefusal = "not-found" | "changed-meanwhile"

/** Asks a job to read the file with these columns, without changing anything. */
export function checkImport(context: ActorContext, { importId, ...map }: Columns): Promise<Result<{ importId: string }, StepRefusal>> {
  return asManager(context, "structure.import", { action: "structure.check-import", targetId: importId }, async (tx) => {
    const found = await tx.structureImport.findUnique({ where: { id: importId }, select: { columns: true } })
    if (!found) return refuse("not-found")
    const { header } = keptColumnsShape.parse(found.columns)
    // The file does not have this column: the form is not the one that the page showed.
    if (Object.values(map).some((name) => name !== null && !header.includes(name))) return refuse("changed-meanwhile")
    const { count } = await tx.structureImport.updateMany({
      where: { id: importId, status: { in: ["uploaded", "checked", "failed"] }, content: { not: null } },
      data: { status: "checking", done: 0, error: null, columns: { header, map } },
    })
    if (count === 0) return refuse("changed-meanwhile")
    await record(tx, context, { action: "structure.check-import", targetId: importId })
    await enqueue(tx, "import-structures", { importId })
    return ok({ importId })
  })
}

/** Asks a job to load the file, as the check showed it. `overwritten`: the SIRET whose fields corrected by hand take the file's values. */
export function startImport(
  context: ActorContext,
  { importId, overwritten = [] }: Pick<Start, "importId"> & Partial<Start>,
): Promise<Result<{ importId: string }, StepRefusal>> {
  return asManager(context, "structure.import", { action: "structure.start-import", targetId: importId }, async (tx) => {
    const found = await tx.structureImport.findUnique({ where: { id: importId }, select: { columns: true } })
    if (!found) return refuse("not-found")
    const columns = { ...keptColumnsShape.parse(found.columns), overwritten: [...overwritten] }
    const { count } = await tx.structureImport.updateMany({
      where: { id: importId, status: "checked" },
      data: { status: "running", done: 0, createdBy: context.actor.accountId, columns },
    })
    if (count === 0) return refuse("changed-meanwhile")
    await record(tx, context, { action: "structure.start-import", targetId: importId })
    await enqueue(tx, "import-structures", { importId })
    return ok({ importId })
  })
}

/**
 * Cancels an import, even while the file is being loaded: the job then finds that the import is no longer its own, and rolls back what it
 * wrote.
 */
export function dropImport(context: ActorContext, { importId }: { importId: string }): Promise<Result<{ importId: string }, StepRefusal>> {
  return asManager(context, "structure.import", { action: "structure.drop-import", targetId: importId }, async (tx) => {
    if ((await tx.structureImport.count({ where: { id: importId } })) === 0) return refuse("not-found")
    const { count } = await tx.structureImport.updateMany({
      where: { id: importId, status: { notIn: ["done", "cancelled"] } },
      data: { status: "cancelled", content: null, finishedAt: context.now },
    })
    if (count === 0) return refuse("changed-meanwhile")
    await record(tx, context, { action: "structure.drop-import", targetId: importId })
    return ok({ importId })
  })
}

/**
 * The job: checks the file, or loads it. Killed half-way it leaves nothing, and starts again. When two workers run it at once, only one
 * does the work. It is never done twice, because the same commit marks the row as done. `isLast`: no other try follows, so after any error
 * the person who waits is told.
 */
export async function runImport(importId: string, context: Context, { isLast = false } = {}): Promise<void> {
  const found = await db.structureImport.findUnique({ where: { id: importId } })
  if (!found?.content || (found.status !== "checking" && found.status !== "running")) return
  const { status, content, createdBy } = found
  const { map, overwritten } = keptColumnsShape.parse(found.columns)
  const rows = () => mappedRows(textOf(content), map)
  const absent = absentFrom(map)
  const onProgress = (done: number) => advance(db, "structure_import", importId, status, done)
  const words = {
    unreadable: (error: unknown) =>
      error instanceof UnreadableCsv ? `Le fichier n’a pas pu être lu jusqu’au bout : ${error.message}` : null,
    givenUp: "Le fichier n’a pas pu être traité, et rien n’a été changé. Réessayez ; si cela continue, prévenez l’assistance.",
    isLast,
  }
  await runStep("structure_import", importId, status, words, async () => {
    const finish = (tx: Tx, report: ImportReport) => concludeStep(tx, "structure_import", importId, status, { report, now: context.now })
    if (status === "checking") await finish(db, await foresee(rows(), { absent, onProgress }))
    else await importStructures(rows(), { now: context.now, absent, overwritten, authorId: createdBy, onProgress, finish })
  })
}

async function* mappedRows(text: string, map: ColumnMap): AsyncGenerator<CsvRow> {
  for await (const { row, ...rest } of csvRowsOf(text)) yield { ...rest, row: mapped(row, map) as Record<string, string> }
}
