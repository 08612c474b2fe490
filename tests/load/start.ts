/** From `npm start` to the first answered request: from a clean clone with nothing installed, then a second time. */
import { execFileSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { freePort, startServer } from "@/tests/support/processes"

const root = path.resolve(import.meta.dirname, "../..")

export async function benchStart() {
  const clone = mkdtempSync(path.join(tmpdir(), "portail-clone-"))
  try {
    execFileSync("git", ["clone", "--quiet", root, clone])
    for (const which of ["premier démarrage, clone neuf", "deuxième démarrage"]) {
      const port = await freePort()
      const { DATABASE_URL: _url, DATABASE_OWNER_URL: _owner, ...env } = process.env
      const started = performance.now()
      const portal = await startServer("npm", ["start"], {
        // It installs everything first.
        patienceSeconds: 600,
        cwd: clone,
        env: { ...env, PORT: String(port) },
        url: `http://localhost:${port}/connexion`,
      })
      console.log(`${which} : ${((performance.now() - started) / 1000).toFixed(1)} s jusqu'à la première réponse`)
      await portal.stop()
      await untilGone(Number(readFileSync(path.join(clone, ".data/portail.pid"), "utf8")))
    }
  } finally {
    rmSync(clone, { recursive: true, force: true })
  }
}

/** npm ends at once when it is stopped, the portal once its requests are answered and its database is closed. */
async function untilGone(pid: number) {
  for (;;) {
    try {
      process.kill(pid, 0)
    } catch {
      return
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
