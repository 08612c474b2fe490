/** The settings of the portal, checked before anything starts. `.env.example` explains each. */
import { randomBytes } from "node:crypto"
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import path from "node:path"
import { databaseAddress, settingOf, settingProblems } from "@/lib/platform/process/settings"
import { isPackaged } from "./children"
import { loginProblems } from "./database-logins"
import { type Cluster, startEmbedded } from "./embedded"

export type Environment = {
  demonstration: boolean
  port: number
  ownerUrl: string
  cluster: Cluster | null
}

const neededInProduction = [
  "DATABASE_OWNER_URL",
  "NEXTAUTH_URL",
  "NEXTAUTH_SECRET",
  "RESEND_API_KEY",
  "MAIL_FROM",
  "SUPPORT_EMAIL",
] as const

/**
 * Completes `process.env` and connects. With DATABASE_URL this is production, on that server, and every setting is required; without it
 * this is the demonstration, on the embedded server, and each setting has a default. Ends the process with a clear message when a setting
 * is missing.
 */
export async function prepareEnvironment(): Promise<Environment> {
  if (existsSync(".env")) process.loadEnvFile(".env")
  const wrong = settingProblems(process.env)
  // The worker beside the web server takes the next port.
  if (process.env.METRICS_PORT === "65535") wrong.push("METRICS_PORT vaut 65535 : laissez un port libre après lui.")
  const missing = process.env.DATABASE_URL ? neededInProduction.filter((name) => !process.env[name]) : []
  if (missing.length > 0) wrong.push(`DATABASE_URL est défini, mais il manque : ${missing.join(", ")}.`)
  if (wrong.length > 0) stop(`${wrong.join("\n")}\nVoir .env.example.`)
  const port = settingOf("PORT")
  if (process.env.DATABASE_URL) {
    const refused = await loginProblems()
    if (refused.length > 0) stop(`La base de données ne s'ouvre pas.\n${refused.join("\n")}`)
    return { demonstration: false, port, ownerUrl: databaseAddress("DATABASE_OWNER_URL"), cluster: null }
  }
  if (isPackaged) stop("DATABASE_URL doit nommer un serveur PostgreSQL : ce paquet n'en embarque pas. Voir docs/operations.md.")
  const dataDir = path.resolve(settingOf("DATA_DIR"))
  mkdirSync(dataDir, { recursive: true })
  const cluster = await startEmbedded(dataDir, [], { revive: true })
  setDefaults({
    DATABASE_URL: cluster.appUrl,
    NEXTAUTH_URL: `http://localhost:${port}`,
    NEXTAUTH_SECRET: readOrCreateSecret(path.join(dataDir, "secret")),
    MAIL_FROM: "Portail Cap Métiers <portail@demo.example>",
    SUPPORT_EMAIL: "assistance@demo.example",
    PORTAIL_DEMONSTRATION: "1",
  })
  return { demonstration: true, port, ownerUrl: cluster.ownerUrl, cluster }
}

function setDefaults(defaults: Record<string, string>) {
  for (const [name, value] of Object.entries(defaults)) process.env[name] ||= value
}

function readOrCreateSecret(file: string) {
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600 })
  return readFileSync(file, "utf8")
}

/**
 * Runs `handler` on Ctrl-C, on a polite kill, and when the terminal closes, but only once. npm repeats the signals it forwards, and
 * without a listener the second one would end the process half-way. Register it before anything starts.
 */
export function onStop(handler: () => Promise<void>) {
  let heard = false
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => {
      if (!heard) void handler()
      heard = true
    })
}

export function stop(message: string): never {
  console.error(`\n${message}\n`)
  process.exit(1)
}
