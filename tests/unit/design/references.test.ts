import { existsSync, globSync, readFileSync } from "node:fs"
import path from "node:path"
import { describe, expect, it } from "vitest"

const root = path.resolve(import.meta.dirname, "../../..")
const ignored = ["**/node_modules/**", "lib/platform/generated/**", "docs/supply-chain/**"]
/** The decisions tell of their day and are not edited, so they are not checked; 0038 says where the folders they name are now. */
const pages = globSync(["*.md", "docs/*.md", "lib/**/*.md"], { cwd: root, exclude: ignored })
const sources = globSync(["{app,components,lib,prisma,scripts,tests}/**/*.{ts,tsx,mjs}", "middleware.ts"], { cwd: root, exclude: ignored })

const named = /(?<![\w/@.-])(?:app|components|docs|lib|prisma|scripts|tests)\/(?:\[[\w.]+\]|[\w./*{}-])*(?:\w|\[[\w.]+\])/g

/** The paths of the project that a text names, without those of other projects or of a package. */
function pathsOf(text: string) {
  return [...text.matchAll(named)].map(([found]) => found).filter((found) => !/[*{}]|\.mjs$/.test(found))
}

function isThere(name: string) {
  const [folder, file] = [path.dirname(name), path.basename(name)]
  const beginsWith = /^\d{4}$/.test(file) ? `${file}-*.md` : `${file.replaceAll(/[[\]]/g, "[$&]")}.{ts,tsx}`
  return existsSync(path.join(root, name)) || globSync(beginsWith, { cwd: path.join(root, folder) }).length > 0
}

function lost(file: string, text: string) {
  return pathsOf(text)
    .filter((name) => !isThere(name))
    .map((name) => `${file}: ${name}`)
}

/** The comments of a source, as far as lines tell. */
function commentsOf(source: string) {
  return source
    .split("\n")
    .filter((line) => /^\s*(\/\*|\*|\/\/)|\s\/\/ /.test(line))
    .join("\n")
}

describe("what is named is there", () => {
  it("in pages", () => {
    expect(pages.length).toBeGreaterThan(15)
    expect(pages.flatMap((page) => lost(page, readFileSync(path.join(root, page), "utf8")))).toEqual([])
  })

  it("in comments", () => {
    expect(sources.length).toBeGreaterThan(500)
    expect(sources.flatMap((file) => lost(file, commentsOf(readFileSync(path.join(root, file), "utf8"))))).toEqual([])
  })

  it("and what is not is found", () => {
    const text = "`lib/platform/db.ts`, [x](docs/search.md), docs/decisions/0031, docs/decisions/0099, tests/support/factories"
    expect(lost("here", text)).toEqual(["here: lib/platform/db.ts", "here: docs/decisions/0099"])
  })
})
