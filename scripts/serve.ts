/** `npm start`: database, migrations, demonstration region, build if needed, worker and web server. */
import { type ChildProcess, spawn } from "node:child_process"
import { readFileSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import path from "node:path"
import { buildIfNeeded } from "./build"
import { type Environment, onStop, prepareEnvironment } from "./environment"
import { migrate } from "./migrate"

const root = path.resolve(import.meta.dirname, "..")
const children = new Set<ChildProcess>()
let stopping = false

/** Ends a child when this process is gone, however it went: the channel between them closes. */
const endWithParent = "data:text/javascript,process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))"

/** Something the person who started it can mend: said without a stack. */
class Refusal extends Error {}

let environment: Promise<Environment> | undefined
onStop(() => shutDown(0))
try {
  environment = prepareAlone()
  await bringUp(await environment)
} catch (error) {
  console.error(error instanceof Refusal ? `\n${error.message}\n` : error)
  await shutDown(1)
}

/** One portal a data folder; a database server that a killed portal left behind is taken over. */
async function prepareAlone(): Promise<Environment> {
  const prepared = await prepareEnvironment()
  if (!prepared.cluster) return prepared
  const pidFile = path.join(process.env.DATA_DIR || ".data", "portail.pid")
  if (!prepared.cluster.startedHere && isAlive(pidFile)) throw new Refusal("Le portail tourne déjà sur ce dossier de données (DATA_DIR).")
  writeFileSync(pidFile, String(process.pid))
  return { ...prepared, cluster: prepared.cluster.adopt() }
}

function isAlive(pidFile: string) {
  try {
    process.kill(Number(readFileSync(pidFile, "utf8")), 0)
    return true
  } catch {
    return false
  }
}

async function bringUp({ demonstration, port, ownerUrl }: Environment) {
  if (await isTaken(port)) throw new Refusal(`Le port ${port} est déjà pris : choisissez-en un autre avec PORT.`)
  const applied = await migrate(ownerUrl, process.env.DATABASE_URL ?? "")
  if (applied.length > 0) console.log(`Migrations appliquées : ${applied.join(", ")}.`)
  if (demonstration) {
    const { seedOnce } = await import("@/prisma/seed/seed")
    if (await seedOnce(new Date())) console.log("Région de démonstration créée.")
  }
  await buildIfNeeded(root)
  if (stopping) return
  if (process.env.WEB_ONLY !== "1") keepRunning("worker", ["--import", "tsx", path.join(root, "scripts/worker.ts")])
  const web = launch([path.join(root, "scripts/web.ts")], { PORT: String(port) })
  web.once("exit", (code) => {
    if (stopping) return
    console.error(`\nLe serveur web s'est arrêté (code ${code}).\n`)
    void shutDown(1)
  })
  await firstAnswer(port)
  if (!stopping) announce(demonstration)
}

function launch(args: string[], settings: Record<string, string> = {}) {
  // A group of its own: Ctrl-C comes here first, then in order: web and worker, database last.
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", "--import", endWithParent, ...args], {
    cwd: root,
    detached: true,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    env: { ...process.env, ...settings, NODE_ENV: "production" },
  })
  children.add(child)
  child.once("exit", () => children.delete(child))
  return child
}

function keepRunning(name: string, args: string[]) {
  launch(args).once("exit", (code) => {
    if (stopping) return
    console.error(`${name} s'est arrêté (code ${code}) : relancé.`)
    setTimeout(() => stopping || keepRunning(name, args), 1000)
  })
}

function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once("error", () => resolve(true))
    probe.listen(port, () => probe.close(() => resolve(false)))
  })
}

async function firstAnswer(port: number) {
  for (;;) {
    if (stopping) return
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/connexion`, { signal: AbortSignal.timeout(5000) })
      if (answer.status < 500) return
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

function announce(demonstration: boolean) {
  console.log(`\nLe portail est ouvert : ${process.env.NEXTAUTH_URL}`)
  if (demonstration)
    console.log(`
Comptes de démonstration (mot de passe : demonstration-portail)
  gestionnaire@demo.example   gestionnaire Cap Métiers
  gestionnaire2@demo.example  une seconde personne, pour confirmer ce qui se décide à deux
  referent@demo.example       référent de deux structures, avec des demandes en attente
  membre@demo.example         Prescripteur Niveau 1

Aucun e-mail ne part : les messages se lisent dans Administration, Courriels.`)
  if (process.env.NEXTAUTH_URL?.startsWith("https:") && !process.env.TRUSTED_PROXIES)
    console.log(`
Attention : le portail est public en https, donc derrière un proxy, mais TRUSTED_PROXIES ne dit pas lequel. Toutes les
visites comptent alors pour une seule adresse, et quelqu'un qui se trompe beaucoup ralentit tout le monde. Voir .env.example.`)
  console.log("\nCtrl-C pour arrêter.\n")
}

async function shutDown(code: number) {
  if (stopping) return
  stopping = true
  const gone = [...children].map((child) => new Promise((resolve) => child.once("exit", resolve)))
  for (const child of children) child.kill("SIGTERM")
  const tooLong = setTimeout(() => {
    for (const child of children) child.kill("SIGKILL")
  }, 10_000)
  await Promise.all(gone)
  clearTimeout(tooLong)
  await (await environment?.catch(() => null))?.cluster?.stop()
  process.exit(code)
}
