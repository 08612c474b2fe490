import { globSync, readFileSync } from "node:fs"
import path from "node:path"
import { expect, it } from "vitest"
import { de } from "@/lib/platform/text/elision"

const root = path.resolve(import.meta.dirname, "../../..")

it.each([
  ["Camille ROUX", "de Camille ROUX"],
  ["Élodie CAILLAUD", "d’Élodie CAILLAUD"],
  ["Ousmane DIOP", "d’Ousmane DIOP"],
  ["Œuvre Saint-Jean", "d’Œuvre Saint-Jean"],
  ["Yves NOGARO", "d’Yves NOGARO"],
  ["Yanis BENALI", "de Yanis BENALI"],
  ["Hugo HADDAD", "de Hugo HADDAD"],
  ["1001 Métiers", "de 1001 Métiers"],
])("before %s: %s", (name, said) => {
  expect(de(name)).toBe(said)
})

it("no text puts « de » before a name by itself", () => {
  const sources = globSync("{app,components,lib}/**/*.{ts,tsx}", { cwd: root }).filter((file) => !file.includes("generated"))
  expect(sources.length).toBeGreaterThan(500)
  const bare = /\bde (?:<strong>)?\$?\{[^}]*(?:[nN]ame\b|raisonSociale)/
  const allowed = "lib/platform/text/elision.ts"
  expect(sources.filter((file) => file !== allowed && bare.test(readFileSync(path.join(root, file), "utf8")))).toEqual([])
})
