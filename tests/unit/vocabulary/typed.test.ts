/** 53: what people paste, in each field that reads a number, an address or a name. */
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { addressChangeSchema, informationSchema } from "@/lib/identity/accounts/schema"
import { secretIn } from "@/lib/platform/secrets/secrets"
import { line, nameLine, paragraph } from "@/lib/platform/text/fields"
import { formatAge, sheetInstant } from "@/lib/platform/time/dates"
import { numberAmong } from "@/lib/search/typed/rules"
import { formatName, parseEmail, phoneTyped } from "@/lib/vocabulary/accounts/rules"
import { parsePostcode, parseSiret } from "@/lib/vocabulary/structures/rules"

it.each([
  ["SIRET : 317 542 025 00042", "31754202500042"],
  ["N° de SIRET 31754202500042", "31754202500042"],
  ["\u202a317542025\u200b00042\u200e", "31754202500042"],
  ["317–542–025–00042", "31754202500042"],
  ["３１７54202500042", "31754202500042"],
  ["00000000000000", null],
  ["11122233344455", null],
  ["31754202500043", null],
])("SIRET %j is %j", (text, siret) => expect(parseSiret(text)).toBe(siret))

it.each([
  ["33 000", "33000"],
  ["F-33000", "33000"],
  ["33077 CEDEX 9", "33077"],
  ["97400", "97400"],
  ["98800", "98800"],
  ["00000", null],
  ["99999", null],
  ["3300", null],
])("postcode %j is %j", (text, postcode) => expect(parsePostcode(text)).toBe(postcode))

it.each(["Tél. : 05 56 00 00 00", "tel:05-56-00-00-00", "\u202a05 56–00–00\u202f00", "05/56/00/00/00"])("telephone %j is read", (phone) => {
  const typed = { firstName: "Alix", lastName: "Durand", jobTitle: "Formatrice", phone }
  expect(informationSchema.parse(typed).phone.replace(/[^0-9]/g, "")).toBe("0556000000")
  expect(phoneTyped("tel:+33556000000")).toBe("+33556000000")
})

it.each([
  ["Camille Durand <camille@exemple.fr>", "camille@exemple.fr"],
  ["mailto:camille@exemple.fr?subject=x", "camille@exemple.fr"],
  ["<camille@exemple.fr>.", "camille@exemple.fr"],
  ["camille@exemple.fr,", "camille@exemple.fr"],
  ["'camille@exemple.fr", "'camille@exemple.fr"],
  ["a@b.fr,c@d.fr", null],
  ["a@b.fr\r\nBcc: tous@b.fr", null],
  ["a\u200b@b.fr", null],
])("address %j is %j", (text, email) => {
  expect(parseEmail(text)).toBe(email)
  expect(addressChangeSchema.safeParse({ email: text, currentPassword: "x" }).success).toBe(email !== null)
})

it("a link followed by a mark is the link", () => {
  const secret = `${"a".repeat(42)}-`
  for (const mark of ["", ".", ">", ")", "%3E"]) expect(secretIn(secret + mark)).toBe(secret)
  expect(secretIn("inconnu")).toBe("inconnu")
})

describe("a name", () => {
  it.each(["Gagnez 500 € : https://evil.example", "evil.fr", "www.x", "a@b", "-", "'", "\u200f", "Ville.Io"])(
    "50: %j is refused, in words",
    (text) => {
      const found = informationSchema.safeParse({ firstName: "Alix", lastName: text, jobTitle: "x1", phone: "" })
      expect(found.error?.issues[0]?.message).toMatch(/[a-zé]+.*\./)
    },
  )
  it.each([
    ["\u200fאלון", "אלון"],
    ["Du\u200bpont", "Dupont"],
    ["St.Pierre", "St.Pierre"],
    ["J.-P. O’Neil", "J.-P. O’Neil"],
    ["Le\u0301a", "Léa"],
  ])("%j is kept as %j", (text, kept) => expect(nameLine(80).parse(text)).toBe(kept))
  it("may be one only: the last", () => {
    expect(informationSchema.safeParse({ firstName: "", lastName: "Suharto", jobTitle: "Formateur", phone: "" }).success).toBe(true)
    expect(formatName({ firstName: "", lastName: "Suharto" })).toBe("SUHARTO")
  })
})

it("whatever is typed is accepted without what nobody sees, or refused with a sentence", () => {
  const anything = fc
    .string({ unit: "binary", maxLength: 60 })
    .chain((text) => fc.constantFrom(text, text.normalize("NFD"), `\u202a${text}\u200b`))
  for (const field of [line(200), nameLine(200), paragraph(200)])
    fc.assert(
      fc.property(anything, (text) => {
        const found = field.safeParse(text)
        if (found.success) {
          expect(found.data).toBe(found.data.normalize("NFC").trim())
          expect(found.data.isWellFormed()).toBe(true)
          expect(found.data.replace(/[\u200d\ufe0f]/g, "")).not.toMatch(/\p{Default_Ignorable_Code_Point}/u)
          expect(field.parse(found.data), "typed again, it is the same").toBe(found.data)
        } else expect(found.error.issues[0]?.message).toMatch(/ .*\.$/)
      }),
      { numRuns: 300 },
    )
})

it("a number among words narrows", () => {
  expect(numberAmong("AFPA 82422814200520")).toEqual({ digits: "82422814200520", rest: "AFPA" })
  expect(numberAmong("afpa SIRET 824 228 142 00520 Limoges")).toEqual({ digits: "82422814200520", rest: "afpa  Limoges" })
  expect(numberAmong("bassin 824228142")).toEqual({ digits: "824228142", rest: "bassin" })
  expect(numberAmong("lycée 33000 Bordeaux")).toBeNull()
})

it("instants of files are those of Paris, and days those of the calendar", () => {
  expect(sheetInstant(new Date("2026-11-28T07:07:28.581Z"))).toBe("2026-11-28 08:07:28")
  expect(formatAge(new Date("2026-11-28T22:00:00Z"), new Date("2026-11-30T08:00:00Z"))).toBe("avant-hier")
})
