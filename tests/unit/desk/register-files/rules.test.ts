import { expect, it } from "vitest"
import { kindOf, readRegisterRow } from "@/lib/desk/register-files/rules"

function read(kind: "units" | "establishments" | "links", row: Record<string, string>) {
  return readRegisterRow(kind, new Map(Object.keys(row).map((name, place) => [name, place])), Object.values(row))
}

it("files are told by their columns, in any order", () => {
  expect(kindOf(["nomUniteLegale", "siren", "denominationUniteLegale"])).toBe("units")
  expect(kindOf(["siret", "libelleCommuneEtablissement", "etatAdministratifEtablissement", "autre"])).toBe("establishments")
  expect(kindOf(["siretEtablissementSuccesseur", "siretEtablissementPredecesseur"])).toBe("links")
  expect(kindOf(["siret", "raison_sociale"])).toBeNull()
})

it("a company has its name, or its owner's; what is private is not taken", () => {
  expect(read("units", { siren: "305405045", denominationUniteLegale: " AFTRAL\u0000 ", sigleUniteLegale: "A" })).toEqual([
    "305405045",
    "AFTRAL",
    "A",
    null,
    null,
    null,
  ])
  const known = {
    siren: "305405045",
    denominationUniteLegale: "AFTRAL",
    categorieJuridiqueUniteLegale: "9220",
    trancheEffectifsUniteLegale: "41",
  }
  expect(read("units", known)?.slice(-2)).toEqual(["9220", 500])
  expect(read("units", { ...known, categorieJuridiqueUniteLegale: "92", trancheEffectifsUniteLegale: "NN" })?.slice(-2)).toEqual([
    null,
    null,
  ])
  expect(read("units", { siren: "305405045", nomUniteLegale: "PETIT", prenom1UniteLegale: "ANNE" })?.[1]).toBe("ANNE PETIT")
  expect(read("units", { siren: "305405045", denominationUniteLegale: "[ND]", nomUniteLegale: "[ND]" })?.[1]).toBeNull()
  expect(read("units", { siren: "30540504", denominationUniteLegale: "X" })).toBeNull()
})

it("an establishment has a valid number, and what is known of it", () => {
  const row = {
    siret: "30540504500132",
    etatAdministratifEtablissement: "F",
    etablissementSiege: "true",
    codePostalEtablissement: "8600",
    libelleCommuneEtablissement: "POITIERS",
  }
  expect(read("establishments", row)).toEqual(["30540504500132", null, null, null, "POITIERS", "closed", true, null])
  expect(read("establishments", { ...row, trancheEffectifsEtablissement: "00" })?.at(-1)).toBe(0)
  expect(read("establishments", { ...row, siret: "30540504500133" })).toBeNull()
  expect(read("establishments", { ...row, libelleCommuneEtablissement: "x".repeat(900) })?.[4]).toHaveLength(300)
})

it("nobody follows oneself", () => {
  const link = { siretEtablissementPredecesseur: "1", siretEtablissementSuccesseur: "2", dateLienSuccession: "2026-01-01" }
  expect(read("links", link)).toEqual(["1", "2", "2026-01-01"])
  expect(read("links", { ...link, siretEtablissementSuccesseur: "1" })).toBeNull()
})
