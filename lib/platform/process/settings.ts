/**
 * The settings of the portal, in one schema. The start of the portal refuses the values that the schema refuses; pages and jobs read the
 * values that it returns. `.env.example` explains each setting. This file runs without loader, so it has only relative imports.
 */
import { isIP } from "node:net"
import { compile } from "proxy-addr"
import * as z from "zod/mini"
import { growingNumbers, wholeNumbers } from "../text/numbers.ts"

/** A setting that may be absent or empty. `read` returns null for a value that is not allowed, and `expected` then says so in French. */
function setting<Value>(usual: Value, read: (text: string) => Value | null, expected: string | ((text: string) => string)) {
  return z.pipe(
    z.optional(z.string()),
    z.transform((text: string | undefined, context): Value => {
      if (!text) return usual
      const value = read(text)
      if (value !== null) return value
      const message = typeof expected === "string" ? `vaut « ${text} » : ${expected}` : expected(text)
      context.issues.push({ code: "custom", message, input: text })
      return usual
    }),
  )
}

const text = (usual: string) => setting(usual, (given) => given, "")
const orNone = setting<string | null>(null, (given) => given, "")

function wholeIn(given: string, least: number, most: number): number | null {
  const number = /^\d+$/.test(given.trim()) ? Number(given) : Number.NaN
  return number >= least && number <= most ? number : null
}

function whole(usual: number, least: number, most: number, expected = `écrivez un nombre entier, de ${least} à ${most}.`) {
  return setting(usual, (given) => wholeIn(given, least, most), expected)
}

/** Three falling numbers of days, then one of working days. */
function isFallingThenOne(given: string) {
  const parts = given.split(",")
  const after = wholeNumbers(parts.slice(3).join(","), 1, 1000)
  return growingNumbers(parts.slice(0, 3).toReversed().join(","), 3, 365) !== null && after !== null && (after[0] ?? 0) >= 2
}

const noPort = "ce n'est pas un numéro de port."

function oneOf<const Word extends string>(words: readonly Word[]) {
  const isWord = (given: string): given is Word => words.some((word) => word === given)
  return setting<Word | null>(null, (given) => (isWord(given) ? given : null), `écrivez ${words.join(" ou ")}.`)
}

/** An address, kept without a final slash. */
function address<Usual extends string | null>(usual: Usual) {
  return setting<string | Usual>(
    usual,
    (given) => (/^https?:$/.test(URL.parse(given)?.protocol ?? "") ? given.replace(/\/+$/, "") : null),
    "écrivez une adresse qui commence par http:// ou https://.",
  )
}

const isSet = setting(false, (given) => given === "1", "")

function words(given: string) {
  return given.split(/[\s,]+/).filter(Boolean)
}

function proxies(given: string) {
  try {
    compile(words(given))
    return words(given)
  } catch {
    return null
  }
}

/** Whether a text is an e-mail address. As for an account, it holds plain letters only. */
const isEmail = (given: string) => /^[\x21-\x7e]{1,64}@[a-z0-9.-]+\.[a-z]{2,63}$/i.test(given)

