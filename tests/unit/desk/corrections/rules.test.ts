import { expect, it } from "vitest"
import { differencesOf } from "@/lib/desk/corrections/rules"

const structure = {
  raisonSociale: "Institut Exemple",
  sigle: "IE",
  enseigne: null,
  address: null,
  postcode: "64000",
  city: "Pau",
  types: ["prescripteur", "formateur"] as const,
}

it("keeps what differs, an emptied field included, and nothing else", () => {
  expect(differencesOf(structure, { ...structure, enseigne: "", address: "" })).toEqual({})
  expect(differencesOf(structure, { ...structure, types: ["formateur", "prescripteur"] })).toEqual({})
  expect(differencesOf(structure, { ...structure, sigle: "", city: "Lons", types: ["formateur"] })).toEqual({
    sigle: { from: "IE", to: "" },
    city: { from: "Pau", to: "Lons" },
    types: { from: "formateur,prescripteur", to: "formateur" },
  })
})
