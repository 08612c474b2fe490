/** Whether the two roles of the database may enter, tried before anything starts; what is wrong, in words that say which setting to mend. */
import pg from "pg"
import { databaseAddress } from "@/lib/platform/process/settings"
import { lookup } from "@/lib/platform/text/lookup"

const names = ["DATABASE_OWNER_URL", "DATABASE_URL"] as const
type Name = (typeof names)[number]

/** Milliseconds. */
const patience = 5000

/** By PostgreSQL's code (https://www.postgresql.org/docs/current/errcodes-appendix.html), or the system's. */
const reasons: Record<string, string> = {
  "28P01": "le mot de passe est refusé",
  "28000": "ce rôle n'a pas le droit d'entrer (pg_hba.conf, ou le rôle n'existe pas)",
  "3D000": "cette base n'existe pas",
  "42501": "ce rôle n'a pas CONNECT sur cette base",
  "53300": "le serveur n'a plus de connexion libre",
  "57P03": "le serveur démarre ou s'arrête",
  ECONNREFUSED: "rien n'écoute à cette adresse",
  ENOTFOUND: "ce nom de machine est inconnu",
  EAI_AGAIN: "ce nom de machine ne se trouve pas pour l'instant",
  ETIMEDOUT: "cette adresse ne répond pas",
  EHOSTUNREACH: "cette adresse est hors d'atteinte",
}

/** One line for each of the two addresses that does not let its role in; empty when both do. */
export async function loginProblems(): Promise<string[]> {
  return (await Promise.all(names.map(problemOf))).filter((problem) => problem !== null)
}

async function problemOf(name: Name): Promise<string | null> {
  let client: pg.Client | undefined
  try {
    client = new pg.Client({ connectionString: databaseAddress(name), connectionTimeoutMillis: patience, query_timeout: patience })
    // A server that closes the connection while it is being made must not end the process.
    client.on("error", () => {})
    await client.connect()
    await client.query("SELECT 1")
    return null
  } catch (error) {
    return `${name} : ${wordsOf(error)}.`
  } finally {
    await client?.end().catch(() => {})
  }
}

/** The driver's own sentence follows, whatever it is: the operator needs it, and it quotes no password. */
function wordsOf(error: unknown) {
  const { code, message } = error as { code?: string; message?: string }
  const reason = code ? lookup(reasons, code) : undefined
  const said = message ? ` (${message})` : ""
  return `${reason ?? "la base ne laisse pas entrer"}${said}`
}
