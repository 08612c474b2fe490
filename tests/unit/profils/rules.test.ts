import { describe, expect, it } from "vitest"
import {
  availableRafaelProfils,
  mayBePrestataire,
  needs,
  profilNames,
  proposedProfil,
  type RafaelProfil,
  rafaelProfils,
  rightsFit,
} from "@/lib/profils/rules"
import type { StructureType } from "@/lib/structures/rules"

const nothing: StructureType[] = []
const formateur: StructureType[] = ["formateur"]
const prescripteur: StructureType[] = ["prescripteur"]
const both: StructureType[] = ["formateur", "prescripteur"]
const onlyRafael = (rafaelProfil: RafaelProfil | null) => ({ rafaelProfil, isEmployeur: false, isPrestataire: false })

/** The table of the domain page, written a second time: which structures may give each right. */
const expected: [name: string, fits: (types: StructureType[]) => boolean, none: boolean, f: boolean, p: boolean, b: boolean][] = [
  ["gestionnaire_catalogue", (types) => rightsFit(onlyRafael("gestionnaire_catalogue"), types), false, true, false, true],
  ["gestionnaire_preinscription", (types) => rightsFit(onlyRafael("gestionnaire_preinscription"), types), false, true, false, true],
  ["gestionnaire_general", (types) => rightsFit(onlyRafael("gestionnaire_general"), types), false, true, false, true],
  ["prescripteur_1", (types) => rightsFit(onlyRafael("prescripteur_1"), types), false, false, true, true],
  ["prescripteur_2", (types) => rightsFit(onlyRafael("prescripteur_2"), types), false, false, true, true],
  ["prescripteur_3", (types) => rightsFit(onlyRafael("prescripteur_3"), types), false, false, true, true],
  ["no Rafael profil (Bénéficiaire)", (types) => rightsFit(onlyRafael(null), types), true, true, true, true],
  ["Employeur", (types) => rightsFit({ ...onlyRafael(null), isEmployeur: true }, types), true, true, true, true],
  ["Prestataire", (types) => rightsFit({ ...onlyRafael(null), isPrestataire: true }, types), false, true, false, true],
]

describe("which structure may give which profil", () => {
  it.each(expected)("%s", (_name, fits, none, f, p, b) => {
    expect([fits(nothing), fits(formateur), fits(prescripteur), fits(both)]).toEqual([none, f, p, b])
  })

  it("offers both families, in the order of the table, to a structure of both types", () => {
    expect(availableRafaelProfils(both)).toEqual([...rafaelProfils])
    expect(availableRafaelProfils(nothing)).toEqual([])
    expect(mayBePrestataire(prescripteur)).toBe(false)
  })
})

describe("the profil proposed for a need", () => {
  it.each([
    ["offre", formateur, "gestionnaire_catalogue"],
    ["preinscriptions", formateur, "gestionnaire_preinscription"],
    ["inscrire", prescripteur, "prescripteur_1"],
    ["valider", prescripteur, "prescripteur_3"],
    ["parcourspro", both, null],
    ["offre", prescripteur, null],
    ["inscrire", formateur, null],
    ["valider", nothing, null],
    [null, both, null],
  ] as const)("%s, structure %j: %s", (need, types, profil) => {
    expect(proposedProfil(need, [...types])).toBe(profil)
  })

  it("is never one the structure may not give", () => {
    for (const need of needs)
      for (const types of [nothing, formateur, prescripteur, both])
        expect(rightsFit(onlyRafael(proposedProfil(need, types)), types)).toBe(true)
  })
})

it("names the profils held, Bénéficiaire always among them", () => {
  expect(profilNames(onlyRafael(null))).toEqual(["Bénéficiaire"])
  expect(profilNames({ rafaelProfil: "prescripteur_2", isEmployeur: true, isPrestataire: true })).toEqual([
    "Prescripteur Niveau 2",
    "Employeur",
    "Prestataire",
    "Bénéficiaire",
  ])
})
