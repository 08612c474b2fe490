/** "Mes fichiers": an export that lasts may be left and come back to, by its owner alone, for two days. */
import { beforeEach, describe, expect, it } from "vitest"
import { sweep } from "@/lib/desk/retention/operations"
import { dropFile, keptDownload } from "@/lib/identity/kept-files/operations"
import { fileOf, ownFiles } from "@/lib/identity/kept-files/queries"
import { db } from "@/lib/platform/db/client"
import { download, once } from "@/lib/platform/http/downloads"
import { anAccount, anActiveAffiliation, aStructureWithReferent, contextOf, visitor } from "@/tests/support/factories"

let context: Awaited<ReturnType<typeof contextOf>>
let structureId: string
beforeEach(async () => {
  const { structure, referent } = await aStructureWithReferent()
  structureId = structure.id
  context = await contextOf(referent.id)
})

const text = (index: number) => `ligne ${index}\n`
/** An export of so many pieces, one every few milliseconds; `given` counts those that were read. */
function slow(pieces: number, pause = 20) {
  const made = { given: 0, content: make() }
  async function* make() {
    for (let index = 0; index < pieces; index += 1) {
      await new Promise((resolve) => setTimeout(resolve, pause))
      made.given += 1
      yield new TextEncoder().encode(text(index))
    }
  }
  return made
}
const whole = (pieces: number) => Array.from({ length: pieces }, (_, index) => text(index)).join("")

async function until(what: () => Promise<boolean>) {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await what()) return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  expect.fail("it never came")
}
const states = async () => (await ownFiles(context.actor, new Date())).map(({ state }) => state)

async function read(pieces: AsyncIterable<Uint8Array>) {
  let all = ""
  for await (const piece of pieces) all += new TextDecoder().decode(piece)
  return all
}

/** Asks for an export and leaves once it has begun. */
async function leaveAfter(milliseconds: number, content: AsyncIterable<Uint8Array>, longAfter = 100) {
  const reader = keptDownload(context.actor, "export.csv", content, { longAfter }).body?.getReader()
  await reader?.read()
  await new Promise((resolve) => setTimeout(resolve, milliseconds))
  await reader?.cancel()
}

