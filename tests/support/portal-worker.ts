/** The worker as a process of its own, as `npm run worker` starts it. */
import path from "node:path"
import { freePort, startServer } from "./processes"

const root = path.resolve(import.meta.dirname, "../..")

/** Starts it and waits until its metrics answer: it then takes jobs. */
export async function startWorker(env: Record<string, string | undefined> = {}) {
  const port = await freePort()
  const server = await startServer(process.execPath, ["--import", "tsx", path.join(root, "scripts/worker.ts")], {
    cwd: root,
    env: {
      ...process.env,
      TSX_TSCONFIG_PATH: path.join(root, "tsconfig.scripts.json"),
      METRICS_PORT: String(port),
      LOG_LEVEL: "info",
      ...env,
    },
    url: `http://127.0.0.1:${port}/metrics`,
  })
  return {
    ...server,
    /** SIGKILL: it has no time for anything. */
    kill: () => process.kill(server.pid, "SIGKILL"),
    metrics: async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text(),
  }
}
