/** `npm start`: database, migrations, demonstration region, build if needed, worker and web server. */
import { readFileSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import path from "node:path"
import { listensOn, ownOrigin, settingOf } from "@/lib/platform/process/settings"
import { isPackaged, isStopping, keepWorking, launch, stopChildren } from "./children"
import { type Environment, onStop, prepareEnvironment } from "./environment"
import { migrate } from "./migrate"
import { Refusal, tell } from "./refusal"

const root = path.resolve(import.meta.dirname, "..")

let environment: Promise<Environment> | undefined
onStop(() => shutDown(0))
try {
  environment = prepareAlone()
  await bringUp(await environment)
} catch (error) {
  tell(error)
  await shutDown(1)
}

/** Only one portal may use a data folder. A database server that a killed portal left behind is taken over. */
async function prepareAlone(): Promise<Environment> {
  const prepared = await prepareEnvironment()
  if (!prepared.cluster) return prepared
  const pidFile = path.join(settingOf("DATA_DIR"), "portail.pid")
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
  const applied = await migrate(ownerUrl, settingOf("DATABASE_URL"))
  if (applied.length > 0) console.log(`Migrations appliquées : ${applied.join(", ")}.`)
  if (demonstration) {
    const { seedOnce } = await import("@/prisma/seed/seed")
    if (await seedOnce(new Date(), process.argv.includes("--many"))) console.log("Région de démonstration créée.")
  }
  if (!isPackaged) await (await import("./build")).buildIfNeeded(root)
  if (isStopping()) return
  if (!settingOf("WEB_ONLY")) keepWorking(besideTheWeb())
  // Behind a proxy, other instances go on: the proxy needs time to notice that this one is leaving.
  const settings = { PORT: String(port), ...(demonstration ? {} : { DRAIN_SECONDS: String(settingOf("DRAIN_SECONDS") ?? 3) }) }
  const web = launch("web.ts", { settings })
  web.once("exit", (code) => {
    if (isStopping()) return
    console.error(`\nLe serveur web s'est arrêté (code ${code}).\n`)
    void shutDown(1)
  })
  await firstAnswer()
  if (!isStopping()) announce(demonstration)
}

/** The worker has metrics of its own, on the port after that of the web server. */
function besideTheWeb(): Record<string, string> {
  const port = settingOf("METRICS_PORT")
  return port ? { METRICS_PORT: String(port + 1) } : {}
}

function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once("error", () => resolve(true))
    probe.listen({ port, host: listensOn() }, () => probe.close(() => resolve(false)))
  })
}

async function firstAnswer() {
  for (;;) {
    if (isStopping()) return
    try {
      const answer = await fetch(`${ownOrigin()}/connexion`, { signal: AbortSignal.timeout(5000) })
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
  if (settingOf("NEXTAUTH_URL").startsWith("https:") && settingOf("TRUSTED_PROXIES").length === 0)
    console.log(`
Attention : le portail est public en https, donc derrière un proxy, mais TRUSTED_PROXIES ne dit pas lequel. Toutes les
visites comptent alors pour une seule adresse, et quelqu'un qui se trompe beaucoup ralentit tout le monde. Voir .env.example.`)
  console.log("\nCtrl-C pour arrêter.\n")
}

async function shutDown(code: number) {
  if (isStopping()) return
  await stopChildren()
  await (await environment?.catch(() => null))?.cluster?.stop()
  process.exit(code)
}
