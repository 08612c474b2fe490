/** The settings of the portal, checked before anything starts. `.env.example` explains each. */
import { randomBytes } from "node:crypto"
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import path from "node:path"
import { compile } from "proxy-addr"
import { parseDelays } from "@/lib/membership/follow-up/rules"
import { parseEmail } from "@/lib/vocabulary/accounts/rules"
import { isPackaged } from "./children"
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
 * Completes `process.env` and connects: the server of DATABASE_URL (production: every setting must be there), else the
 * embedded one (demonstration: each has a default). Ends the process with a clear message when something is missing.
 */
export async function prepareEnvironment(): Promise<Environment> {
  if (existsSync(".env")) process.loadEnvFile(".env")
  const port = portOf("PORT", 3000)
  // The worker beside the web server takes the next one.
  if (portOf("METRICS_PORT", 9464) === 65_535) stop("METRICS_PORT vaut 65535 : laissez un port libre après lui.")
  checkSecondFactor(process.env.SECOND_FACTOR)
  checkProxies(process.env.TRUSTED_PROXIES)
  checkControl(process.env.CONTROL, process.env.CONTROL_MANAGERS)
  if (!parseDelays(process.env.REQUEST_DELAYS))
    stop(
      `REQUEST_DELAYS vaut « ${process.env.REQUEST_DELAYS} » : écrivez cinq nombres croissants de jours ouvrés, par exemple 2,4,5,30,90.`,
    )
  if (process.env.DATABASE_URL) {
    const missing = neededInProduction.filter((name) => !process.env[name])
    if (missing.length > 0) stop(`DATABASE_URL est défini, mais il manque : ${missing.join(", ")}. Voir .env.example.`)
    if ((process.env.NEXTAUTH_SECRET ?? "").length < 32) stop("NEXTAUTH_SECRET doit compter au moins 32 caractères.")
    return { demonstration: false, port, ownerUrl: process.env.DATABASE_OWNER_URL ?? "", cluster: null }
  }
  if (isPackaged) stop("DATABASE_URL doit nommer un serveur PostgreSQL : ce paquet n'en embarque pas. Voir docs/operations.md.")
  const dataDir = path.resolve(process.env.DATA_DIR || ".data")
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

function portOf(name: "PORT" | "METRICS_PORT", usual: number) {
  const text = process.env[name]
  const port = Number(text || usual)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) stop(`${name} vaut « ${text} » : ce n'est pas un numéro de port.`)
  return port
}

/** A spelling mistake here would silently let managers in with a password alone. */
function checkSecondFactor(text: string | undefined) {
  if (text && text !== "required" && text !== "optional") stop(`SECOND_FACTOR vaut « ${text} » : écrivez required ou optional.`)
}

function checkProxies(text: string | undefined) {
  try {
    compile((text ?? "").split(/[\s,]+/).filter(Boolean))
  } catch {
    stop(`TRUSTED_PROXIES vaut « ${text} » : écrivez des adresses ou des réseaux séparés par des virgules, par exemple 10.0.0.0/8.`)
  }
}

/** A spelling mistake here would open, or silently close, other people's accounts to managers. */
function checkControl(text: string | undefined, managers: string | undefined) {
  if (text && text !== "on" && text !== "off") stop(`CONTROL vaut « ${text} » : écrivez on ou off.`)
  const wrong = (managers ?? "").split(/[\s,]+/).find((address) => address !== "" && parseEmail(address) === null)
  if (wrong) stop(`CONTROL_MANAGERS contient « ${wrong} » : écrivez des adresses e-mail séparées par des virgules.`)
}

function setDefaults(defaults: Record<string, string>) {
  for (const [name, value] of Object.entries(defaults)) process.env[name] ||= value
}

function readOrCreateSecret(file: string) {
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600 })
  return readFileSync(file, "utf8")
}

/**
 * Runs `handler` on Ctrl-C, on a polite kill, and when the terminal closes, once however often it is asked: npm repeats the
 * signals it forwards, and an unheard second one would end the process half-way. Register it before anything starts.
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
