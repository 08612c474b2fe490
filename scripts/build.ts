/** Builds the portal when its sources changed since the last build. */
import { spawnSync } from "node:child_process"
import { createHash } from "node:crypto"
import { existsSync, globSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import path from "node:path"

/** Milliseconds. */
const longestBuild = 15 * 60_000

const sources = [
  "app/**",
  "components/**",
  "lib/**",
  "public/**",
  "middleware.ts",
  "instrumentation.ts",
  "*.config.mjs",
  "tsconfig.json",
  "package-lock.json",
]

/**
 * `forPackage`: adds what scripts/package.ts needs. Two machines that build the same sources give the same names to actions, pages and
 * chunks, so that their instances may serve the same address: values that Next would choose at random come from the sources. The
 * encryption key of actions protects nothing here, because no action closes over a value (docs/decisions/0030-several-instances.md).
 */
export async function buildIfNeeded(root: string, { forPackage = false } = {}) {
  const stamp = path.join(root, ".next/portail-sources")
  const sourcesHash = hashOf(root)
  const hash = sourcesHash + (forPackage ? " package" : "")
  const isBuilt = () => existsSync(stamp) && readFileSync(stamp, "utf8") === hash
  if (isBuilt()) return
  await alone(path.join(root, ".next-en-construction"), () => {
    if (!isBuilt()) build(root, sourcesHash, forPackage)
    writeFileSync(stamp, hash)
  })
}

/** Two instances started at once from one folder: one builds, the other waits, then finds it done. */
async function alone(lock: string, work: () => void) {
  for (;;)
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" })
      break
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error
      if (!isHeld(lock)) rmSync(lock, { force: true })
      await new Promise((resolve) => setTimeout(resolve, 300))
    }
  try {
    work()
  } finally {
    rmSync(lock, { force: true })
  }
}

/** A killed build leaves its lock without a process. After a while, another process may have its number. */
function isHeld(lock: string) {
  try {
    return Date.now() - statSync(lock).mtimeMs < longestBuild && process.kill(Number(readFileSync(lock, "utf8")), 0)
  } catch {
    return false
  }
}

function build(root: string, sourcesHash: string, forPackage: boolean) {
  console.log("Construction du portail…")
  const next = path.resolve(import.meta.dirname, "../node_modules/next/dist/bin/next")
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--disable-warning=ExperimentalWarning", next, "build"], {
    cwd: root,
    encoding: "utf8",
    env: {
      ...process.env,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      PORTAIL_BUILD_ID: sourcesHash.slice(0, 20),
      NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: Buffer.from(sourcesHash, "hex").toString("base64"),
      PORTAIL_PACKAGE: forPackage ? "1" : "0",
    },
  })
  if (status !== 0) throw new Error(`La construction a échoué :\n${stdout}\n${stderr}`)
}

function hashOf(root: string) {
  const hash = createHash("sha256")
  for (const file of sources.flatMap((pattern) => globSync(pattern, { cwd: root })).sort()) {
    const full = path.join(root, file)
    if (statSync(full).isFile()) hash.update(file).update("\0").update(readFileSync(full))
  }
  return hash.digest("hex")
}

if (process.argv[1] === import.meta.filename) await buildIfNeeded(path.resolve(import.meta.dirname, ".."))
