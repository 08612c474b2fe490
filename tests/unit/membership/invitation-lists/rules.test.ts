import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { doesSomething, judged, readLines } from "@/lib/membership/invitation-lists/rules"
import { mostWaiting } from "@/lib/vocabulary/invitations/rules"

const nothing = { rafaelProfil: null, isEmployeur: false, isPrestataire: false }
const level1 = { ...nothing, rafaelProfil: "prescripteur_1" as const }
const both = ["formateur", "prescripteur"] as const
const emails = (text: string) => readLines(text, nothing, both).invited.map(({ email }) => email)

describe("a pasted list", () => {
  it.each([
    ["one address", "a@exemple.fr", ["a@exemple.fr"]],
    ["one a line, with capitals and empty lines", "A@Exemple.fr\n\n  b@exemple.fr  \n", ["a@exemple.fr", "b@exemple.fr"]],
    ["several on a line", "a@exemple.fr, b@exemple.fr; c@exemple.fr d@exemple.fr", ["a@", "b@", "c@", "d@"].map((m) => `${m}exemple.fr`)],
    ["as mail programs write them", 'Camille Durand <c@exemple.fr>; "Durand, Léa" <l@exemple.fr>', ["c@exemple.fr", "l@exemple.fr"]],
    ["bare addresses among named ones", "paul@y.fr, Camille <c@x.fr>, luc@z.fr", ["paul@y.fr", "c@x.fr", "luc@z.fr"]],
    ["a name with a comma and no quotes", "Durand, Léa <l@exemple.fr>; Prescripteur Niveau 1", ["l@exemple.fr"]],
    ["with a header", "Nom;Prénom;E-mail;Profil\nDurand;Léa;l@exemple.fr;Prescripteur Niveau 2", ["l@exemple.fr"]],
    ["with a full stop after it", "a@exemple.fr.", ["a@exemple.fr"]],
    ["with a quoted cell", '"a@exemple.fr";"Employeur"', ["a@exemple.fr"]],
  ])("%s", (_name, text, expected) => {
    const { unsound } = readLines(text, nothing, both)
    expect(unsound).toEqual([])
    expect(emails(text)).toEqual(expected)
  })

  it.each([
    ["a@exemple.fr ; Prescripteur Niveau 2", { ...nothing, rafaelProfil: "prescripteur_2" }],
    ["a@exemple.fr;niveau 3", { ...nothing, rafaelProfil: "prescripteur_3" }],
    ["a@exemple.fr\tGESTIONNAIRE OF GENERAL\temployeur", { ...nothing, rafaelProfil: "gestionnaire_general", isEmployeur: true }],
    ["Camille <a@exemple.fr>; Prestataire", { ...nothing, isPrestataire: true }],
    ["a@exemple.fr; aucun", nothing],
    ["a@exemple.fr", level1],
    ["email;profil\na@exemple.fr;Prescripteur Niveau 2, Employeur", { ...nothing, rafaelProfil: "prescripteur_2", isEmployeur: true }],
  ])("gives %j its own profils, or those of the list", (text, rights) => {
    expect(readLines(text, level1, both).invited).toMatchObject([{ email: "a@exemple.fr", rights }])
  })

  it.each([
    ["sans-arobase.exemple.fr", "address"],
    ["a@exemple", "address"],
    ["a@@exemple.fr", "address"],
    ["A <a@exemple.fr>, sans.arobase.fr, C <c@exemple.fr>", "profil"],
    ["a@exemple.fr; Grand chef", "profil"],
    ["a@exemple.fr; niveau 1; niveau 2", "two-profils"],
    [`${"x".repeat(5000)}@exemple.fr`, "address"],
  ])("says of %.40s why it invites nobody", (text, why) => {
    const { invited, unsound } = readLines(`b@exemple.fr\n${text}`, nothing, both)
    expect(invited.map(({ email }) => email)).toEqual(["b@exemple.fr"])
    expect(unsound.every((line) => line.line === 2)).toBe(true)
    expect(unsound[0]?.why).toBe(why)
    expect(unsound[0]?.text.length).toBeLessThanOrEqual(60)
  })

  it("refuses a profil that the structure does not open, said by a line or for all", () => {
    expect(readLines("a@exemple.fr; niveau 1", nothing, ["formateur"]).unsound).toMatchObject([{ why: "profil-not-open" }])
    expect(readLines("a@exemple.fr", level1, ["formateur"]).unsound).toMatchObject([{ why: "profil-not-open" }])
  })

  it("of 1,000 lines, 40 unsound and 12 twice, invites 948 people", () => {
    const lines = Array.from({ length: 948 }, (_, index) => `personne${index}@exemple.fr`)
    const wrong = Array.from({ length: 40 }, (_, index) => `personne${index}.exemple.fr`)
    const again = lines.slice(100, 112)
    const { invited, unsound, twice } = readLines([...lines, ...wrong, ...again].join("\n"), nothing, both)
    expect([invited.length, unsound.length, twice.length]).toEqual([948, 40, 12])
    expect(unsound[0]).toEqual({ line: 949, text: "personne0.exemple.fr", why: "address" })
    expect(judged(invited, new Map(), 0).overflow).toBe(948 - mostWaiting)
  })

  it("reads whatever is pasted, quickly, and never the same person twice", () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.constantFrom("a@exemple.fr", "<", ">", ";", ",", '"', "\t", "b@exemple.fr", " "),
    )
    fc.assert(
      fc.property(fc.array(fc.array(piece, { maxLength: 8 }), { maxLength: 30 }), (lines) => {
        const found = readLines(lines.map((parts) => parts.join("")).join("\n"), level1, both)
        const seen = found.invited.map(({ email }) => email)
        expect(new Set(seen).size).toBe(seen.length)
      }),
    )
    const started = performance.now()
    readLines("a@b<".repeat(50_000), nothing, both)
    readLines("a ".repeat(100_000), nothing, both)
    readLines(`${"a@exemple.fr ".repeat(15_000)}`, nothing, both)
    expect(performance.now() - started).toBeLessThan(2000)
  })
})

it("does something only for who is new or waits for an answer", () => {
  const invited = readLines("a@x.fr\nb@x.fr\nc@x.fr\nd@x.fr\ne@x.fr", nothing, both).invited
  const standing = new Map([["b@x.fr", "here"] as const, ["c@x.fr", "asked"], ["d@x.fr", "invited"], ["e@x.fr", "declined"]] as const)
  expect(judged(invited, standing, 499).lines.map((line) => [line.verdict, doesSomething(line)])).toEqual([
    ["new", true],
    ["here", false],
    ["asked", true],
    ["invited", false],
    ["declined", false],
  ])
  expect(judged(invited, standing, 499).overflow).toBe(0)
  expect(judged(invited, standing, 500).overflow).toBe(1)
})