export const settingsSchema = z.object({
  PORT: whole(3000, 1, 65_535, noPort),
  /** The address of this machine where pages are served; null: see `listensOn`. */
  HOST: setting<string | null>(
    null,
    (given) => (isIP(given) ? given : null),
    "écrivez une adresse de cette machine, par exemple 127.0.0.1, ou 0.0.0.0 pour toutes.",
  ),
  DATABASE_URL: text(""),
  DATABASE_OWNER_URL: text(""),
  /** How connections to the database are protected; null: proven (verify-full), unless it is on this machine. */
  DATABASE_SSL: oneOf(["verify-full", "disable"]),
  /** Connections that one process opens at most for its requests or its jobs. */
  DATABASE_POOL: whole(10, 1, 1000),
  DATA_DIR: text(".data"),
  /** The public address: links in mails are built from it, never from the request. */
  NEXTAUTH_URL: address(""),
  NEXTAUTH_SECRET: setting(
    "",
    (given) => (given.length >= 32 ? given : null),
    () => "doit compter au moins 32 caractères.",
  ),
  TRUSTED_PROXIES: setting<string[]>([], proxies, "écrivez des adresses ou des réseaux séparés par des virgules, par exemple 10.0.0.0/8."),
  // A spelling mistake here would silently let managers in with a password alone.
  SECOND_FACTOR: oneOf(["required", "optional"]),
  // A spelling mistake here would silently open other people's accounts to managers, or close them.
  CONTROL: oneOf(["on", "off"]),
  /** In lower case. When there is none, every manager may take control. */
  CONTROL_MANAGERS: setting<string[]>(
    [],
    (given) => (words(given).every(isEmail) ? words(given.toLowerCase()) : null),
    (given) => `contient « ${words(given).find((one) => !isEmail(one))} » : écrivez des adresses e-mail séparées par des virgules.`,
  ),
  LOG_LEVEL: oneOf(["silent", "fatal", "error", "warn", "info", "debug", "trace"]),
  /** Null in demonstration: messages are then kept and shown to the managers instead of sent. */
  RESEND_API_KEY: orNone,
  RESEND_BASE_URL: address("https://api.resend.com"),
  /** The secret with which Resend signs what it reports about mails. Null: its reports are not accepted. */
  RESEND_WEBHOOK_SECRET: orNone,
  /** Mails handed to the provider at once by one worker: each half-second, as many leave. */
  MAILS_AT_ONCE: whole(4, 1, 100),
  /** Seconds after which a provider is treated as not having answered; well below the life of a job, a minute. */
  MAIL_PATIENCE_SECONDS: whole(20, 1, 30),
  MAIL_FROM: text(""),
  SUPPORT_EMAIL: text(""),
  LEGAL_PUBLISHER: text(""),
  LEGAL_DIRECTOR: text(""),
  LEGAL_HOST: text(""),
  DPO_EMAIL: text(""),
  STYLES_PAGE: isSet,
  /** The national directory of companies. */
  ANNUAIRE_URL: address("https://recherche-entreprises.api.gouv.fr"),
  /** A service that knows passwords from leaks, asked by five letters of a hash. Null: none is asked. */
  LEAKED_PASSWORDS_URL: address(null),
  /** Searches of structures that one address of the network may make in a minute. */
  SEARCHES_PER_MINUTE: whole(1200, 1, 1_000_000),
  /** The départements where people look first: of two structures alike, the one that stands there comes first. */
  REGION_DEPARTEMENTS: setting(
    "16,17,19,23,24,33,40,47,64,79,86,87".split(","),
    (given) => (words(given).every((code) => /^(?:[0-9]{2,3}|2[AB])$/.test(code)) ? words(given) : null),
    "écrivez des codes de départements séparés par des virgules, par exemple 16,17,33.",
  ),
  REQUEST_DELAYS: setting(
    "",
    (given) => (growingNumbers(given, 5, 1000) ? given : null),
    "écrivez cinq nombres croissants de jours ouvrés, par exemple 2,4,5,30,90.",
  ),
  REVIEW_DELAYS: setting(
    "",
    (given) => (isFallingThenOne(given) ? given : null),
    "écrivez trois nombres de jours décroissants avant l’échéance, puis un nombre de jours ouvrés après elle, par exemple 15,5,1,10.",
  ),
  PREREGISTRATION_DELAYS: setting(
    "",
    (given) => (wholeNumbers(given, 5, 1000) ? given : null),
    "écrivez cinq nombres de jours ouvrés, par exemple 2,5,5,10,10.",
  ),
  /** Calendar days after which whoever prepared a pre-registration hears that it fades, then after which it is deleted. */
  DRAFT_DAYS: setting([45, 60], (given) => growingNumbers(given, 2, 1000), "écrivez deux nombres croissants de jours, par exemple 45,60."),
  REGISTRATION_DELAYS: setting(
    [2, 4, 3, 5],
    (given) => wholeNumbers(given, 4, 1000),
    "écrivez quatre nombres de jours ouvrés, par exemple 2,4,3,5.",
  ),
  /** What becomes of a registration whose employer does not answer: it waits, or is accepted after five working days. */
  EMPLOYER_ANSWER: oneOf(["required", "tacit"]),
  /** Years for which the papers of a session are kept after its end: what a person is given, and what proves. */
  PAPERS_KEPT: setting(
    [3, 6],
    (given) => {
      const [forPeople = 0, proofs = 0] = wholeNumbers(given, 2, 100) ?? []
      return forPeople >= 3 && proofs >= 6 ? [forPeople, proofs] : null
    },
    "écrivez deux nombres d’années, 3 et 6 au moins, par exemple 3,10.",
  ),
  /** Null: no metrics. The worker beside the web server takes the next port. */
  METRICS_PORT: setting<number | null>(null, (given) => wholeIn(given, 1, 65_535), noPort),
  METRICS_HOST: text("127.0.0.1"),
  /** For how many seconds a stopping instance still answers, 5 at most. */
  DRAIN_SECONDS: setting<number | null>(
    null,
    (given) => (/^\d*\.?\d+$/.test(given) ? Math.min(Number(given), 5) : null),
    "écrivez un nombre de secondes, 5 au plus.",
  ),
  /** Whether applications that sign people on, and hear of events, may live at private addresses. In demonstration they may. */
  SIGN_ON_PRIVATE_ADDRESSES: isSet,
  OTEL_EXPORTER_OTLP_ENDPOINT: address(null),
  OTEL_SERVICE_NAME: text("portail"),
  WEB_ONLY: isSet,
  /** Set by the start for the processes that it starts: the embedded database serves an invented region. */
  PORTAIL_DEMONSTRATION: isSet,
})

