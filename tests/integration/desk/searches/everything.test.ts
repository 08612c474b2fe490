import { expect, it } from "vitest"
import { everything } from "@/lib/desk/searches/queries"
import { pagesNamed } from "@/lib/desk/searches/rules"
import { aManagerContext, anAccount, aPendingRequest, aStructure, contextOf, now } from "@/tests/support/factories"

async function aRegion() {
  const structure = await aStructure({ raisonSociale: "Écluse Formation", siret: "31754202500042" })
  const person = await anAccount({ firstName: "Élodie", lastName: "Sarrazin" })
  const request = await aPendingRequest(person.id, structure.id)
  return { structure, person, request }
}

it.each([
  ["sarazin", { accounts: 1, structures: 0, requests: 1 }],
  ["ecluse", { accounts: 1, structures: 1, requests: 1 }],
  ["317 542 025 00042", { accounts: 0, structures: 1, requests: 1 }],
  ["introuvable", { accounts: 0, structures: 0, requests: 0 }],
  ["", { accounts: 0, structures: 0, requests: 0 }],
])("one question finds people, structures and what waits: %s", async (typed, expected) => {
  await aRegion()
  const { actor } = await aManagerContext()
  const { accounts, structures, requests } = await everything(actor, typed, now)
  expect({ accounts: accounts.length, structures: structures.length, requests: requests.length }).toEqual(expected)
})

it("tells nothing to whoever is no manager", async () => {
  const { person } = await aRegion()
  const { actor } = await contextOf(person.id)
  expect(await everything(actor, "sarrazin", now)).toEqual({ accounts: [], structures: [], structuresFound: 0, requests: [] })
})

it("finds a page of the administration by its title", () => {
  expect(pagesNamed("jounal").map(({ page }) => page)).toEqual(["/admin/journal"])
  expect(pagesNamed("")).toEqual([])
})
