import path from "node:path"
import { expect, it } from "vitest"
import { typeset, unsetSources } from "@/scripts/typography"

const seen = (text: string) => text.replaceAll("\u00a0", "~")

it.each([
  ["Qui décide ?", "Qui décide~?"],
  ["Ceci : cela ; « ainsi » !", "Ceci~: cela~; «~ainsi~»~!"],
  ["**Fort** : oui", "**Fort**~: oui"],
  ["À 10:32, https://exemple.fr", "À 10:32, https://exemple.fr"],
  ["a ? b : c", "a~? b~: c"],
  ["hover:bg-brand flex", "hover:bg-brand flex"],
])("sets “%s”", (text, expected) => {
  expect(seen(typeset(text))).toBe(expected)
})

it("joins what follows a value to it", () => {
  expect(seen(typeset(" : la suite"))).toBe("~: la suite")
})

it("every text of the portal is set: npm run typography does it", () => {
  expect(unsetSources(path.resolve(import.meta.dirname, "../../..")).map(({ file }) => file)).toEqual([])
})
