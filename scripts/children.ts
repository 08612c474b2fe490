/** The processes that a command keeps running beside itself, and stops together. */

import { type ChildProcess, spawn } from "node:child_process"
import path from "node:path"
import { settingOf } from "@/lib/platform/process/settings"

const root = path.resolve(import.meta.dirname, "..")

/** Whether this runs from a package (scripts/package.ts), where scripts are bundled and the portal is built. */
export const isPackaged = import.meta.filename.endsWith(".mjs")

const children = new Set<ChildProcess>()
let stopping = false

/** What a polite stop may take before it is cut short. Milliseconds. */
const longestStop = 10_000

/** Ends a child when this process is gone, however it went: the channel between them closes. */
const endWithParent = "data:text/javascript,process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))"

/** Whether the command is stopping: a process that ends now ends on purpose. */
export function isStopping() {
  return stopping
}

/** Starts one of the scripts beside this file, as in production, with more settings. */
export function launch(script: string, { loader = false, settings = {} }: { loader?: boolean; settings?: Record<string, string> } = {}) {
  const at = (name: string) => path.join(root, "scripts", isPackaged ? name.replace(/\.ts$/, ".mjs") : name)
  const traced = settingOf("OTEL_EXPORTER_OTLP_ENDPOINT") ? ["--import", at("tracing.ts")] : []
  const args = [...traced, ...(loader && !isPackaged ? ["--import", "tsx"] : []), at(script)]
  // The child has its own process group: Ctrl-C reaches this process first, which then stops web and worker, and the database last.
  // What serves owns nothing of the database, and does not know who does.
  const { DATABASE_OWNER_URL: _owner, ...env } = process.env
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", "--import", endWithParent, ...args], {
    cwd: root,
    detached: true,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    env: { ...env, ...settings, NODE_ENV: "production" },
  })
  children.add(child)
  child.once("exit", () => children.delete(child))
  return child
}

/** The worker, started again a second after it ends, until the command stops. */
export function keepWorking(settings: Record<string, string> = {}) {
  launch("worker.ts", { loader: true, settings }).once("exit", (code) => {
    if (stopping) return
    console.error(`Le processus des tâches s'est arrêté (code ${code}) : relancé.`)
    setTimeout(() => stopping || keepWorking(settings), 1000)
  })
}

/** Stops them all, politely, then without waiting any longer. */
export async function stopChildren() {
  stopping = true
  const gone = [...children].map((child) => new Promise((resolve) => child.once("exit", resolve)))
  for (const child of children) child.kill("SIGTERM")
  const tooLong = setTimeout(() => {
    for (const child of children) {
      console.error(`${child.spawnargs.at(-1)} ne s'arrête pas : arrêt forcé.`)
      child.kill("SIGKILL")
    }
  }, longestStop)
  await Promise.all(gone)
  clearTimeout(tooLong)
}
