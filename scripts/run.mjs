/**
 * Runs one of the TypeScript scripts beside this file: `node scripts/run.mjs serve`. Plain JavaScript without
 * dependencies, because on a fresh clone nothing is installed yet: it installs what is missing, then hands over to
 * the Node.js that npm brought (docs/decisions/0001-runtime-brought-by-npm.md).
 */
import { spawn, spawnSync } from "node:child_process"
import { createHash } from "node:crypto"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import path from "node:path"

const root = path.resolve(import.meta.dirname, "..")
const at = (...parts) => path.join(root, ...parts)
const runtime = at("node_modules/node/bin", process.platform === "win32" ? "node.exe" : "node")

// Without this, Prisma would download an engine that `generate` does not use. Any existing file satisfies it.
const env = { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: "1", ...process.env }

const [asked, ...given] = process.argv.slice(2)
if (given.includes("--help") || given.includes("-h")) explain(asked)
else {
  installPackages()
  generateClient()
  await runScript(asked, given)
}

/** `--help`, for any command; before anything is installed. */
function explain(name) {
  const { usage, help } = JSON.parse(readFileSync(at("scripts/commands.json"), "utf8"))[name]
  console.log(`${help}\n\n${usage}`)
}

function installPackages() {
  if (isInstalled()) return
  console.log("Installation des dépendances (une à deux minutes)…")
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error", "--include=dev"]
  // Not `npm ci`: when a registry lacks the optional binary of one platform, `npm ci` refuses the lock file.
  run(process.platform === "win32" ? "npm.cmd" : "npm", ["install", "--no-save", ...quiet])
  // `ignore-scripts` in someone's npm settings would leave the runtime out.
  if (!existsSync(runtime)) run("npm", ["rebuild", "--ignore-scripts=false", "node"])
}

/** Compares what npm says it installed with the lock file; optional packages depend on the platform. */
function isInstalled() {
  const done = at("node_modules/.package-lock.json")
  if (!existsSync(done) || !existsSync(runtime)) return false
  const installed = JSON.parse(readFileSync(done, "utf8")).packages
  const wanted = JSON.parse(readFileSync(at("package-lock.json"), "utf8")).packages
  return Object.entries(wanted).every(
    ([name, { version, optional, peer, extraneous }]) =>
      name === "" || optional || peer || extraneous || installed[name]?.version === version,
  )
}

function generateClient() {
  const stamp = at("lib/platform/generated/.schema")
  const schema = createHash("sha256")
    .update(readFileSync(at("prisma/schema.prisma")))
    .digest("hex")
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === schema) return
  run(runtime, [at("node_modules/prisma/build/index.js"), "generate"], { stdio: ["ignore", "ignore", "inherit"] })
  writeFileSync(stamp, schema)
}

function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, env, stdio: ["ignore", "inherit", "inherit"], ...options })
  if (status !== 0) {
    console.error(`Échec de : ${path.basename(command)} ${args.join(" ")}`, error ?? "")
    process.exit(1)
  }
}

/** Ctrl-C reaches the whole terminal group: this process only waits, so that the script stops in its own order. */
async function runScript(name, args) {
  const flags = [...memoryFlags(name, args), "--disable-warning=ExperimentalWarning", "--import", "tsx"]
  const child = spawn(runtime, [...flags, at("scripts", `${name}.ts`), ...args], {
    cwd: root,
    stdio: "inherit",
    env: {
      ...env,
      TSX_TSCONFIG_PATH: at("tsconfig.scripts.json"),
      PATH: [at("node_modules/.bin"), path.dirname(runtime), process.env.PATH].join(path.delimiter),
    },
  })
  process.on("SIGINT", () => {})
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal))
  whenNpmIsGone(() => child.kill("SIGTERM"))
  child.on("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
}

/**
 * A LHÉO file is loaded with some 60 MB of living objects, whatever its size. Without a limit, V8 lets the dead ones pile up beside a
 * portal that needs the memory.
 */
function memoryFlags(name, [first]) {
  return name === "import" && first === "--lheo" ? ["--max-semi-space-size=4", "--max-old-space-size=256"] : []
}

/** On a polite kill, npm ends without passing the signal on; but whoever stops `npm start` wants to stop the portal. */
function whenNpmIsGone(stop) {
  if (!process.env.npm_lifecycle_event) return
  const shell = process.ppid
  const npm = Number(spawnSync("ps", ["-o", "ppid=", "-p", String(shell)], { encoding: "utf8" }).stdout)
  const isGone = (pid) => {
    try {
      return process.kill(pid, 0) !== true
    } catch (error) {
      return error.code === "ESRCH"
    }
  }
  const watch = setInterval(() => {
    if (process.ppid === shell && !(npm > 1 && isGone(npm))) return
    clearInterval(watch)
    stop()
  }, 300)
}
