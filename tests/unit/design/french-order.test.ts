import { globSync, readFileSync } from "node:fs"
import path from "node:path"
import { expect, it } from "vitest"
import { filedName, inFrenchOrder } from "@/lib/platform/text/french-order"

const root = path.resolve(import.meta.dirname, "../../..")

it("names are in the order of a French dictionary, those in other letters after Z", () => {
  const people = [
    ["Zoé", "Zidane"],
    ["Ольга", "Иванова"],
    ["Élodie", "Martin"],
    ["Elodie", "Martin"],
    ["Elsa", "Martin"],
    ["Ana", "Éluard"],
    ["Ana", "Eluard"],
  ].map(([firstName = "", lastName = ""]) => ({ firstName, lastName }))
  expect(inFrenchOrder(people, filedName).map(filedName)).toEqual([
    "Eluard Ana",
    "Éluard Ana",
    "Martin Elodie",
    "Martin Élodie",
    "Martin Elsa",
    "Zidane Zoé",
    "Иванова Ольга",
  ])
})

it("no query leaves names to the order of the database server, which may put É after Z", () => {
  const sources = globSync("lib/**/*.ts", { cwd: root }).filter((file) => !file.includes("generated"))
  expect(sources.length).toBeGreaterThan(300)
  const orders =
    /\b(lastName|firstName|raisonSociale|name|title): "(asc|desc)"|ORDER BY [^`]*\b(raison_sociale|last_name|first_name)(?! COLLATE)\b[ ,`]/
  expect(sources.filter((file) => orders.test(readFileSync(path.join(root, file), "utf8")))).toEqual([])
})
