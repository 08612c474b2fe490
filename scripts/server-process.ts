/** A PostgreSQL server as a process: which user runs it, and how it is started, kept running and stopped. It knows nothing of the data. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process"
import { existsSync, readFileSync, statSync } from "node:fs"
import path from "node:path"

export type ServerUser = { uid: number; gid: number } | null

/** PostgreSQL refuses to run as root: as root, the cluster belongs to an ordinary user of the machine. */
export function serverUser(cluster: string): ServerUser {
  if (process.getuid?.() !== 0) return null
  if (existsSync(cluster)) {
    const { uid, gid } = statSync(cluster)
    if (uid !== 0) return { uid, gid }
  }
  for (const name of ["postgres", "nobody"]) {
    const uid = spawnSync("id", ["-u", name], { encoding: "utf8" })
    if (uid.status === 0) {
      const gid = execFileSync("id", ["-g", name], { encoding: "utf8" })
      return { uid: Number(uid.stdout), gid: Number(gid) }
    }
  }
  throw new Error("PostgreSQL ne démarre pas sous root et aucun autre utilisateur n'existe sur cette machine.")
}

/**
 * The command that runs `binary` as `user`. When a folder is private to root (a temporary clone, a home), that user could not reach the
 * binaries and the data; setpriv allows it to pass through, and nothing more.
 */
export function asUser(binary: string, args: string[], user: ServerUser): { command: string; args: string[] } {
  if (!user) return { command: binary, args }
  const setpriv = [
    `--reuid=${user.uid}`,
    `--regid=${user.gid}`,
    "--clear-groups",
    "--inh-caps=+dac_read_search",
    "--ambient-caps=+dac_read_search",
    // initdb looks for its neighbours with access(2), which ignores capabilities otherwise.
    "--securebits=+no_setuid_fixup",
  ]
  const mayPass = spawnSync("setpriv", [...setpriv, "true"]).status === 0
  return { command: "setpriv", args: [...(mayPass ? setpriv : setpriv.slice(0, 3)), binary, ...args] }
}

export function launch(postgres: string, cluster: string, port: number, flags: string[], user: ServerUser): Promise<ChildProcess> {
  const settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=100", "timezone=UTC", ...flags]
  const { command, args } = asUser(postgres, ["-D", cluster, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])], user)
  // The server has its own process group: Ctrl-C in the terminal must reach the portal first, and the database last.
  const server = spawn(command, args, { detached: true, stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, LC_ALL: "C" } })
  let said = ""
  return new Promise((resolve, reject) => {
    server.once("error", reject)
    server.once("exit", (code) => reject(new Error(`PostgreSQL s'est arrêté (code ${code}) :\n${said}`)))
    server.stderr?.on("data", (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-8000)
      if (said.includes("database system is ready to accept connections")) resolve(server)
    })
  })
}

/** Starts a server and returns the function that stops it. With `revive`, the server is started again each time it ends by itself. */
export async function keepServing(start: () => Promise<ChildProcess>, revive: boolean): Promise<() => Promise<void>> {
  let server = await start()
  let isOver = false
  let revival = Promise.resolve()
  const watch = () => {
    if (revive)
      server.once("exit", () => {
        revival = startAgain()
      })
  }
  const startAgain = async () => {
    if (isOver) return
    console.error("La base embarquée s'est arrêtée : relancée.")
    for (let next: ChildProcess | null = null; !next && !isOver; ) {
      next = await start().catch(() => null)
      if (next) server = next
      // Its former processes are not gone yet, or the disk is still full.
      else await new Promise((resolve) => setTimeout(resolve, 300))
    }
    watch()
  }
  watch()
  return async () => {
    isOver = true
    await revival
    await stopServer(server)
  }
}

/** Fast shutdown: open transactions roll back, the cluster is left clean. */
function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    server.once("exit", () => resolve())
    server.kill("SIGINT")
  })
}

/**
 * Like `stopServer`, for a server that is not a child of this process. postmaster.pid holds its process number, and disappears when it
 * has stopped.
 */
export async function stopByPid(cluster: string) {
  const pidFile = path.join(cluster, "postmaster.pid")
  if (!existsSync(pidFile)) return
  process.kill(Number(readFileSync(pidFile, "utf8").split("\n")[0]), "SIGINT")
  for (let wait = 0; existsSync(pidFile) && wait < 100; wait += 1) await new Promise((resolve) => setTimeout(resolve, 100))
}
