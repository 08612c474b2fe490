import { describe, expect, it } from "vitest"
import { absentFrom, differenceLines, guessColumns, mapped, readRow } from "@/lib/desk/imports/rules"
import { csvHeader, csvRowsOf, textOf } from "@/lib/platform/text/csv"

describe("the columns of a file", () => {
  it("are guessed whatever they are called", () => {
    const map = guessColumns(["N° SIRET", "Dénomination", "Sigle", "CP", "Ville", "Statut"])
    expect(map).toMatchObject({ siret: "N° SIRET", raison_sociale: "Dénomination", code_postal: "CP", commune: "Ville", etat: "Statut" })
    expect(absentFrom(map)).toEqual(["enseigne", "types", "adresse"])
    expect(mapped({ Ville: "Pau", CP: "64000" }, map)).toMatchObject({ commune: "Pau", code_postal: "64000", types: undefined })
  })

  it("are read from the first line, whatever separates them", async () => {
    for (const line of ["siret;nom", "siret,nom", "siret\tnom", '"siret";"nom"'])
      expect(await csvHeader(`${line}\n1;2`)).toEqual(["siret", "nom"])
    expect(await csvHeader("__proto__;constructor;siret")).toEqual(["siret"])
  })

  it("hold one record a line, whatever ends each", async () => {
    const rows: unknown[] = []
    for await (const { line, row } of csvRowsOf('a;b\r\n1;2\n3;"quatre\ncinq"\r6;7')) rows.push([line, row])
    expect(rows).toEqual([
      [2, { a: "1", b: "2" }],
      [4, { a: "3", b: "quatre\ncinq" }],
      [5, { a: "6", b: "7" }],
    ])
  })

  it("come out of UTF-8, UTF-16 and Windows-1252 alike", () => {
    expect(textOf(new TextEncoder().encode("École"))).toBe("École")
    expect(textOf(Uint8Array.from([0xc9, 0x63, 0x6f, 0x6c, 0x65]))).toBe("École")
    expect(textOf(Uint8Array.from([0xff, 0xfe, 0xc9, 0, 0x63, 0]))).toBe("Éc")
  })
})

it("what a file changes is said field by field, in words", () => {
  const before = { sigle: null, city: "Pau", types: [], state: "closed" }
  const after = { sigle: "CP", city: "Bordeaux", types: ["formateur", "prescripteur"], state: "active" }
  expect(differenceLines({ before, after })).toEqual([
    { name: "Sigle", from: "rien", to: "CP" },
    { name: "Ville", from: "Pau", to: "Bordeaux" },
    { name: "Types", from: "rien", to: "formateur, prescripteur" },
    { name: "État", from: "fermée", to: "ouverte" },
  ])
})

describe("a row", () => {
  const row = {
    siret: "317 542 025 00042",
    raison_sociale: " Centre  du Port ",
    code_postal: "",
    types: "Formateur, prescripteur",
    etat: "Fermée",
  }
  it("is read as people write it", () => {
    expect(readRow(2, row)).toMatchObject({
      siret: "31754202500042",
      raison_sociale: "Centre du Port",
      postcode: null,
      types: ["formateur", "prescripteur"],
      state: "closed",
    })
  })

  it.each([
    [{ siret: "31754202500043" }, "SIRET invalide : « 31754202500043 » (clé de contrôle)"],
    [{ raison_sociale: "\u0000 " }, "raison sociale absente"],
    [{ raison_sociale: "x".repeat(301) }, "raison sociale : plus de 300 caractères"],
    [{ code_postal: "3300" }, "code postal invalide : « 3300 »"],
    [{ types: "école" }, "type inconnu : « école » (formateur, prescripteur, ou les deux)"],
    [{ etat: "constructor" }, "état inconnu : « constructor » (ouverte ou fermée)"],
    [{ etat: "peut-être" }, "état inconnu : « peut-être » (ouverte ou fermée)"],
  ])("says what is wrong: %o", (change, reason) => {
    expect(readRow(7, { ...row, ...change })).toEqual({ line: 7, reason })
  })
})
