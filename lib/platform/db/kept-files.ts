/** The engine of imports: a file that someone sent is kept in a row, and a job reads it, once to tell what it would do, once to do it. */
import "server-only"
import { db, type Tx } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { log } from "@/lib/platform/process/log"

/** The tables that keep such files: both have `status`, `content`, `done`, `report`, `error` and `finished_at`. */
export type KeptFiles = "structure_import" | "offer_import"
/** What a job does: it reads without changing anything, or it loads. */
export type ReadingStep = "checking" | "running"

/** Another worker runs or has run this import, or someone cancelled it. */
class NotOurs extends Error {}

async function update(tx: Tx, files: KeptFiles, id: string, step: ReadingStep, values: Prisma.Sql, more = Prisma.empty) {
  const count = await tx.$executeRaw`
    UPDATE ${Prisma.raw(files)} SET ${values} WHERE id = ${id}::uuid AND status = ${step}::import_status ${more}`
  if (count === 0) throw new NotOurs()
}

/** Writes how far a step is. Throws `NotOurs` when the import went elsewhere. */
export function advance(tx: Tx, files: KeptFiles, id: string, step: ReadingStep, done: number): Promise<void> {
  return update(tx, files, id, step, Prisma.sql`done = ${done}`)
}

/**
 * Takes the part of a load from `after` to `done`, first thing in the transaction that does it: another worker that wants the same part
 * waits for the commit, then finds that it is done, and stops (`NotOurs`).
 */
export function takePart(tx: Tx, files: KeptFiles, id: string, { after, done }: { after: number; done: number }): Promise<void> {
  return update(tx, files, id, "running", Prisma.sql`done = ${done}`, Prisma.sql`AND done = ${after}`)
}

/** What a load has done so far, committed with its last part. */
export function reportPart(tx: Tx, files: KeptFiles, id: string, report: object): Promise<void> {
  return update(tx, files, id, "running", Prisma.sql`report = ${JSON.stringify(report)}::jsonb`)
}

/** Ends a step: the file was looked at, or loaded (then it is forgotten), in the commit of the last thing it did. */
export function concludeStep(
  tx: Tx,
  files: KeptFiles,
  id: string,
  step: ReadingStep,
  { report, now }: { report: object; now: Date },
): Promise<void> {
  const said = Prisma.sql`report = ${JSON.stringify(report)}::jsonb, error = NULL`
  const values =
    step === "checking"
      ? Prisma.sql`status = 'checked', ${said}`
      : Prisma.sql`status = 'done', content = NULL, finished_at = ${now}, ${said}`
  return update(tx, files, id, step, values)
}

/**
 * Does one step. When the file itself is at fault (`unreadable` gives its words), or when no other try follows (`isLast`), the person who
 * waits is told; any other error is left to the queue, which tries again. `givenUp`: what is said after the last try.
 */
export async function runStep(
  files: KeptFiles,
  id: string,
  step: ReadingStep,
  { unreadable, givenUp, isLast }: { unreadable: (error: unknown) => string | null; givenUp: string; isLast: boolean },
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (error instanceof NotOurs) return
    const words = unreadable(error) ?? (isLast ? givenUp : null)
    if (words === null) throw error
    log.warn({ err: error, importId: id }, "an import was given up")
    await update(db, files, id, step, Prisma.sql`status = 'failed', error = ${words}`).catch((failure: unknown) => {
      if (!(failure instanceof NotOurs)) throw failure
    })
  }
}
