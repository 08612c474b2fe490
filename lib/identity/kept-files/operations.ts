/** Exports that may be left: what lasts is kept for its owner while it is sent, and goes on when they go. */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import type { Actor } from "@/lib/access/permissions"
import { keptFor, largestFile, longExport, longestMaking, mostLeft, type Needs, neededNow } from "@/lib/identity/kept-files/rules"
import { openSpool, type Spool } from "@/lib/identity/kept-files/spool"
import { db, transaction } from "@/lib/platform/db/client"
import { download } from "@/lib/platform/http/downloads"
import { log } from "@/lib/platform/process/log"
import { ok, type Result, refuse } from "@/lib/platform/result"

type Owner = Pick<Actor, "accountId" | "isManager" | "affiliations" | "control">
type Content = ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>

/**
 * A file (see `download`) sent piece by piece. When that takes more than five seconds it is also kept for two days in "Mes fichiers", and goes on when
 * whoever asked leaves. `needs`: the rights that its owner must still have to come back to it. Under control of an account nothing is kept: files belong
 * to its owner.
 */
export function keptDownload(
  actor: Owner,
  fileName: string,
  content: Content,
  { needs = "everything", longAfter = longExport }: { needs?: Needs; longAfter?: number } = {},
): Response {
  return download(fileName, actor.control ? content : new Making(actor, fileName, content, needs, longAfter).body)
}

/** The same for what managers alone may take. */
export function managersDownload(actor: Owner, fileName: string, content: Content): Response {
  return keptDownload(actor, fileName, content, { needs: "manager" })
}

/** How many exports that each account left go on in this process. */
const left = new Map<string, number>()

/** One export being made: sent to whoever asked as fast as they take it, and written aside. */
class Making {
  readonly body: ReadableStream<Uint8Array>
  private readonly started = Date.now()
  private isLeft = false
  private isMade = false
  private fileId: string | null = null
  /** Until the export has its line in "Mes fichiers". */
  private line: Promise<void> | null = null
  /** Nothing is kept beside what is sent, because it could not be. */
  private isAlone = false
  /** Wakes the making when whoever asked takes more, or leaves. */
  private wake: () => void = () => {}

  constructor(
    private readonly actor: Owner,
    private readonly fileName: string,
    private readonly content: Content,
    private readonly needs: Needs,
    private readonly longAfter: number,
  ) {
    this.body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          void this.make(controller)
        },
        pull: () => this.wake(),
        cancel: () => this.leave(),
      },
      { highWaterMark: 16 },
    )
  }

  private leave() {
    // What is made already is only being read: whoever stops reading leaves nothing under way.
    if (this.isMade) return
    this.isLeft = true
    left.set(this.actor.accountId, this.leftNow + 1)
    this.wake()
  }

  private get leftNow() {
    return left.get(this.actor.accountId) ?? 0
  }

  private async make(controller: ReadableStreamDefaultController<Uint8Array>) {
    const spool = await this.aside(openSpool)
    // A file that is made whole before its first byte (a PDF) has its line too.
    const clock = setTimeout(() => this.takeLine(), this.longAfter)
    try {
      for await (const piece of this.content) {
        if (spool) await this.aside(() => spool.write(piece))
        if (!(await this.mayGoOn(spool))) break
        if (this.isLeft) continue
        controller.enqueue(piece)
        while (!this.isLeft && (controller.desiredSize ?? 1) <= 0)
          await new Promise<void>((resolve) => {
            this.wake = resolve
          })
      }
      clearTimeout(clock)
      // Whoever stayed does not wait for what is kept.
      if (!this.isLeft) controller.close()
      await this.line
      if (spool && this.fileId) await this.aside(() => this.keep(spool))
    } catch (error) {
      log.error({ err: error }, "an export failed")
      await this.line
      await this.fail()
      if (!this.isLeft) controller.error(error)
    } finally {
      clearTimeout(clock)
      this.isMade = true
      if (this.isLeft) left.set(this.actor.accountId, Math.max(0, this.leftNow - 1))
      await spool?.close()
    }
  }

  /** Does something for the file that is kept. When it fails, nothing is kept, and whoever stayed has their file all the same. */
  private async aside<T>(work: () => Promise<T>): Promise<T | null> {
    if (this.isAlone) return null
    try {
      return await work()
    } catch (error) {
      log.warn({ err: error }, "an export could not be kept")
      this.isAlone = true
      await this.fail()
      return null
    }
  }

  /** Whether the making goes on; from its sixth second it has its line in "Mes fichiers". */
  private async mayGoOn(spool: Spool | null): Promise<boolean> {
    const lasts = Date.now() - this.started
    if (lasts >= this.longAfter) await this.takeLine()
    if (!this.isLeft) return true
    const isWorthIt = spool !== null && !this.isAlone && spool.size <= largestFile
    if (isWorthIt && this.leftNow <= mostLeft && lasts < longestMaking) return true
    await this.fail()
    return false
  }

  private takeLine(): Promise<void> {
    this.line ??= this.aside(() => this.begin()).then(async (id) => {
      this.fileId = id
      // What is written aside may have failed meanwhile.
      if (this.isAlone) await this.fail()
    })
    return this.line
  }

  private async begin(): Promise<string> {
    const createdAt = new Date()
    const { id } = await db.keptFile.create({
      data: {
        accountId: this.actor.accountId,
        name: this.fileName,
        rights: neededNow(this.actor, this.needs),
        createdAt,
        expiresAt: new Date(createdAt.getTime() + keptFor),
      },
      select: { id: true },
    })
    return id
  }

  private async keep(spool: Spool) {
    const id = this.fileId
    if (!id || spool.size > largestFile) return this.fail()
    let position = 0
    for await (const bytes of spool.pieces(pieceLength)) {
      await db.keptFilePiece.create({ data: { fileId: id, position, bytes } })
      position += 1
    }
    await db.keptFile.updateMany({ where: { id, state: "making" }, data: { state: "ready", size: spool.size } })
  }

  /** Its owner has to ask for it again, and reads so. What cannot even be said now is cut by its age. */
  private async fail() {
    const id = this.fileId
    if (!id) return
    this.fileId = null
    await db.keptFile.updateMany({ where: { id, state: "making" }, data: { state: "failed" } }).catch((error: unknown) => {
      log.warn({ err: error }, "an export that failed could not say so")
    })
  }
}

const pieceLength = 1_000_000

/** Its owner has no more need of a file. */
export function dropFile({ actor }: ActorContext, { fileId }: { fileId: string }): Promise<Result<undefined, "not-found">> {
  return transaction(async (tx) => {
    const { count } = await tx.keptFile.deleteMany({ where: { id: fileId, accountId: actor.accountId } })
    return count === 1 ? ok() : refuse("not-found")
  })
}