export type Settings = z.infer<typeof settingsSchema>
type Name = keyof Settings

/** What is wrong in the settings, one French line each; empty when all is well. */
export function settingProblems(environment: Record<string, string | undefined>): string[] {
  const read = settingsSchema.safeParse(environment)
  return read.success ? [] : read.error.issues.map(({ path, message }) => `${String(path[0])} ${message}`)
}

/** The parsed values: a setting is parsed again only when its text changes. */
const known = new Map<Name, { given: string | undefined; value: unknown }>()

/**
 * One setting, read at call time: a build needs no setting, and a test may change one. Throws the message that the start would have shown.
 */
export function settingOf<N extends Name>(name: N): Settings[N] {
  const given = process.env[name]
  const last = known.get(name)
  if (last && last.given === given) return last.value as Settings[N]
  const read = settingsSchema.shape[name].safeParse(given)
  if (!read.success) throw new Error(`${name} ${read.error.issues[0]?.message}`)
  known.set(name, { given, value: read.data })
  return read.data as Settings[N]
}

/** Whether a manager must give a second factor. SECOND_FACTOR decides; without it, yes, except in demonstration. */
export function secondFactorRequired(): boolean {
  const said = settingOf("SECOND_FACTOR")
  return said ? said === "required" : !settingOf("PORTAIL_DEMONSTRATION")
}

const loopback = /^(loopback$|127\.|::1(\/|$))/

/**
 * Where pages are served; undefined: at every address of this machine. Without HOST, a portal whose only proxies are on this machine is for them
 * alone: whoever came in beside them could say any address of the visitor, and would not be behind TLS.
 */
export function listensOn(): string | undefined {
  const proxies = settingOf("TRUSTED_PROXIES")
  const isBehindItself = proxies.length > 0 && proxies.every((proxy) => loopback.test(proxy))
  return settingOf("HOST") ?? (isBehindItself ? "127.0.0.1" : undefined)
}

/** How a process of this machine reaches the pages of this one: "http://127.0.0.1:3000". */
export function ownOrigin(): string {
  const host = listensOn()
  const isEverywhere = host === undefined || /^[0.:]+$/.test(host)
  const name = isEverywhere ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host
  return `http://${name}:${settingOf("PORT")}`
}

/** Whether applications may live at addresses of private networks: in demonstration, and where the setting says so. */
export function allowsPrivateAddresses(): boolean {
  return settingOf("SIGN_ON_PRIVATE_ADDRESSES") || settingOf("PORTAIL_DEMONSTRATION")
}

/** Where a connection does not leave this machine. */
const thisMachine = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?|\/.*)?$/i

/**
 * The address of a database, which also says how the connection is protected: all that connects reads it there. Throws while there is none: the
 * driver would then look for a database of this machine, and keep to it.
 */
export function databaseAddress(name: "DATABASE_URL" | "DATABASE_OWNER_URL"): string {
  const address = settingOf(name)
  if (!address) throw new Error(`${name} is not set`)
  return protectedAddress(address, settingOf("DATABASE_SSL"))
}

/** `asked`: the setting. An address may itself say that the connection is not protected; any weaker wish (prefer, require) is raised. */
export function protectedAddress(address: string, asked: Settings["DATABASE_SSL"]): string {
  const url = URL.parse(address)
  if (!url) return address
  const host = decodeURIComponent(url.searchParams.get("host") ?? url.hostname)
  const isChosen = ["disable", "no-verify"].includes(url.searchParams.get("sslmode") ?? "")
  const mode = asked ?? (isChosen || thisMachine.test(host) ? null : "verify-full")
  if (!mode) return address
  url.searchParams.set("sslmode", mode)
  return url.href
}
