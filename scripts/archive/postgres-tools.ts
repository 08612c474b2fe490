/** PostgreSQL's own `pg_dump` and `psql`, where the machine has them (docs/decisions/0044-a-backup-by-pg-dump.md). */
import { type ChildProcess, spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import path from "node:path"
import { unzipped } from "./file"

/**
 * The folder of the tools of this major version of PostgreSQL ("" when a bare name finds them), or null. An older pg_dump refuses the
 * server; a newer one writes settings that the server would not know when the file comes back to it.
 */
export function toolsOf(version: number): string | null {
  const folders = [`/usr/lib/postgresql/${version}/bin`, ""]
  return folders.find((folder) => ["pg_dump", "psql"].every((tool) => toolVersion(path.join(folder, tool)) === version)) ?? null
}

/** "pg_dump (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)" is 15; null when there is no such tool. */
function toolVersion(tool: string) {
  const { stdout } = spawnSync(tool, ["--version"], { encoding: "utf8", timeout: 10_000 })
  const [, major] = /\(PostgreSQL\) (\d+)/.exec(stdout ?? "") ?? []
  return major ? Number(major) : null
}

/** The whole database as the SQL that makes it again, for whichever roles will own and serve it; fails when pg_dump does. */
export async function* dumped(tools: string, ownerUrl: string): AsyncGenerator<Buffer> {
  // `migrate` grants anew once it finds that table empty: the roles may have other names where the file comes back.
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

/** Runs the SQL of a file, then `finish`, in one transaction: all of it, or nothing. The file must have been read to its end before. */
export async function runInPsql(tools: string, ownerUrl: string, file: string, finish: string[]): Promise<void> {
  const how = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null", "--file=-"]
  const after = finish.map((sql) => `--command=${sql}`)
  const child = spawn(path.join(tools, "psql"), [...how, ...after], { env: aimedAt(ownerUrl), stdio: ["pipe", "ignore", "pipe"] })
  const over = endOf(child)
  try {
    for await (const chunk of unzipped(file)) if (!child.stdin.write(chunk)) await Promise.race([once(child.stdin, "drain"), over])
    child.stdin.end()
    await over
  } finally {
    // Before its input closes: the end of a file cut short would look like the end of the whole one.
    child.kill("SIGKILL")
  }
}

/** Fails with the last words of the tool when it ends badly. */
function endOf(child: ChildProcess): Promise<void> {
  let said = ""
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-2000)
  })
  // A tool that ends early is told by its code, not by the pipe it closed.
  child.stdin?.on("error", () => {})
  const over = new Promise<void>((resolve, reject) => {
    child.once("error", reject)
    child.once("close", (code) => (code === 0 ? resolve() : reject(new Error(said.trim() || `code ${code}`))))
  })
  // Looked at by whoever waits for it, later.
  over.catch(() => {})
  return over
}

/** What libpq may be told by an address beyond where and who; the rest of the query is for other clients. */
const alsoTold = { host: "PGHOST", sslmode: "PGSSLMODE", sslrootcert: "PGSSLROOTCERT", sslcert: "PGSSLCERT", sslkey: "PGSSLKEY" } as const

/** Where libpq connects to, by its environment: a command line is read by everybody on the machine. */
function aimedAt(url: string): NodeJS.ProcessEnv {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url)
  const more = Object.entries(alsoTold).flatMap(([name, variable]) => (searchParams.has(name) ? [[variable, searchParams.get(name)]] : []))
  return {
    ...process.env,
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
