/** Runs the folder that the Dockerfile copies as it would run there: in another place, with no packages above it and few settings. */
import { execFile, fork } from "node:child_process"
import { once } from "node:events"
import { cpSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { promisify } from "node:util"
import { afterAll, beforeAll, expect, it } from "vitest"
import { db } from "@/lib/platform/db/client"
import { hashPassword } from "@/lib/platform/secrets/password"
import { startEmbedded } from "@/scripts/embedded"
import { packagePortal } from "@/scripts/package"
import { anAccount } from "@/tests/support/factories"
import { startFakeResend } from "@/tests/support/fake-resend"
import { formPoster } from "@/tests/support/form-poster"
import { freePort, startServer } from "@/tests/support/processes"

const root = path.resolve(import.meta.dirname, "../..")
const folder = mkdtempSync(path.join(tmpdir(), "portail-paquet-"))
const app = path.join(folder, "app")
const password = "bruyère tandem cobalt 71"
let cluster: Awaited<ReturnType<typeof startEmbedded>>
let provider: Awaited<ReturnType<typeof startFakeResend>>
let portal: Awaited<ReturnType<typeof startServer>> | undefined
let env: NodeJS.ProcessEnv

beforeAll(async () => {
  await packagePortal(root, path.join(root, ".package"))
  cpSync(path.join(root, ".package"), app, { recursive: true, verbatimSymlinks: true })
  ;[cluster, provider] = await Promise.all([startEmbedded(path.join(folder, "base"), ["fsync=off"]), startFakeResend()])
  const port = await freePort()
  env = {
    NODE_ENV: "production",
    PATH: "/usr/bin:/bin",
    PORT: String(port),
    DATABASE_URL: cluster.appUrl,
    DATABASE_OWNER_URL: cluster.ownerUrl,
    NEXTAUTH_URL: `http://localhost:${port}`,
    NEXTAUTH_SECRET: "secret-de-test-secret-de-test-secret",
    RESEND_API_KEY: "re_test",
    RESEND_BASE_URL: provider.url,
    MAIL_FROM: "Portail <portail@portail.test>",
    SUPPORT_EMAIL: "assistance@portail.test",
    SECOND_FACTOR: "optional",
  }
  process.env.DATABASE_URL = cluster.appUrl
}, 400_000)
afterAll(async () => {
  await portal?.stop()
  if (cluster) await db.$disconnect()
  await provider?.stop()
  await cluster?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const script = (name: string) => ["--disable-warning=ExperimentalWarning", path.join(app, "scripts", `${name}.mjs`)]
const run = (name: string, ...args: string[]) => promisify(execFile)(process.execPath, [...script(name), ...args], { cwd: app, env })

it("without a database it says what it needs, in a sentence", async () => {
  const { DATABASE_URL: _url, ...without } = env
  const start = promisify(execFile)(process.execPath, script("serve"), { cwd: app, env: without })
  await expect(start).rejects.toMatchObject({ stderr: expect.stringContaining("DATABASE_URL doit nommer un serveur PostgreSQL") })
})

it("migrates, serves pages with their styles and scripts, lets people in, sends their mails, and stops by itself", async () => {
  expect((await run("migrate-only")).stdout).toContain("Migrations appliquées")
  const base = env.NEXTAUTH_URL ?? ""
  portal = await startServer(process.execPath, script("serve"), { cwd: app, env, url: `${base}/readyz` })
  const page = await (await fetch(`${base}/connexion`)).text()
  const files = [...new Set(page.match(/\/_next\/static\/[^"'\\ ]+\.(js|css|woff2)/g))]
  expect(files.length).toBeGreaterThan(5)
  for (const file of [...files, "/aide/connexion.png"]) expect((await fetch(base + file)).status, file).toBe(200)

  const { email } = await anAccount({ passwordHash: await hashPassword(password) })
  const person = await formPoster(base)
  const signIn = await person.form("/connexion", "Se connecter")
  expect(await signIn({ email, password, retour: "/accueil" })).toMatchObject({ status: 303, location: "/accueil" })
  const reset = await (await formPoster(base)).form("/mot-de-passe-oublie", "Recevoir un lien")
  await reset({ email })
  await expect
    .poll(() => provider.mails.map(({ to, subject }) => [to, subject]), { timeout: 20_000 })
    .toEqual([[email, "Choisissez un nouveau mot de passe"]])
})

it("prints a paper with the letters that it brings", async () => {
  const printer = fork(path.join(app, "scripts/printer.mjs"), { cwd: app, env, serialization: "advanced" })
  try {
    expect(await once(printer, "message")).toEqual(["ready"])
    const source = '#set document(title: "Essai")\n#set text(lang: "fr", font: "Figtree")\n= Bonjour'
    printer.send({ source, data: "{}", at: 0 })
    const [{ pdf }] = await once(printer, "message")
    expect(Buffer.from(pdf).toString("latin1", 0, 5)).toBe("%PDF-")
  } finally {
    printer.kill()
  }
})

it("each of its commands starts", async () => {
  const file = path.join(folder, "sauvegarde.sql.gz")
  expect((await run("backup", file)).stdout).toContain("tables dans")
  await expect(run("restore", file)).rejects.toMatchObject({ stderr: expect.stringContaining("contient déjà des données") })
  expect((await run("retention", "--dry-run")).stdout).toContain("Essai")
  expect((await run("check-data").catch((error: { stdout: string }) => error)).stdout).toMatch(/anomalie/)
  await expect(run("import", "absent.csv")).rejects.toMatchObject({ stderr: expect.stringContaining("Fichier introuvable") })
  await expect(run("manager", "x")).rejects.toMatchObject({ stderr: expect.stringContaining("Usage") })
})
