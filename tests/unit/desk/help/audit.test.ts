/** The public statement says what the audit counts. */
import { readFileSync } from "node:fs"
import path from "node:path"
import { expect, it } from "vitest"

const root = path.resolve(import.meta.dirname, "../../../..")

it("the accessibility page has the figures of docs/accessibilite.md, which has every criterion of RGAA 4.1 once", () => {
  const rows = [...readFileSync(path.join(root, "docs/accessibilite.md"), "utf8").matchAll(/^\| (\d+\.\d+) +\|[^|]+\| ([^|]+?) +\|/gm)]
  expect(new Set(rows.map(([, criterion]) => criterion)).size).toBe(106)
  expect(rows).toHaveLength(106)
  const verdicts = rows.map(([, , verdict]) => verdict)
  const conform = verdicts.filter((verdict) => verdict === "Conforme").length
  const applicable = verdicts.filter((verdict) => verdict !== "Non applicable").length
  const page = readFileSync(path.join(root, "app/accessibilite/page.tsx"), "utf8")
  expect(page).toContain(`conform: ${conform}, applicable: ${applicable}, rate: ${Math.round((100 * conform) / applicable)} }`)
})
