import { spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"
import path from "node:path"
import { expect, it } from "vitest"

const root = path.resolve(import.meta.dirname, "../../..")
const read = (file: string) => readFileSync(path.join(root, file), "utf8")
const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> }
const explained = JSON.parse(read("scripts/commands.json")) as Record<string, { usage: string; help: string }>
const run = Object.entries(scripts).flatMap(([command, line]) => {
  const [, script = ""] = /^node scripts\/run\.mjs ([a-z-]+)/.exec(line) ?? []
  return script ? [{ command, script }] : []
})

it("each command explains itself with --help, before anything is installed or started", () => {
  expect(Object.keys(explained).toSorted()).toEqual([...new Set(run.map(({ script }) => script))].toSorted())
  for (const { command, script } of run) expect(explained[script]?.usage, command).toMatch(/^npm (start|test|run \S+)/)
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(root, "scripts/run.mjs"), "restore", "--help"], {
    encoding: "utf8",
  })
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" })
  expect(stdout).toContain("npm run restore -- fichier.sql.gz [--hold-mails]")
})

it("each command of an operator has its row in docs/operations.md", () => {
  const operations = read("docs/operations.md")
  const known = run.map(({ command }) => command).filter((command) => !["start", "test", "build"].includes(command))
  for (const command of [...known, "lint"]) expect(operations, command).toContain(`\`npm run ${command}`)
})
