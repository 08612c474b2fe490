import "server-only"
import type { Actor } from "@/lib/access/permissions"
import { rightsNow, stateAt } from "@/lib/identity/kept-files/rules"
import { db, isUuid } from "@/lib/platform/db/client"

/** The actor's own files, the latest first; `isOpen`: the rights with which it was made are all still theirs. */
export async function ownFiles(actor: Actor, now: Date) {
  const files = await db.keptFile.findMany({
    where: { accountId: actor.accountId, expiresAt: { gt: now } },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    take: 100,
    select: { id: true, name: true, state: true, size: true, rights: true, createdAt: true, expiresAt: true },
  })
  const current = new Set(rightsNow(actor))
  return files.map(({ rights, size, ...file }) => ({
    ...file,
    size: Number(size),
    state: stateAt(file, now),
    isOpen: rights.every((right) => current.has(right)),
  }))
}
export type OwnFile = Awaited<ReturnType<typeof ownFiles>>[number]

/** The bytes of a file of the actor that is ready, piece by piece; null for anyone else, after two days, or once its rights are lost. */
export async function fileOf(actor: Actor, fileId: string, now: Date) {
  if (!isUuid(fileId)) return null
  const file = (await ownFiles(actor, now)).find(({ id }) => id === fileId)
  return file?.state === "ready" && file.isOpen ? { name: file.name, pieces: piecesOf(fileId) } : null
}

async function* piecesOf(fileId: string): AsyncGenerator<Uint8Array> {
  for (let position = 0; ; position += 1) {
    const piece = await db.keptFilePiece.findUnique({ where: { fileId_position: { fileId, position } }, select: { bytes: true } })
    if (!piece) return
    yield piece.bytes
  }
}
