/** A file of this process alone, which has no name as soon as it is open: what is written there goes when the process does. */
import { type FileHandle, mkdtemp, open, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"

export type Spool = {
  size: number
  write(bytes: Uint8Array): Promise<void>
  /** What was written, from its beginning, in pieces of so many bytes. */
  pieces(length: number): AsyncGenerator<Uint8Array<ArrayBuffer>>
  close(): Promise<void>
}

/** Opens one, in the temporary folder of the machine; fails when there is no room there. */
export async function openSpool(): Promise<Spool> {
  const folder = await mkdtemp(path.join(tmpdir(), "portail-"))
  let file: FileHandle
  try {
    file = await open(path.join(folder, "export"), "wx+", 0o600)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  const spool: Spool = {
    size: 0,
    async write(bytes) {
      await file.write(bytes, 0, bytes.byteLength, spool.size)
      spool.size += bytes.byteLength
    },
    async *pieces(length) {
      for (let from = 0; from < spool.size; from += length) {
        const piece = new Uint8Array(Math.min(length, spool.size - from))
        await file.read(piece, 0, piece.byteLength, from)
        yield piece
      }
    },
    close: () => file.close(),
  }
  return spool
}
