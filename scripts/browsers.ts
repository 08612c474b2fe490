/** `npm run test:browsers`: the main journeys in Firefox and in WebKit, where the machine has them; each is skipped by name where it has not. */
import { spawnSync } from "node:child_process"
import path from "node:path"
import { buildIfNeeded } from "./build"

const root = path.resolve(import.meta.dirname, "..")
await buildIfNeeded(root)
const { status } = spawnSync(path.join(root, "node_modules/.bin/vitest"), ["run", "--project", "browsers", "--reporter=verbose"], {
  cwd: root,
  stdio: "inherit",
})
process.exitCode = status ?? 1
