import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { cruise, type ICruiseOptions, type ICruiseResult } from "dependency-cruiser"
import { afterAll, describe, expect, it } from "vitest"
import config, { areas, modules } from "../../../.dependency-cruiser.mjs"
import { mapOfAreas, withMap } from "../../../scripts/map"

const root = path.resolve(import.meta.dirname, "../../..")
const tree = mkdtempSync(path.join(tmpdir(), "portail-arrows-"))
afterAll(() => rmSync(tree, { recursive: true }))

/** The names of the rules that are broken when one file imports another, in a tree of these two files. */
async function brokenBy(arrows: Record<string, string>): Promise<string[]> {
  rmSync(tree, { recursive: true })
  for (const [from, to] of Object.entries(arrows)) {
    for (const file of [from, to]) mkdirSync(path.dirname(path.join(tree, file)), { recursive: true })
    const toward = path.relative(path.dirname(from), to).replace(/\.tsx?$/, "")
    writeFileSync(path.join(tree, from), `import { it } from "${toward.startsWith(".") ? toward : `./${toward}`}"\nexport { it }\n`)
  }
  for (const to of Object.values(arrows)) if (!(to in arrows)) writeFileSync(path.join(tree, to), "export const it = 1\n")
  const { tsConfig: _, ...options } = config.options ?? {}
  const rules = { forbidden: config.forbidden ?? [] }
  const { output } = await cruise(["."], { ...options, baseDir: tree, validate: true, ruleSet: rules } as ICruiseOptions)
  return [...new Set((output as ICruiseResult).summary.violations.map(({ rule }) => rule.name))]
}

describe("what may import what", () => {
  it.each([
    ["an area above", { "lib/identity/sessions/operations.ts": "lib/membership/referents/queries.ts" }, "floor-of-identity"],
    ["an area above, from a component", { "components/trace/messages/card.tsx": "lib/desk/resends/schema.ts" }, "floor-of-trace"],
    ["a component of an area above", { "components/search/ask/picker.tsx": "components/desk/news/tiles.tsx" }, "floor-of-search"],
    ["a folder that is no area", { "lib/desk/news/queries.ts": "lib/utils/queries.ts" }, "an-area-is-named"],
    ["a screen, from lib", { "lib/desk/news/queries.ts": "components/ui/button.tsx" }, "lib-knows-no-screen"],
    ["a noun, from platform", { "lib/platform/http/throttle.ts": "lib/access/limits.ts" }, "platform-knows-no-noun"],
    ["a noun, from ui", { "components/ui/button.tsx": "lib/access/words.ts" }, "ui-knows-no-noun"],
    ["a query, from a component", { "components/desk/news/tiles.tsx": "lib/desk/news/queries.ts" }, "components-never-query"],
    ["the database, from a page", { "app/aide/page.tsx": "lib/platform/db/client.ts" }, "app-never-touches-the-database"],
    ["an operation, from a page", { "app/aide/page.tsx": "lib/desk/news/operations.ts" }, "pages-call-no-operation"],
    ["the database, from rules", { "lib/desk/news/rules.ts": "lib/platform/db/client.ts" }, "rules-are-pure"],
    ["the database, from the table of rights", { "lib/access/permissions.ts": "lib/platform/db/client.ts" }, "permissions-are-pure"],
    ["the log, from a shape", { "lib/desk/news/schema.ts": "lib/platform/process/log.ts" }, "schemas-are-shared-with-forms"],
    ["an operation, from a query", { "lib/desk/news/queries.ts": "lib/trace/journal/operations.ts" }, "queries-only-read"],
    ["the entrance, from an operation", { "lib/desk/news/operations.ts": "lib/identity/entrance/actor.ts" }, "operations-know-no-action"],
    ["a test, from what is served", { "lib/desk/news/queries.ts": "tests/support/factories.ts" }, "product-knows-no-test"],
    ["a file of an unknown name", { "lib/desk/news/queries.ts": "lib/desk/news/helpers.ts" }, "known-file-names"],
    [
      "a file that needs it",
      { "lib/desk/news/queries.ts": "lib/desk/news/rules.ts", "lib/desk/news/rules.ts": "lib/desk/news/queries.ts" },
      "no-circle",
    ],
    [
      "a folder that needs it by another file",
      {
        "lib/desk/news/operations.ts": "lib/desk/help/queries.ts",
        "lib/desk/help/operations.ts": "lib/desk/news/queries.ts",
      },
      "no-knot",
    ],
  ] as [string, Record<string, string>, string][])("%s is refused", async (_, arrows, rule) => {
    expect(await brokenBy(arrows)).toContain(rule)
  })

  it("an arrow that goes down is not", async () => {
    expect(
      await brokenBy({
        "app/aide/page.tsx": "components/desk/help/list.tsx",
        "components/desk/help/list.tsx": "lib/desk/help/rules.ts",
        "lib/desk/help/operations.ts": "lib/trace/journal/operations.ts",
        "lib/trace/journal/operations.ts": "lib/platform/db/client.ts",
      }),
    ).toEqual([])
  })
})

it("README.md shows the areas as the imports have them: npm run map draws them", () => {
  const readme = readFileSync(path.join(root, "README.md"), "utf8")
  expect(readme).toBe(withMap(readme, mapOfAreas(root, areas)))
})

it.each(areas)("the README of %s says what it may use", (area) => {
  const below = areas.slice(0, areas.indexOf(area)).toReversed()
  const text = readFileSync(path.join(root, "lib", area, "README.md"), "utf8").replaceAll("\n", " ")
  const said = modules.includes(area) ? "May use everything below" : `May use: ${below.join(", ")}.`
  expect(text).toContain(below.length === 0 ? "uses no other area" : said)
})
