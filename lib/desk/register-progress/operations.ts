/** How far a takeover of the register has come. Each step writes it, so that an interrupted takeover can continue. */
import "server-only"
import { z } from "zod"
import { NotTheRegister, type RegisterFile } from "@/lib/desk/register-files/operations"
import type { RegisterReport } from "@/lib/desk/register-progress/rules"
import type { Loader } from "@/lib/platform/db/copy"

/** The advisory lock that allows only one takeover of the register at a time. */
const onlyOne = 4217002

/** The column `register_reading.progress`. */
const progressShape = z.object({
  /** For each file: the bytes and the lines already read. */
  read: z.record(z.string(), z.object({ bytes: z.number(), lines: z.number(), unreadable: z.number() })),
  /** Indexes dropped for a first load, to be built again. */
  indexes: z.array(z.object({ name: z.string(), definition: z.string() })).nullable(),
  /** The next slice of SIRET numbers to take. */
  slice: z.number(),
  report: z.object({
    created: z.number(),
    changed: z.number(),
    held: z.array(z.string()),
    heldCount: z.number(),
    succeeded: z.number(),
  }),
})
export type Progress = z.infer<typeof progressShape>

/** Where the last takeover of these files stopped, or a new takeover. Throws when another one is running. */
export async function begin(loader: Loader, files: readonly RegisterFile[], now: Date): Promise<{ progress: Progress; startedAt: Date }> {
  const [{ isFree } = { isFree: false }] = await loader.query<{ isFree: boolean }>(`SELECT pg_try_advisory_lock(${onlyOne}) AS "isFree"`)
  if (!isFree) throw new NotTheRegister("Une reprise de la base SIRENE est déjà en cours.")
  const marks = files.map(({ mark }) => mark).join("\n")
  const [former] = await loader.query<{ files: string; progress: unknown; startedAt: Date }>(
    `SELECT files, progress, started_at AS "startedAt" FROM register_reading`,
  )
  const reached = former ? progressShape.parse(former.progress) : null
  if (former?.files === marks && reached && !(await isLost(loader, reached))) return { progress: reached, startedAt: former.startedAt }
  const progress: Progress = {
    read: {},
    // Indexes that another takeover dropped must still be built again.
    indexes: reached?.indexes ?? null,
    slice: 0,
    report: { created: 0, changed: 0, held: [], heldCount: 0, succeeded: 0 },
  }
  await empty(loader)
  await loader.query("DROP INDEX IF EXISTS register_unit_siren, register_establishment_siret")
  await loader.query("INSERT INTO register_reading (files, started_at, progress) VALUES ($1, $2, $3)", [marks, now, progress])
  return { progress, startedAt: now }
}

/** Whether the rows already read are lost: a crash of the database empties the waiting rooms. */
async function isLost(loader: Loader, { read }: Progress) {
  const [{ isEmpty } = { isEmpty: true }] = await loader.query<{ isEmpty: boolean }>(
    `SELECT NOT EXISTS (SELECT FROM register_establishment) AND NOT EXISTS (SELECT FROM register_unit) AS "isEmpty"`,
  )
  return isEmpty && Object.keys(read).length > 0
}

/** Does a step, and records the progress in the same commit. */
export function inStep<Result>(loader: Loader, progress: Progress, step: () => Promise<Result>): Promise<Result> {
  return loader.inTransaction(async () => {
    const result = await step()
    await loader.query("UPDATE register_reading SET progress = $1", [progress])
    return result
  })
}

/** Empties the waiting rooms, and writes into the journal what was done. */
export async function end(loader: Loader, { read, report }: Progress, now: Date): Promise<RegisterReport> {
  const files = Object.values(read)
  const rows = files.reduce((sum, { lines }) => sum + lines, 0)
  const unreadable = files.reduce((sum, file) => sum + file.unreadable, 0)
  const changes = { created: report.created, changed: report.changed, rejected: report.heldCount }
  await loader.inTransaction(async () => {
    await loader.query(
      `INSERT INTO journal (at, action, outcome, request_id, changes, reason) VALUES ($1, 'structure.import', 'done', 'sirene', $2, 'structure-register')`,
      [now, changes],
    )
    await empty(loader)
  })
  return { ...report, rows, unreadable }
}

function empty(loader: Loader) {
  return loader.query("TRUNCATE register_unit, register_establishment, register_link, register_reading")
}
