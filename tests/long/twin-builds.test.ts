/** Two machines that build the same sources must be able to stand behind one address. */
import { globSync, readFileSync } from "node:fs"
import path from "node:path"
import { expect, it } from "vitest"
import { buildIfNeeded } from "@/scripts/build"
import { copySources } from "@/tests/support/portal-copy"

it("the same sources built in two places give the same build, actions and files", async () => {
  const seen: unknown[] = []
  for (const name of ["jumeau-un", "jumeau-deux"]) {
    const copy = copySources(name)
    await buildIfNeeded(copy)
    const read = (file: string) => readFileSync(path.join(copy, ".next", file), "utf8")
    const manifest = JSON.parse(read("server/server-reference-manifest.json")) as { node: object; encryptionKey: string }
    const files = globSync("static/**/*", { cwd: path.join(copy, ".next") }).sort()
    expect(files.length).toBeGreaterThan(30)
    seen.push({ id: read("BUILD_ID"), actions: Object.keys(manifest.node).sort(), key: manifest.encryptionKey, files })
  }
  expect(seen[1]).toEqual(seen[0])
})
