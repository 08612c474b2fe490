/** The page of styles shows every component: people would make a second one of a component that they do not see there. */
import { globSync, readFileSync } from "node:fs"
import path from "node:path"
import { expect, it } from "vitest"

const root = path.resolve(import.meta.dirname, "../../..")

it("each component of components/ui is on /styles", () => {
  const shown = globSync(["app/styles/*.tsx", "components/styles/*.tsx"], { cwd: root })
    .map((file) => readFileSync(path.join(root, file), "utf8"))
    .join()
  const all = globSync("components/ui/*.tsx", { cwd: root }).map((file) => `@/components/ui/${path.basename(file, ".tsx")}`)
  expect(all.length).toBeGreaterThan(20)
  expect(all.filter((module) => !shown.includes(`from "${module}"`))).toEqual([])
})
