import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, beforeAll, expect, it } from "vitest"
import { dataProblems } from "@/lib/desk/data-checks/queries"
import { db } from "@/lib/platform/db/client"
import { startEmbedded } from "@/scripts/embedded"
import { migrate } from "@/scripts/migrate"
import { gestures } from "@/tests/support/gestures"
import { giveTraces } from "@/tests/support/traces"

const folder = mkdtempSync(path.join(tmpdir(), "portail-disk-"))
const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=160m,mode=0755", "tmpfs", folder]).status === 0
let cluster: Awaited<ReturnType<typeof startEmbedded>>

// Only root can make a separate small disk: without root, the test says that it was not tried.
if (!mounted) console.warn("disk full: not tried, only root may make a small disk")
const onSmallDisk = it.runIf(mounted)

beforeAll(async () => {
  if (!mounted) return
  cluster = await startEmbedded(folder, ["fsync=off", "max_wal_size=32MB", "min_wal_size=32MB", "wal_keep_size=0"], { revive: true })
  await migrate(cluster.ownerUrl, cluster.appUrl)
  process.env.DATABASE_URL = cluster.appUrl
})
afterAll(async () => {
  await db.$disconnect()
  await cluster?.stop()
  if (mounted) spawnSync("umount", ["-l", folder])
  rmSync(folder, { recursive: true, force: true })
})

/** Leaves 64 KB there, or a little more when PostgreSQL writes (its journal, a sweep) between the measure and the writing. */
function takeAllRoom(ballast: string) {
  for (let left = 64 * 1024; ; left *= 2) {
    const { bavail, bsize } = statfsSync(folder)
    try {
      return writeFileSync(ballast, Buffer.alloc(bavail * bsize - left))
    } catch (error) {
      rmSync(ballast, { force: true })
      if ((error as NodeJS.ErrnoException).code !== "ENOSPC" || left > 4_000_000) throw error
    }
  }
}

onSmallDisk("the disk of the embedded database is full: nothing half-written, and it goes on by itself once there is room", async () => {
  const done = await gestures["validating a request"]?.()
  const waiting = await gestures["validating a request"]?.()
  await giveTraces()
  expect(await done?.()).toMatchObject({ ok: true })
  const ballast = path.join(folder, "ballast")
  takeAllRoom(ballast)
  // Writes until there is no room for one more.
  const fill = async () => {
    for (let batch = 0; batch < 500; batch += 1)
      await db.$executeRaw`INSERT INTO search_word (lexeme, structures, sound)
        SELECT '=' || gen_random_uuid(), 1, repeat('x', 1200) FROM generate_series(1, 500)`
  }
  // PostgreSQL refused the write for want of room, or the server fell.
  await expect(fill()).rejects.toThrow(/No space left|53100|onnection|terminat|reach/)
  const struck = await waiting?.().then(
    () => "done",
    () => "failed",
  )
  rmSync(ballast)
  await expect.poll(() => db.$queryRaw`SELECT 1 AS one`.catch(() => null), { timeout: 30_000 }).toEqual([{ one: 1 }])
  if (struck === "failed") expect(await waiting?.()).toMatchObject({ ok: true })
  expect(await dataProblems()).toEqual([])
  expect(await db.affiliation.count({ where: { rafaelProfil: "gestionnaire_general" } })).toBe(2)
})
