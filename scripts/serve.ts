/** `npm start`: database, migrations, demonstration region, build if needed, worker and web server. */
import { type ChildProcess, spawn } from "node:child_process"
import path from "node:path"
import { buildIfNeeded } from "./build"
import { type Environment, prepareEnvironment, stop } from "./environment"
import { migrate } from "./migrate"

const root = path.resolve(import.meta.dirname, "..")
const children = new Set<ChildProcess>()
let stopping = false

const environment = await prepareEnvironment()
process.on("SIGINT", () => void shutDown(0))
process.on("SIGTERM", () => void shutDown(0))
try {
  await bringUp(environment)
} catch (error) {
  console.error(error)
  await shutDown(1)
}

async function bringUp({ demonstration, port, ownerUrl, cluster }: Environment) {
  if (cluster && !cluster.startedHere) stop("Le portail tourne déjà sur ce dossier de données (DATA_DIR).")
  const applied = await migrate(ownerUrl, process.env.DATABASE_URL ?? "")
  if (applied.length > 0) console.log(`Migrations appliquées : ${applied.join(", ")}.`)
  if (demonstration) {
    const { seedOnce } = await import("@/prisma/seed/seed")
    if (await seedOnce(new Date())) console.log("Région de démonstration créée.")
  }
  await buildIfNeeded(root)
  if (stopping) return
  if (process.env.WEB_ONLY !== "1") keepRunning("worker", ["--import", "tsx", path.join(root, "scripts/worker.ts")])
  const web = launch([path.join(root, "node_modules/next/dist/bin/next"), "start", "-p", String(port)], "ignore")
  web.once("exit", () => {
    if (!stopping) {
      console.error(`\nLe serveur web s'est arrêté. Le port ${port} est-il déjà pris ? Choisissez-en un autre avec PORT.\n`)
      void shutDown(1)
    }
  })
  await firstAnswer(port)
  if (!stopping) announce(demonstration)
}

function launch(args: string[], output: "ignore" | "inherit" = "inherit") {
  // A group of its own: Ctrl-C comes here first, then in order: web and worker, database last.
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", ...args], {
    cwd: root,
    detached: true,
    stdio: ["ignore", output, "inherit"],
    env: { ...process.env, NODE_ENV: "production" },
  })
  children.add(child)
  child.once("exit", () => children.delete(child))
  return child
}

function keepRunning(name: string, args: string[]) {
  launch(args).once("exit", (code) => {
    if (stopping) return
    console.error(`${name} s'est arrêté (code ${code}) : relancé.`)
    setTimeout(() => keepRunning(name, args), 1000)
  })
}

async function firstAnswer(port: number) {
  for (;;) {
    if (stopping) return
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/connexion`, { signal: AbortSignal.timeout(5000) })
      if (answer.status < 500) return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

function announce(demonstration: boolean) {
  console.log(`\nLe portail est ouvert : ${process.env.NEXTAUTH_URL}`)
  if (demonstration)
    console.log(`
Comptes de démonstration (mot de passe : demonstration-portail)
  gestionnaire@demo.example   gestionnaire Cap Métiers
  referent@demo.example       référent de deux structures, avec des demandes en attente
  membre@demo.example         Prescripteur Niveau 1

Aucun e-mail ne part : les messages se lisent dans Administration, Courriels.`)
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
  await environment.cluster?.stop()
  process.exit(code)
}
