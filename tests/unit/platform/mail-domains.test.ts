import { expect, it } from "vitest"
import { meantAddress } from "@/lib/platform/text/mail-domains"

it.each([
  ["ana@gmial.com", "ana@gmail.com"],
  ["ana@gmai.com", "ana@gmail.com"],
  ["Ana.Roux@orange.fe", "ana.roux@orange.fr"],
  ["ana@wanado.fr", "ana@wanadoo.fr"],
  ["ana@lapost.net", "ana@laposte.net"],
  ["ana@hotmial.fr", "ana@hotmail.fr"],
  ["ana@outlok.fr", "ana@outlook.fr"],
])("%s was meant to be %s", (typed, meant) => {
  expect(meantAddress(typed)).toBe(meant)
})

it.each([
  "ana@gmail.com",
  "ana@orange.fr",
  "ana@free.fr",
  "ana@structure.fr",
  "ana@mission-locale.fr",
  "ana@afpa.fr",
  "ana@cfa-bordeaux.fr",
  "ana@greta.fr",
  "ana@france-travail.net",
  "ana@ville-pau.fr",
  "pas une adresse",
  "",
])("%s is left as it is", (typed) => {
  expect(meantAddress(typed)).toBeNull()
})
