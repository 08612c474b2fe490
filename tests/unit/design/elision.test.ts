import { globSync, readFileSync } from "node:fs"
import path from "node:path"
import { expect, it } from "vitest"
import { de, que } from "@/lib/platform/text/elision"

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

it.each([
  ["Camille ROUX", "que Camille ROUX"],
  ["Élodie CAILLAUD", "qu’Élodie CAILLAUD"],
])("that %s", (name, said) => {
  expect(que(name)).toBe(said)
})

it("no text puts « de » or « que » before a name by itself", () => {
  const sources = globSync("{app,components,lib}/**/*.{ts,tsx}", { cwd: root }).filter((file) => !file.includes("generated"))
  expect(sources.length).toBeGreaterThan(500)
  const bare =
    /\b(?:de|que) (?:<(?!strong)[A-Z]|(?:<strong>)?\$?\{[^}]*(?:[nN]ame\b|raisonSociale|structure\b|party\(|commune|city|who\b|person\}|join\())/
  // The journal’s own sentences are elided when they are told.
  const allowed = ["lib/platform/text/elision.ts", "lib/trace/journal/catalogue.ts"]
  expect(sources.filter((file) => !allowed.includes(file) && bare.test(readFileSync(path.join(root, file), "utf8")))).toEqual([])
})
