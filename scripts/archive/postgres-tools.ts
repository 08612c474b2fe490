/** PostgreSQL's own `pg_dump` and `psql`, where the machine has them (docs/decisions/0044-a-backup-by-pg-dump.md). */
import { type ChildProcess, spawn, spawnSync } from "node:child_process"
import path from "node:path"
import type { Writable } from "node:stream"
import { unzipped } from "./file"

/**
 * The folder of PostgreSQL's tools of this major version, "" when they are in the PATH, null when there are none. An older pg_dump
 * refuses the server; a newer one writes settings that the server would not know when the file is loaded into it.
 */
export function toolsOf(version: number): string | null {
  const folders = [`/usr/lib/postgresql/${version}/bin`, ""]
  return folders.find((folder) => ["pg_dump", "psql"].every((tool) => toolVersion(path.join(folder, tool)) === version)) ?? null
}

/** The major version of a tool: 15 for "pg_dump (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", null when there is no such tool. */
function toolVersion(tool: string) {
  const { stdout } = spawnSync(tool, ["--version"], { encoding: "utf8", timeout: 10_000 })
  const [, major] = /\(PostgreSQL\) (\d+)/.exec(stdout ?? "") ?? []
  return major ? Number(major) : null
}

/** The whole database as the SQL that creates it again, whatever the roles that will own and serve it. Fails when pg_dump fails. */
export async function* dumped(tools: string, ownerUrl: string): AsyncGenerator<Buffer> {
  // The roles may have other names where the file is loaded; `migrate` grants the rights again when it finds that table empty.
  const what = ["--no-owner", "--no-privileges", "--no-comments", "--no-unlogged-table-data", "--exclude-table-data=public.portail_schema"]
  const child = spawn(path.join(tools, "pg_dump"), what, { env: aimedAt(ownerUrl), stdio: ["ignore", "pipe", "pipe"] })
  const over = endOf(child)
  try {
    yield* child.stdout
    await over
  } finally {
    child.kill("SIGKILL")
  }
}

/**
 * Runs the SQL of a file, then `finish`, in one transaction: all of it, or nothing. The caller must first have read the file to its end.
 */
export async function runInPsql(tools: string, ownerUrl: string, file: string, finish: string[]): Promise<void> {
  const how = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null", "--file=-"]
  const after = finish.map((sql) => `--command=${sql}`)
  const child = spawn(path.join(tools, "psql"), [...how, ...after], { env: aimedAt(ownerUrl), stdio: ["pipe", "ignore", "pipe"] })
  const over = endOf(child)
  try {
    for await (const chunk of unzipped(file)) if (!child.stdin.write(chunk)) await Promise.race([drained(child.stdin), over])
    child.stdin.end()
    await over
  } finally {
    // Killed before its input closes; otherwise psql would take the end of a cut file for the end of a whole one.
    child.kill("SIGKILL")
  }
}

/** Not `once`, which also ends by the error of the closed pipe: it would hide what the tool said as it ended. */
function drained(stream: Writable): Promise<void> {
  return new Promise((resolve) => stream.once("drain", resolve))
}

/** Fails with the last words of the tool when it ends badly. */
function endOf(child: ChildProcess): Promise<void> {
  let said = ""
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-2000)
  })
  // When a tool ends early, its exit code tells why; the error of the closed pipe is ignored.
  child.stdin?.on("error", () => {})
  const over = new Promise<void>((resolve, reject) => {
    child.once("error", reject)
    child.once("close", (code) => (code === 0 ? resolve() : reject(new Error(said.trim() || `code ${code}`))))
  })
  // The caller sees the error later, when it waits for this promise.
  over.catch(() => {})
  return over
}

/** Which parameters of an address libpq receives, besides server and user; the others are for other clients. */
const alsoTold = { host: "PGHOST", sslmode: "PGSSLMODE", sslrootcert: "PGSSLROOTCERT", sslcert: "PGSSLCERT", sslkey: "PGSSLKEY" } as const

/** Tells libpq where to connect by environment variables, because everybody on the machine can read a command line. */
function aimedAt(url: string): NodeJS.ProcessEnv {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url)
  const more = Object.entries(alsoTold).flatMap(([name, variable]) => (searchParams.has(name) ? [[variable, searchParams.get(name)]] : []))
  return {
    ...process.env,
    // Without a file of its own, libpq is told to trust whom this machine trusts, as the portal does.
    ...(searchParams.get("sslmode") === "verify-full" ? { PGSSLROOTCERT: "system" } : {}),
    LC_ALL: "C",
    PGHOST: hostname.replace(/^\[|\]$/g, ""),
    PGPORT: port || "5432",
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: decodeURIComponent(pathname.slice(1)),
    PGAPPNAME: "portail",
    ...Object.fromEntries(more),
  }
}
