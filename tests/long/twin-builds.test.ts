/** Two machines that build the same sources must be able to stand behind one address. */
import { execFileSync } from "node:child_process"
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, expect, it } from "vitest"

const root = path.resolve(import.meta.dirname, "../..")
const needed = [
  ...["app", "components", "lib", "public", "scripts"],
  ...["middleware.ts", "instrumentation.ts", "next.config.mjs", "postcss.config.mjs"],
  // Tailwind looks for class names in every file that git does not ignore.
  ...[".gitignore", "package.json", "package-lock.json", "tsconfig.json", "tsconfig.scripts.json"],
]

const folder = mkdtempSync(path.join(tmpdir(), "portail-jumeaux-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A whole project in a place of its own, as another machine has it; hard links spare a copy of its packages. */
function twin(place: string) {
  const copy = path.join(folder, place)
  mkdirSync(copy, { recursive: true })
  for (const item of needed) cpSync(path.join(root, item), path.join(copy, item), { recursive: true })
  execFileSync("cp", ["-al", path.join(root, "node_modules"), copy])
  return copy
}

/** What a build gives to whoever serves it, or opened a page of its twin. */
function built(copy: string) {
  execFileSync(process.execPath, ["--import", "tsx", "scripts/build.ts"], { cwd: copy, stdio: "pipe" })
  const read = (file: string) => readFileSync(path.join(copy, ".next", file), "utf8")
  const manifest = JSON.parse(read("server/server-reference-manifest.json")) as { node: object; encryptionKey: string }
  const files = globSync("static/**/*", { cwd: path.join(copy, ".next") }).sort()
  return { id: read("BUILD_ID"), actions: Object.keys(manifest.node).sort(), key: manifest.encryptionKey, files }
}

it("the same sources built in two places give the same build, actions and files", () => {
  const [one, other] = ["un", "ailleurs/deux"].map((place) => built(twin(place)))
  expect(one?.files.length).toBeGreaterThan(30)
  expect(one?.actions.length).toBeGreaterThan(50)
  expect(other).toEqual(one)
})
