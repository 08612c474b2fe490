/** Reads INSEE's files in pieces, and continues where an earlier reading stopped. */
import "server-only"
import { createReadStream, statSync } from "node:fs"
import { basename } from "node:path"
import { type Kept, type Kind, kindOf, readRegisterRow, waitingRoom } from "@/lib/desk/register-files/rules"
import { csvRecords } from "@/lib/platform/text/csv"

/** The files are not those of the register, or one that is needed is missing. */
export class NotTheRegister extends Error {}

/** `mark` distinguishes a file from next month's file with the same name. */
export type RegisterFile = { path: string; name: string; kind: Kind; size: number; mark: string }

/** How far a file was read, in bytes and in lines; `unreadable` counts the lines that had nothing to take. */
type Reading = { bytes: number; lines: number; unreadable: number }

/** Recognises a file by its header. */
export async function recognised(path: string): Promise<RegisterFile> {
  const { size, mtimeMs } = statSync(path)
  const name = basename(path)
  const kind = kindOf((await headerOf(path)).names)
  if (!kind) throw new NotTheRegister(`${name} n’a pas les colonnes d’un fichier de la base SIRENE.`)
  return { path, name, kind, size, mark: `${name} ${size} ${mtimeMs}` }
}

async function headerOf(path: string) {
  for await (const { record, bytes } of csvRecords(createReadStream(path))) return { names: record, bytes }
  return { names: [], bytes: 0 }
}

type Piece = Reading & { table: string; columns: readonly string[]; rows: Kept[][] }
type Options = { from: Reading | undefined; batchSize: number; keep: (piece: Piece) => Promise<void> }

/** Hands over the rows of a file, `batchSize` at a time, from where the last reading stopped; nothing when that reading reached the end. */
export async function readOn({ path, kind, size }: RegisterFile, { from, batchSize, keep }: Options) {
  const { names, bytes: start } = await headerOf(path)
  const places = new Map(names.map((name, place) => [name, place]))
  const done = from ?? { bytes: start, lines: 0, unreadable: 0 }
  if (done.bytes >= size) return
  let { lines, unreadable } = done
  let rows: Piece["rows"] = []
  for await (const { record, bytes } of csvRecords(createReadStream(path, { start: done.bytes }))) {
    lines += 1
    const row = readRegisterRow(kind, places, record)
    if (row) rows.push(row)
    else unreadable += 1
    if (rows.length < batchSize) continue
    await keep({ ...waitingRoom[kind], rows, bytes: done.bytes + bytes, lines, unreadable })
    rows = []
  }
  await keep({ ...waitingRoom[kind], rows, bytes: size, lines, unreadable })
}
