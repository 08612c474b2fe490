/** The demonstration as a newcomer starts it: embedded database, invented region, no setting. */
import { rmSync } from "node:fs"
import path from "node:path"
import { databaseFolder } from "./database-folder"
import { freePort, startServer } from "./processes"

const root = path.resolve(import.meta.dirname, "../..")
const settings = /^(DATABASE|NEXTAUTH|RESEND|MAIL_|SUPPORT_|ANNUAIRE|SECOND_FACTOR|CONTROL|PORT$|METRICS|DATA_DIR)/

/** `many`: with its crowd. */
export async function startDemonstration({ many = false } = {}) {
  const port = await freePort()
  const base = `http://localhost:${port}`
  const data = databaseFolder("demonstration")
  const bare = Object.fromEntries(Object.entries(process.env).filter(([name]) => !settings.test(name)))
  const server = await startServer(process.execPath, ["scripts/run.mjs", "serve", ...(many ? ["--many"] : [])], {
    cwd: root,
    env: { ...bare, PORT: String(port), DATA_DIR: data, STYLES_PAGE: "1", LOG_LEVEL: "warn" },
    url: `${base}/connexion`,
  })
  const stop = async () => {
    await server.stop()
    rmSync(data, { recursive: true, force: true })
  }
  return { base, stop }
}
