/** Builds the portal when its sources changed since the last build. */
import { spawnSync } from "node:child_process"
import { createHash } from "node:crypto"
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from "node:fs"
import path from "node:path"

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

export async function buildIfNeeded(root: string) {
  const stamp = path.join(root, ".next/portail-sources")
  const hash = hashOf(root)
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return
  console.log("Construction du portail…")
  const next = path.resolve(import.meta.dirname, "../node_modules/next/dist/bin/next")
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--disable-warning=ExperimentalWarning", next, "build"], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  })
  if (status !== 0) throw new Error(`La construction a échoué :\n${stdout}\n${stderr}`)
  writeFileSync(stamp, hash)
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
