/** The shape of every backup, whichever tool wrote its content: compressed SQL between a first and a last line of our own. */
import { createReadStream } from "node:fs"
import { createGunzip } from "node:zlib"
import { z } from "zod"

const manifestShape = z.object({
  /** 1: rows that `copy-in.ts` loads into a schema that is there. 2: a whole database, written by pg_dump and loaded by psql. */
  format: z.literal([1, 2]),
  /** ISO instant. */
  at: z.string(),
  /** The migrations of the schema in which the data were written, the oldest first. */
  migrations: z.array(z.string()),
  /** The major version of the pg_dump that wrote it. */
  pgDump: z.number().optional(),
  /** The secret of an embedded database, which its people need to sign in. */
  secret: z.string().optional(),
})
/** What a backup says of itself, on its first line. */
export type Manifest = z.infer<typeof manifestShape>

/** Rows by table, in the order in which they may be loaded. */
export type Counts = Record<string, number>

const firstLine = "-- portail "
const lastLine = "-- fin "

export const incomplete = "La sauvegarde est incomplète : sa dernière ligne manque."

export function opening(manifest: Manifest) {
  return `${firstLine}${JSON.stringify(manifest)}\n`
}

/** The last line, written after all the rest: a file without it is incomplete. */
export function closing(counts: Counts) {
  return `${lastLine}${JSON.stringify(counts)}\n`
}

/** What the last line says, or null when this line is another one. */
export function countsOf(line: string): Counts | null {
  return line.startsWith(lastLine) ? z.record(z.string(), z.number()).parse(JSON.parse(line.slice(lastLine.length))) : null
}

/** What a backup says of itself; fails on a file that is none. */
export async function readManifest(file: string): Promise<Manifest> {
  try {
    for await (const line of linesOf(file)) {
      const text = line.toString()
      if (text.startsWith(firstLine)) return manifestShape.parse(JSON.parse(text.slice(firstLine.length)))
      break
    }
  } catch {
    // Not compressed, cut before its first line, or of a format of another version.
  }
  throw new Error("Ce fichier n'est pas une sauvegarde du portail.")
}

const newline = 10

/** The lines of the file, as bytes: a row need not be text. */
export async function* linesOf(file: string): AsyncGenerator<Buffer, undefined> {
  // A line may come in many pieces: they are joined once, at its end.
  let pieces: Buffer[] = []
  for await (const chunk of unzipped(file)) {
    let start = 0
    for (let end = chunk.indexOf(newline, start); end >= 0; end = chunk.indexOf(newline, start)) {
      yield Buffer.concat([...pieces, chunk.subarray(start, end)])
      pieces = []
      start = end + 1
    }
    if (start < chunk.length) pieces.push(chunk.subarray(start))
  }
}

/** What the file holds. Fails at its end when a part of it is missing or was changed. */
export function unzipped(file: string): AsyncIterable<Buffer> {
  const whole = createGunzip()
  createReadStream(file)
    .on("error", (error) => whole.destroy(error))
    .pipe(whole)
  return whole
}

/** Fails when the file is cut or damaged, so that nothing of it is used before all of it has been read. */
export async function readToItsEnd(file: string): Promise<void> {
  let last = ""
  for await (const line of linesOf(file)) if (line.length > 0) last = line.subarray(0, 200).toString()
  if (!last.startsWith(lastLine)) throw new Error(incomplete)
}
