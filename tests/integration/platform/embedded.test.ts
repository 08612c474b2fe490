import { spawn } from "node:child_process"
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import pg from "pg"
import { afterEach, beforeEach, expect, it } from "vitest"
import { startEmbedded } from "@/scripts/embedded"
import { migrate } from "@/scripts/migrate"

const root = path.resolve(import.meta.dirname, "../../..")
let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "portail-embedded-"))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it("starts in a folder that only its owner may enter, and is joined by a second command instead of started twice", async () => {
  expect(statSync(folder).mode & 0o077).toBe(0)
  const first = await startEmbedded(folder)
  const second = await startEmbedded(folder)
  expect([first.startedHere, second.startedHere, second.port]).toEqual([true, false, first.port])
  await second.stop()
  expect((await startEmbedded(folder)).port).toBe(first.port)
  await first.stop()
})

it("takes over a server that a killed portal left behind", async () => {
  const orphan = await startEmbedded(folder)
  const adopted = (await startEmbedded(folder)).adopt()
  await adopted.stop()
  const again = await startEmbedded(folder)
  expect(again.startedHere).toBe(true)
  await again.stop()
  await orphan.stop()
})

it("a migration cut short by a kill is run again at the next start", async () => {
  const cluster = await startEmbedded(folder, ["fsync=off"])
  const client = new pg.Client({ connectionString: cluster.ownerUrl })
  await client.connect()
  const first = await migrate(cluster.ownerUrl, cluster.appUrl)
  expect(first.length).toBeGreaterThan(0)
  // A kill leaves this: the engine's mark of a migration that began, and nothing of what the migration does.
  await client.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public; DROP SCHEMA jobs CASCADE")
  await client.query(
    "CREATE TABLE _prisma_migrations (id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz, migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)",
  )
  await client.query("INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('1', 'x', '20261124000000_schema')")
  await client.end()
  expect(await migrate(cluster.ownerUrl, cluster.appUrl)).toEqual(first)
  expect(await migrate(cluster.ownerUrl, cluster.appUrl)).toEqual([])
  await cluster.stop()
})

it("npm run import interrupted by Ctrl-C leaves no server behind", async () => {
  const { DATABASE_URL: _url, DATABASE_OWNER_URL: _owner, ...env } = process.env
  const child = spawn(process.execPath, ["scripts/run.mjs", "import", "/dev/stdin"], {
    cwd: root,
    env: { ...env, DATA_DIR: folder },
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  })
  child.stdin.write("siret;raison_sociale;sigle;enseigne;code_postal;commune;types;etat\n")
  const pidFile = path.join(folder, "postgres/postmaster.pid")
  const serverPid = await new Promise<number>((resolve) => {
    const look = setInterval(() => {
      // Not there yet, or there and still empty.
      const pid = existsSync(pidFile) ? Number(readFileSync(pidFile, "utf8").split("\n")[0]) : 0
      if (pid === 0) return
      clearInterval(look)
      resolve(pid)
    }, 50)
  })
  // Sends the signal to the whole process group, as a terminal does.
  process.kill(-(child.pid as number), "SIGINT")
  await new Promise((resolve) => child.once("exit", resolve))
  expect(() => process.kill(serverPid, 0)).toThrow()
})
