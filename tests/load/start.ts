/** From `npm start` to the first answered request: from a clean clone with nothing installed, then a second time. */
import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
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
        cwd: clone,
        env: { ...env, PORT: String(port) },
        url: `http://localhost:${port}/connexion`,
      })
      console.log(`${which} : ${((performance.now() - started) / 1000).toFixed(1)} s jusqu'à la première réponse`)
      await portal.stop()
    }
  } finally {
    rmSync(clone, { recursive: true, force: true })
  }
}
