/** A PostgreSQL of one's own that can be killed in the middle of things, and comes back at the same place. */
import { execFileSync } from "node:child_process"
import { existsSync, readFileSync, rmSync } from "node:fs"
import path from "node:path"
import pg from "pg"
import { startEmbedded } from "@/scripts/embedded"
import { migrate } from "@/scripts/migrate"
import { databaseFolder } from "./database-folder"

/**
 * A commit is written before it is confirmed, as in production. Only the flush of the disk itself is left out, because a killed
 * process does not need it.
 */
export async function startFaultyCluster({ flags = [], onDisk = false }: { flags?: string[]; onDisk?: boolean } = {}) {
  const dataDir = databaseFolder("faults", { onDisk })
  const all = ["fsync=off", "full_page_writes=off", "restart_after_crash=off", ...flags]
  const first = await startEmbedded(dataDir, all)
  await migrate(first.ownerUrl, first.appUrl)
  let current = first
  // A test that fails badly leaves no server behind.
  const end = () => killServer(dataDir)
  process.once("exit", end)
  return {
    ...first,
    kill: () => killServer(dataDir),
    /** Starts the server again on the same port: it has what was committed, and nothing else. */
    async restart() {
      for (let attempt = 0; ; attempt += 1)
        try {
          current = await startEmbedded(dataDir, all, { port: first.port })
          return
        } catch (error) {
          if (attempt > 20) throw error
          await new Promise((resolve) => setTimeout(resolve, 100))
        }
    },
    async stop() {
      process.off("exit", end)
      await current.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Sends SIGKILL to the server and to every process that serves a connection, at once: nothing else of this process runs meanwhile. */
export function killServer(dataDir: string) {
  const pidFile = path.join(dataDir, "postgres/postmaster.pid")
  if (!existsSync(pidFile)) return
  const postmaster = readFileSync(pidFile, "utf8").split("\n")[0] ?? ""
  const backends = execFileSync("sh", ["-c", `ps -o pid= --ppid ${postmaster} || true`], { encoding: "utf8" })
  for (const pid of [postmaster, ...backends.trim().split(/\s+/)].map(Number).filter((each) => each > 1))
    try {
      process.kill(pid, "SIGKILL")
    } catch {
      // Gone already.
    }
}

export type FaultyCluster = Awaited<ReturnType<typeof startFaultyCluster>>

/**
 * Calls `strike` once, just before the `nth` statement that this process sends from now on. Returns a function that disarms it and
 * returns how many statements were sent.
 */
export function strikeAtStatement(nth: number, strike: () => void) {
  const original = pg.Client.prototype.query
  let sent = 0
  pg.Client.prototype.query = function counted(this: pg.Client, ...args: unknown[]) {
    sent += 1
    if (sent === nth) strike()
    return (original as (...all: unknown[]) => unknown).apply(this, args)
  } as typeof original
  return () => {
    pg.Client.prototype.query = original
    return sent
  }
}

/** Sends the next commit, gives the server time to write it, then calls `strike` and breaks the connection: nobody reads the answer. */
export function strikeAfterCommit(strike: () => void) {
  const original = pg.Client.prototype.query
  let isArmed = true
  pg.Client.prototype.query = function struck(this: pg.Client, ...args: unknown[]) {
    const answer = (original as (...all: unknown[]) => unknown).apply(this, args)
    const [asked] = args as [string | { text?: string }]
    if (isArmed && /^commit/i.test(typeof asked === "string" ? asked : (asked.text ?? ""))) {
      isArmed = false
      // The whole process sleeps, so it reads nothing meanwhile.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300)
      strike()
      const { connection } = this as unknown as { connection: { stream: { destroy: (error: Error) => void } } }
      connection.stream.destroy(new Error("the line is broken"))
    }
    return answer
  } as typeof original
  return () => {
    pg.Client.prototype.query = original
  }
}