describe("an export", () => {
  it("that is quick is sent whole, and kept nowhere", async () => {
    const { content } = slow(5, 1)
    expect(await keptDownload(context.actor, "export.csv", content).text()).toBe(whole(5))
    expect(await db.keptFile.count()).toBe(0)
  })

  it("that lasts is sent whole, and kept too", async () => {
    const { content } = slow(20)
    expect(await keptDownload(context.actor, "export.csv", content, { longAfter: 100 }).text()).toBe(whole(20))
    await until(async () => (await states())[0] === "ready")
    expect(await db.keptFile.findFirstOrThrow()).toMatchObject({ name: "export.csv", size: BigInt(whole(20).length) })
  })

  it("goes on when whoever asked leaves, and is found again whole", async () => {
    await leaveAfter(200, slow(30).content)
    expect(await states()).toEqual(["making"])
    await until(async () => (await states())[0] === "ready")
    const [file] = await ownFiles(context.actor, new Date())
    const found = await fileOf(context.actor, file?.id ?? "", new Date())
    expect(await read(found?.pieces ?? expect.fail())).toBe(whole(30))
  })

  it("that is made whole before its first byte has its line meanwhile, and its type when one comes back", async () => {
    const made = async () => {
      await new Promise((resolve) => setTimeout(resolve, 400))
      return new TextEncoder().encode("%PDF-1.7")
    }
    const response = keptDownload(context.actor, "preuve.pdf", once(made), { longAfter: 100 })
    expect(response.headers.get("Content-Type")).toBe("application/pdf")
    const reader = response.body?.getReader()
    // Asked for, and left before anything came.
    void reader?.read().catch(() => undefined)
    await until(async () => (await states())[0] === "making")
    await reader?.cancel()
    await until(async () => (await states())[0] === "ready")
    const [file] = await ownFiles(context.actor, new Date())
    const found = await fileOf(context.actor, file?.id ?? "", new Date())
    expect(await read(found?.pieces ?? expect.fail())).toBe("%PDF-1.7")
    expect(download("preuve.pdf", "").headers.get("Content-Type")).toBe("application/pdf")
  })

  it("that fails says so where it is kept, once its line is there", async () => {
    const broken = async () => {
      await new Promise((resolve) => setTimeout(resolve, 200))
      throw new Error("no room")
    }
    await expect(keptDownload(context.actor, "preuve.pdf", once(broken), { longAfter: 50 }).text()).rejects.toThrow("no room")
    await until(async () => (await states())[0] === "failed")
  })

  it("left at once goes on until one knows that it lasts; a quick one leaves nothing", async () => {
    await leaveAfter(0, slow(30).content)
    await until(async () => (await states())[0] === "ready")
    await leaveAfter(0, slow(3, 5).content, 1000)
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(await db.keptFile.count()).toBe(1)
  })

  it("that cannot be kept is sent whole all the same", async () => {
    const nobody = { ...context.actor, accountId: crypto.randomUUID() }
    const { content } = slow(20)
    expect(await keptDownload(nobody, "export.csv", content, { longAfter: 50 }).text()).toBe(whole(20))
    expect(await db.keptFile.count()).toBe(0)
  })

  it("needs only the rights that it was made with: those of one structure, a manager's, or none", async () => {
    const { structureId, id } = await db.affiliation.findFirstOrThrow({ where: { accountId: context.actor.accountId } })
    const elsewhere = await anActiveAffiliation(context.actor.accountId, (await aStructureWithReferent()).structure.id, {
      rafaelProfil: "prescripteur_1",
    })
    const actor = async () => (await contextOf(context.actor.accountId)).actor
    for (const [name, needs] of [
      ["ici", { structureId }],
      ["sien", "nothing"],
      ["tout", "everything"],
    ] as const)
      await keptDownload(await actor(), `${name}.csv`, slow(12).content, { needs, longAfter: 50 }).text()
    const opened = async () =>
      (await ownFiles(await actor(), new Date()))
        .filter(({ isOpen }) => isOpen)
        .map(({ name }) => name)
        .sort()
    await until(async () => (await db.keptFile.count({ where: { state: "ready" } })) === 3)
    expect(await opened()).toEqual(["ici.csv", "sien.csv", "tout.csv"])
    await db.affiliation.update({ where: { id: elsewhere.id }, data: { rafaelProfil: null } })
    expect(await opened()).toEqual(["ici.csv", "sien.csv"])
    await db.affiliation.update({ where: { id }, data: { isReferent: false } })
    expect(await opened()).toEqual(["sien.csv"])
  })

  it("that fails says so to its owner", async () => {
    async function* broken() {
      for await (const piece of slow(15).content) yield piece
      throw new Error("the database is gone")
    }
    await leaveAfter(200, broken())
    await until(async () => (await states())[0] === "failed")
    expect(await fileOf(context.actor, (await db.keptFile.findFirstOrThrow()).id, new Date())).toBeNull()
  })

  it("whose process died is told as cut, after a while", async () => {
    await leaveAfter(200, slow(500).content)
    const later = new Date(Date.now() + 3_600_000)
    expect((await ownFiles(context.actor, later)).map(({ state }) => state)).toEqual(["failed"])
  })

  it("of someone who leaves many: two go on, the others stop", async () => {
    const exports = Array.from({ length: 4 }, () => slow(60))
    for (const { content } of exports) await leaveAfter(120, content)
    await until(async () => (await db.keptFile.count({ where: { state: "making" } })) === 0)
    expect((await states()).filter((state) => state === "ready").length).toBeLessThanOrEqual(3)
    expect(exports.some(({ given }) => given < 60)).toBe(true)
  })

  it("that is made already is not left by whoever stops reading it: three later ones are still kept", async () => {
    for (let times = 0; times < 3; times += 1) await leaveAfter(60, slow(6, 1).content, 10_000)
    await leaveAfter(200, slow(20).content)
    await until(async () => (await states())[0] === "ready")
  })

  it("under control of the account is kept nowhere", async () => {
    const control = { accountId: "m", sessionId: "s", firstName: "C", lastName: "R", expiresAt: new Date() }
    const { content } = slow(20)
    await keptDownload({ ...context.actor, control }, "export.csv", content, { longAfter: 50 }).text()
    expect(await db.keptFile.count()).toBe(0)
  })
})

describe("a file that is kept", () => {
  let fileId: string
  beforeEach(async () => {
    await leaveAfter(150, slow(15).content)
    await until(async () => (await states())[0] === "ready")
    fileId = (await db.keptFile.findFirstOrThrow()).id
  })

  it("is its owner's alone", async () => {
    const other = await anAccount()
    await anActiveAffiliation(other.id, structureId, { isReferent: true })
    const theirs = await contextOf(other.id)
    expect(await ownFiles(theirs.actor, new Date())).toEqual([])
    expect(await fileOf(theirs.actor, fileId, new Date())).toBeNull()
    expect(await dropFile(theirs, { fileId })).toEqual({ ok: false, why: "not-found" })
    expect(await dropFile(context, { fileId })).toMatchObject({ ok: true })
    expect(await db.keptFilePiece.count()).toBe(0)
  })

  it("is not read any more once a right with which it was made is lost", async () => {
    await db.affiliation.updateMany({ where: { accountId: context.actor.accountId }, data: { isReferent: false } })
    const { actor } = await contextOf(context.actor.accountId)
    expect(await fileOf(actor, fileId, new Date())).toBeNull()
    expect((await ownFiles(actor, new Date()))[0]).toMatchObject({ isOpen: false })
  })

  it("is gone after two days, and its bytes with it", async () => {
    const later = new Date(Date.now() + 49 * 3_600_000)
    expect(await fileOf(context.actor, fileId, later)).toBeNull()
    await sweep({ ...visitor, now: later }, { dryRun: false })
    expect(await db.keptFile.count()).toBe(0)
    expect(await db.keptFilePiece.count()).toBe(0)
  })
})
