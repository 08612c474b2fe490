import { describe, expect, it } from "vitest"
import {
  availableRafaelProfils,
  grantable,
  holds,
  markOf,
  mayBePrestataire,
  needs,
  profilNames,
  profilsOpenTo,
  proposedProfil,
  type RafaelProfil,
  type Rights,
  rafaelProfils,
  rightsFit,
  withGesture,
} from "@/lib/vocabulary/profils/rules"
import type { StructureType } from "@/lib/vocabulary/structures/rules"

const nothing: StructureType[] = []
const formateur: StructureType[] = ["formateur"]
const prescripteur: StructureType[] = ["prescripteur"]
const both: StructureType[] = ["formateur", "prescripteur"]
const onlyRafael = (rafaelProfil: RafaelProfil | null) => ({ rafaelProfil, isEmployeur: false, isPrestataire: false })

/** The table of docs/domain.md, written a second time: which structures may give each right. */
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

describe("one gesture on one profil", () => {
  const none: Rights = { rafaelProfil: null, isEmployeur: false, isPrestataire: false }
  it.each(grantable)("%s is added, held, then taken away", (profil) => {
    const added = withGesture(none, "add", profil)
    expect(grantable.filter((each) => holds(added, each))).toEqual([profil])
    expect(withGesture(added, "add", profil)).toEqual(added)
    expect(withGesture(added, "remove", profil)).toEqual(none)
  })
  it("a second Rafael profil takes the place of the first, whatever else is held", () => {
    for (const first of rafaelProfils)
      for (const second of rafaelProfils)
        expect(withGesture({ ...none, rafaelProfil: first, isEmployeur: true }, "add", second)).toEqual({
          ...none,
          rafaelProfil: second,
          isEmployeur: true,
        })
  })
  it("taking away what is not held changes nothing", () => {
    expect(withGesture({ ...none, rafaelProfil: "prescripteur_1" }, "remove", "prescripteur_2")).toEqual({
      ...none,
      rafaelProfil: "prescripteur_1",
    })
  })
})

it("offers what the structure's types open, Employeur always", () => {
  expect(profilsOpenTo([])).toEqual(["employeur"])
  expect(profilsOpenTo(["prescripteur"])).toEqual(["prescripteur_1", "prescripteur_2", "prescripteur_3", "employeur"])
  expect(profilsOpenTo(["formateur"])).toEqual([
    "gestionnaire_catalogue",
    "gestionnaire_preinscription",
    "gestionnaire_general",
    "employeur",
    "prestataire",
  ])
  expect(profilsOpenTo(["formateur", "prescripteur"])).toEqual([...grantable])
})

it("two sets of rights have the same mark only when they are the same", () => {
  const all = [null, ...rafaelProfils].flatMap((rafaelProfil) =>
    [true, false].flatMap((isEmployeur) => [true, false].map((isPrestataire) => ({ rafaelProfil, isEmployeur, isPrestataire }))),
  )
  expect(new Set(all.map(markOf)).size).toBe(all.length)
})
