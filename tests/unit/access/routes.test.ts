import { describe, expect, it } from "vitest"
import type { Actor, ActorAffiliation } from "@/lib/access/permissions"
import { gateOf, mayEnter, safeReturn } from "@/lib/access/routes"
import { type RafaelProfil, rafaelProfils } from "@/lib/vocabulary/profils/rules"

function actor(affiliation: Partial<ActorAffiliation> | null, isManager = false): Actor {
  const base = { id: "f", structureId: "s", isReferent: false, rafaelProfil: null, isEmployeur: false, isPrestataire: false }
  return {
    accountId: "a",
    sessionId: "s",
    firstName: "A",
    lastName: "B",
    email: "a@b.fr",
    authAt: new Date(0),
    control: null,
    isManager,
    affiliations: affiliation ? [{ ...base, ...affiliation }] : [],
  }
}
const enters = (who: Actor, path: string) => mayEnter(who, gateOf(path))

describe("the route table", () => {
  it.each([
    ["/", true, true, true],
    ["/inscription/informations", true, true, true],
    ["/accueil", true, true, true],
    ["/mes-structures", true, true, true],
    ["/demandes", false, true, true],
    ["/demandes/1/valider", false, true, true],
    ["/admin", false, false, true],
    ["/admin/demandes", false, false, true],
    ["/administration", true, true, true],
  ])("%s: member %s, référent %s, manager %s", (path, member, referent, manager) => {
    expect([enters(actor({}), path), enters(actor({ isReferent: true }), path), enters(actor(null, true), path)]).toEqual([
      member,
      referent,
      manager,
    ])
  })

  const pages: Record<string, (RafaelProfil | null)[]> = {
    "/rafael/catalogue": ["gestionnaire_catalogue", "gestionnaire_general"],
    "/rafael/preinscriptions": [
      "gestionnaire_preinscription",
      "gestionnaire_general",
      "prescripteur_1",
      "prescripteur_2",
      "prescripteur_3",
    ],
  }
  const cells = Object.entries(pages).flatMap(([path, open]) =>
    [null, ...rafaelProfils].map((profil) => [path, profil, open.includes(profil)] as const),
  )
  it.each(cells)("%s with %s: %s", (path, rafaelProfil, may) => {
    expect(enters(actor({ rafaelProfil }), path)).toBe(may)
  })

  it("opens ParcoursPro's two pages to their own profil only, and to no manager without it", () => {
    expect(enters(actor({ isEmployeur: true }), "/parcourspro/employeur")).toBe(true)
    expect(enters(actor({ isEmployeur: true }), "/parcourspro/prestataire")).toBe(false)
    expect(enters(actor({ isPrestataire: true }), "/parcourspro/prestataire")).toBe(true)
    expect(enters(actor(null, true), "/parcourspro/employeur")).toBe(false)
  })

  it("knows who must be signed in", () => {
    expect(gateOf("/connexion")).toBe("anyone")
    expect(gateOf("/mon-compte")).toBe("signed-in")
    expect(gateOf("/mon-compte/mot-de-passe")).toBe("signed-in")
  })
})

describe("where one goes back to after sign-in", () => {
  it.each([
    "https://mal.example/",
    "//mal.example",
    "/\\mal.example",
    "/.//mal.example",
    "/%2e//mal.example",
    "/x/..//mal.example",
    "javascript:alert(1)",
    "",
    null,
    undefined,
  ])("never %s", (url) => {
    expect(safeReturn(url)).toBe("/accueil")
  })
  it("a page of the portal, with its question", () => {
    expect(safeReturn("/demandes?traitee=1")).toBe("/demandes?traitee=1")
  })
})
