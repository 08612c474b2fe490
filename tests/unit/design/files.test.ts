/** A file taken away is read in full, and most leave a row in a journal that is never emptied: nobody takes them without end. */
import { globSync, readFileSync } from "node:fs"
import path from "node:path"
import { expect, it } from "vitest"

const root = path.resolve(import.meta.dirname, "../../..")

it("each address that hands over a file counts how many someone takes", () => {
  const routes = globSync("app/**/route.ts", { cwd: root }).map((file) => [file, readFileSync(path.join(root, file), "utf8")] as const)
  const files = routes.filter(([, text]) => text.includes('from "@/lib/platform/http/downloads"'))
  expect(files.length).toBeGreaterThan(8)
  expect(files.filter(([, text]) => !text.includes("await tooManyFiles(")).map(([file]) => file)).toEqual([])
})
