import { expect, it } from "vitest"
import { keptColumnsShape, reportShape } from "@/lib/desk/import-files/schema"

it("what earlier versions kept of an import is still read", () => {
  const kept = { header: ["siret", "nom"], map: { siret: "siret", raison_sociale: "nom" } }
  expect(keptColumnsShape.parse(kept).map).toMatchObject({ siret: "siret", raison_sociale: "nom", adresse: null, etat: null })
  const counts = { created: 1, changed: 0, unchanged: 0, rejectedCount: 0, rejected: [] }
  const report = { ...counts, samples: { created: [{ siret: "31754202500042", raisonSociale: "Institut" }], changed: [] } }
  expect(reportShape.parse(report).samples.created).toEqual([{ siret: "31754202500042", raisonSociale: "Institut", differences: null }])
})
