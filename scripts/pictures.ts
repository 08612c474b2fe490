/** `npm run pictures`: takes again the pictures of the help pages, from the demonstration as it is. */
import { spawnSync } from "node:child_process"
import path from "node:path"
import { ensureBrowser } from "./browser"
import { buildIfNeeded } from "./build"

const root = path.resolve(import.meta.dirname, "..")
await buildIfNeeded(root)
ensureBrowser()
const { status } = spawnSync(
  process.execPath,
  ["--disable-warning=ExperimentalWarning", "--import", "tsx", path.join(root, "node_modules/@playwright/test/cli.js"), "test", "pictures"],
  { cwd: root, stdio: "inherit", env: { ...process.env, UPDATE_PICTURES: "1" } },
)
process.exitCode = status ?? 1
