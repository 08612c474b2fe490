import { describe, expect, it } from "vitest"
import { absentFrom, differenceLines, guessColumns, mapped, misfitWords, readRow } from "@/lib/desk/imports/rules"
import { type CsvRow, csvHeader, csvRowsOf, UnreadableCsv } from "@/lib/platform/text/csv"
import { encodingOf, isWorkbook, textOf } from "@/lib/platform/text/encodings"

async function all(rows: AsyncIterable<CsvRow>) {
  const read: CsvRow[] = []
  for await (const row of rows) read.push(row)
  return read
}

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

  it("are not taken for what they are not, and the portal's own labels come first", () => {
    const map = guessColumns([
      "Statut juridique",
      "Type de voie",
      "Code commune",
      "Adresse e-mail",
      "Type de structure",
      "État",
      "siret",
      "nom",
    ])
    expect(map).toMatchObject({ etat: "État", types: "Type de structure", adresse: null, commune: null })
    expect(guessColumns(["siret", "nom", "nom (2)"])).toMatchObject({ raison_sociale: "nom" })
  })

  it("a cell too many is said with its line, and empty cells at the end move nothing", async () => {
    const rows = await all(csvRowsOf("a;b;c\n1;Durand et Cie;Bordeaux\n2;Dupont; Durand et Cie;Bordeaux\n3;x\n;;;\n4;y;z;;\n"))
    expect(rows.map(({ line, misfit }) => [line, misfit])).toEqual([
      [2, undefined],
      [3, { expected: 3, found: 4 }],
      [4, undefined],
      [6, undefined],
    ])
    expect(misfitWords({ expected: 3, found: 4 })).toContain("4 cellules au lieu de 3")
  })

  it("two columns of one name are two, Excel's own first line is not one, and a name may hold a line break", async () => {
    expect(await csvHeader("siret;nom;nom\n1;2;3")).toEqual(["siret", "nom", "nom (2)"])
    for (const mark of [";", ",", "\t"]) {
      const text = `sep=${mark}\nsiret${mark}nom\n1${mark}2`
      expect(await csvHeader(text)).toEqual(["siret", "nom"])
      expect(await all(csvRowsOf(text))).toEqual([{ line: 3, row: { siret: "1", nom: "2" } }])
    }
    expect(await csvHeader('siret;"raison\nsociale"\n1;2')).toEqual(["siret", "raison sociale"])
    expect(await all(csvRowsOf('siret;nom\n="00042";x'))).toEqual([{ line: 2, row: { siret: "00042", nom: "x" } }])
  })

  it("a quote astray is said with its line", async () => {
    const problem = (text: string) =>
      all(csvRowsOf(text)).then(
        () => null,
        (error: unknown) => error instanceof UnreadableCsv && error.message,
      )
    expect(await problem('a;b\n1;2\n3;"ouvert\n5;6\n')).toMatch(/à partir de la ligne 3, un guillemet/)
    expect(await problem('a;b\n1;"2" x\n')).toMatch(/ligne 2, un guillemet/)
    expect(await csvHeader('a;b\n1;"2" x\n')).toEqual(["a", "b"])
  })

  it("an old Excel of Mac, an accent cut at the end of a sample, a workbook renamed", () => {
    const mac = Uint8Array.from([0x83, 0x63, 0x6f, 0x6c, 0x65, 0x20, 0x64, 0xd5, 0x8e, 0x74, 0x8e])
    expect([encodingOf(mac), textOf(mac)]).toEqual(["macintosh", "École d’été"])
    expect(encodingOf(Uint8Array.from([0xc9, 0x63, 0x6f, 0x6c, 0x65]))).toBe("windows-1252")
    expect(encodingOf(new TextEncoder().encode("École d’été").subarray(0, -1))).toBe("utf-8")
    expect([isWorkbook(Uint8Array.from([0x50, 0x4b, 3, 4, 20])), isWorkbook(mac)]).toEqual([true, false])
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
    [{ types: "formateur et prescripteur" }, { types: ["formateur", "prescripteur"] }],
    [{ types: "Organisme de formation" }, { types: ["formateur"] }],
    [{ types: "Prescripteurs / Formateurs" }, { types: ["formateur", "prescripteur"] }],
    [{ types: "Sans habilitation particulière" }, { types: [] }],
    [{ etat: "Actif" }, { state: "active" }],
    [{ etat: "A" }, { state: "active" }],
    [{ etat: "F" }, { state: "closed" }],
    [{ code_postal: "33 000" }, { postcode: "33000" }],
    [{ code_postal: "33077 CEDEX" }, { postcode: "33077" }],
    [{ siret: "SIRET : 317\u200e542–025 00042" }, { siret: "31754202500042" }],
    [{ raison_sociale: "Du\u200bpont" }, { raison_sociale: "Dupont" }],
  ])("is understood: %o", (change, read) => {
    expect(readRow(7, { ...row, ...change })).toMatchObject(read)
  })

  it.each([
    [{ siret: "3,17542E+13" }, "SIRET invalide : « 3,17542E+13 » : Excel a abîmé ce SIRET, mettez sa colonne au format texte"],
    [{ siret: "00000000000000" }, "SIRET invalide : « 00000000000000 » (ce numéro n’existe pas)"],
    [{ code_postal: "99999" }, "code postal invalide : « 99999 »"],
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
