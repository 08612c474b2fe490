import { execFile, spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { promisify } from "node:util"
import pg from "pg"
import { expect, inject, it } from "vitest"
import { db } from "@/lib/platform/db/client"
import { hashSecret } from "@/lib/platform/secrets/secrets"
import { migrate } from "@/scripts/migrate"
import { anAccount, aSiret } from "@/tests/support/factories"
import { startFakeResend } from "@/tests/support/fake-resend"

const root = path.resolve(import.meta.dirname, "../../..")

function run(script: string, args: string[], env: Record<string, string> = {}) {
  const production = { RESEND_API_KEY: "re_test", ...env }
  return spawnSync(process.execPath, ["scripts/run.mjs", script, ...args], {
    cwd: root,
    encoding: "utf8",
    timeout: 45_000,
    env: { ...process.env, ...production },
  })
}

it("in production a missing setting stops the start with a clear message", () => {
  const { status, stderr } = run("serve", [], { NEXTAUTH_SECRET: "", MAIL_FROM: "", LOG_LEVEL: "verbose", DATABASE_POOL: "dix" })
  expect(status).toBe(1)
  expect(stderr, "each at once").toMatch(/^DATABASE_POOL vaut «.dix.»/m)
  expect(stderr).toMatch(/^LOG_LEVEL vaut «.verbose.»/m)
  expect(stderr).toContain("DATABASE_URL est défini, mais il manque : NEXTAUTH_SECRET, MAIL_FROM.\nVoir .env.example.")
})

it.each([
  ["SECOND_FACTOR", "obligatoire", "écrivez required ou optional"],
  ["TRUSTED_PROXIES", "le proxy", "écrivez des adresses ou des réseaux"],
  ["CONTROL", "non", "écrivez on ou off"],
  ["CONTROL_MANAGERS", "camille", "écrivez des adresses e-mail"],
  ["SEARCHES_PER_MINUTE", "abc", "écrivez un nombre entier"],
  ["METRICS_PORT", "65535", "laissez un port libre après lui"],
  ["NEXTAUTH_SECRET", "court", "NEXTAUTH_SECRET doit compter au moins 32 caractères"],
])("a misspelt %s stops the start too", (name, value, words) => {
  const { status, stderr } = run("serve", [], { [name]: value })
  expect(status).toBe(1)
  expect(stderr).toContain(words)
})

it.each([
  [
    "DATABASE_URL",
    (url: URL) => Object.assign(url, { password: "faux" }),
    "DATABASE_URL : le mot de passe est refusé (password authentication failed",
  ],
  ["DATABASE_URL", (url: URL) => Object.assign(url, { pathname: "/ailleurs" }), "DATABASE_URL : cette base n'existe pas"],
  ["DATABASE_OWNER_URL", (url: URL) => Object.assign(url, { port: "1" }), "DATABASE_OWNER_URL : rien n'écoute à cette adresse"],
])("a %s that does not open stops the start in words", (name, spoil, words) => {
  const spoilt = spoil(new URL(process.env[name] ?? "")).href
  const { status, stdout, stderr } = run("serve", [], { [name]: spoilt })
  expect(status).toBe(1)
  expect(stderr).toContain(words)
  expect(stdout + stderr).not.toMatch(/Le portail est ouvert|\n\s+at /)
})

it("npm run retention says what it would do, then does it", async () => {
  const longAgo = new Date(Date.now() - 710 * 24 * 3_600_000)
  const { id } = await anAccount({ lastUsedAt: longAgo })
  const dry = run("retention", ["--dry-run"])
  expect(dry.stdout).toContain("Essai : rien n'a été changé.")
  expect(dry.stdout).toContain("1 compte(s) inutilisé(s) prévenu(s), 0 effacé(s)")
  expect(await db.account.findUnique({ where: { id } })).toMatchObject({ warnedAt: null })
  expect(run("retention", ["--dryrun"]).stderr).toContain("Usage")
  expect(run("retention", []).stdout).toContain("1 compte(s) inutilisé(s) prévenu(s), 0 effacé(s)")
  expect(run("retention", []).stdout).toContain("0 compte(s) inutilisé(s) prévenu(s), 0 effacé(s)")
  expect((await db.account.findUniqueOrThrow({ where: { id } })).warnedAt).not.toBeNull()
})

it("refuses one role for both the owner and the application", async () => {
  const { DATABASE_OWNER_URL: owner = "" } = process.env
  await expect(migrate(owner, owner)).rejects.toThrow("deux rôles différents")
})

it("npm run import loads a file, prints each rejected line, and says when it is not a file of structures", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "portail-import-"))
  try {
    const file = path.join(folder, "structures.csv")
    const header = "siret;raison_sociale;sigle;enseigne;code_postal;commune;types;etat"
    writeFileSync(file, `\ufeff${header}\r\n${aSiret()};"École ; deux";;;33000;Bordeaux;formateur;active\r\n123;Faux;;;;;;active\r\n`)
    const loaded = run("import", [file])
    expect(loaded.stdout).toContain("Ligne 3 refusée : SIRET invalide : « 123 »")
    expect(loaded.stdout).toMatch(/2 lignes en .* : 1 créées, 0 modifiées, 0 inchangées, 1 refusées\./)
    expect(loaded.status).toBe(0)
    expect(await db.structure.findFirst()).toMatchObject({ raisonSociale: "École ; deux", types: ["formateur"] })

    writeFileSync(file, "a;b\r\n1;2\r\n")
    const other = run("import", [file])
    expect(other.status).toBe(1)
    expect(other.stderr).toContain("Colonnes absentes : siret")
    expect(run("import", [path.join(folder, "absent.csv")]).stderr).toContain("Fichier introuvable")
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

it("npm run manager makes the first manager of an empty production database, who receives a link that works", async () => {
  const name = `premier_${Date.now()}`
  const { adminUrl } = inject("cluster")
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  await admin.query(`CREATE DATABASE ${name} OWNER portail_owner`)
  await admin.end()
  const resend = await startFakeResend()
  const at = (url = "") => url.replace(/\/[^/]*$/, `/${name}`)
  const env = {
    ...process.env,
    DATABASE_URL: at(process.env.DATABASE_URL),
    DATABASE_OWNER_URL: at(process.env.DATABASE_OWNER_URL),
    RESEND_API_KEY: "re_test",
    RESEND_BASE_URL: resend.url,
  }
  const manager = (...args: string[]) =>
    promisify(execFile)(process.execPath, ["scripts/run.mjs", "manager", ...args], { cwd: root, env, timeout: 45_000 })
  const owner = new pg.Client({ connectionString: env.DATABASE_OWNER_URL })
  try {
    await expect(manager("pas une adresse")).rejects.toMatchObject({ stderr: expect.stringContaining("Usage : npm run manager") })
    const { stdout } = await manager("Ada@Exemple.fr", "Ada", "de", "Lemoine")
    expect(stdout).toContain("Compte créé pour ada@exemple.fr, gestionnaire.")
    expect(stdout).toContain("vient de partir par e-mail")
    expect(resend.mails).toMatchObject([{ to: "ada@exemple.fr", subject: "Votre accès de gestionnaire au portail" }])
    const secret = resend.mails[0]?.text.match(/mot-de-passe\/([\w-]+)/)?.[1] ?? ""
    await owner.connect()
    const { rows } = await owner.query("SELECT a.last_name, a.is_manager, t.hash FROM account a JOIN token t ON t.account_id = a.id")
    expect(rows).toEqual([{ last_name: "de Lemoine", is_manager: true, hash: hashSecret(secret) }])
    resend.state.is = "failing"
    expect((await manager("ada@exemple.fr")).stderr).toContain("le portail réessaiera")
  } finally {
    await owner.end().catch(() => {})
    await resend.stop()
  }
})
