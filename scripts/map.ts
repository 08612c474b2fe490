/** `npm run map`: draws in README.md which area of lib/ uses which, as the imports say. A test checks that it is up to date. */
import { globSync, readFileSync, writeFileSync } from "node:fs"
import path from "node:path"
import ts from "typescript"

const begin = "<!-- areas: npm run map -->"
const end = "<!-- /areas -->"

/** The table of README.md as it should be: from the top floor down, each area, what its README says of it, and what it uses. */
export function mapOfAreas(root: string, areas: readonly string[]): string {
  const uses = new Map(areas.map((area) => [area, new Set<string>()]))
  for (const file of globSync("lib/**/*.{ts,tsx}", { cwd: root })) {
    const from = uses.get(file.split(path.sep)[1] ?? "")
    if (!from || file.includes("generated")) continue
    const { importedFiles } = ts.preProcessFile(readFileSync(path.join(root, file), "utf8"))
    for (const { fileName } of importedFiles) {
      const [, to] = /^@\/lib\/([^/]+)\//.exec(fileName) ?? []
      if (to && to !== file.split(path.sep)[1]) from.add(to)
    }
  }
  const rows = areas.toReversed().map((area) => {
    const used = areas.toReversed().filter((other) => uses.get(area)?.has(other))
    return [`[${area}](lib/${area}/README.md)`, firstSentence(root, area), used.join(" · ")]
  })
  return table([["area", "what lives there", "uses"], ...rows])
}

function firstSentence(root: string, area: string) {
  const [, paragraph = ""] = readFileSync(path.join(root, "lib", area, "README.md"), "utf8").split(/\n\n/)
  return (paragraph.replaceAll("\n", " ").match(/^.*?[.:](?= |$)/)?.[0] ?? paragraph).replace(/[.:]$/, "")
}

/** Laid out as Biome lays out tables. */
function table(rows: string[][]) {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)))
  const line = (cells: string[]) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`
  const [head = [], ...others] = rows.map(line)
  return [head, line(widths.map((width) => "-".repeat(width))), ...others].join("\n")
}

/** README.md with the map put between its two marks. */
export function withMap(readme: string, map: string): string {
  const [before, after] = [readme.indexOf(begin), readme.indexOf(end)]
  if (before < 0 || after < before) throw new Error(`README.md has no place for the map: ${begin} … ${end}`)
  return `${readme.slice(0, before + begin.length)}\n\n${map}\n\n${readme.slice(after)}`
}

if (process.argv[1] && path.resolve(process.argv[1]) === import.meta.filename) {
  const root = path.resolve(import.meta.dirname, "..")
  const { areas } = (await import("../.dependency-cruiser.mjs")) as { areas: string[] }
  const file = path.join(root, "README.md")
  writeFileSync(file, withMap(readFileSync(file, "utf8"), mapOfAreas(root, areas)))
}
