import { globSync } from "node:fs"
import path from "node:path"
import { describe, expect, it } from "vitest"
import { at, safeReturn } from "@/lib/access/addresses"
import { backTo, done, outcomeOf } from "@/lib/access/outcomes"
import type { Actor, ActorAffiliation } from "@/lib/access/permissions"
import { gateOf, mayEnter, pages } from "@/lib/access/routes"
import { reading, words } from "@/lib/platform/http/search-params"
import { type RafaelProfil, rafaelProfils } from "@/lib/vocabulary/profils/rules"
import { anActor } from "@/tests/support/actors"

const actor = (affiliation: Partial<ActorAffiliation> | null, isManager = false) => anActor(affiliation ? [affiliation] : [], { isManager })
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

  const openTo: Record<string, (RafaelProfil | null)[]> = {
    "/rafael": [null, ...rafaelProfils],
    // Whoever answers pre-registrations reads the offer; only those who manage it write.
    "/rafael/catalogue": ["gestionnaire_catalogue", "gestionnaire_preinscription", "gestionnaire_general"],
    "/rafael/catalogue/formations/nouvelle": ["gestionnaire_catalogue", "gestionnaire_general"],
    "/rafael/preinscriptions/a-valider": ["prescripteur_3"],
    "/rafael/preinscriptions/nouvelle": ["prescripteur_1", "prescripteur_2", "prescripteur_3"],
    "/rafael/preinscriptions/plusieurs/retirer": ["prescripteur_1", "prescripteur_2", "prescripteur_3"],
    "/rafael/preinscriptions/repondre/accepter": ["gestionnaire_preinscription", "gestionnaire_general"],
    "/rafael/preinscriptions": [
      "gestionnaire_preinscription",
      "gestionnaire_general",
      "prescripteur_1",
      "prescripteur_2",
      "prescripteur_3",
    ],
  }
  const cells = Object.entries(openTo).flatMap(([path, open]) =>
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

it("each page and file of app/ has its line, and each line its page", () => {
  const root = path.resolve(import.meta.dirname, "../../../app")
  const files = globSync("**/{page.tsx,route.ts}", { cwd: root })
  const addresses = files
    .map((file) => `/${path.dirname(file)}`.replace(/^\/\.$/, "/"))
    .filter((address) => !/^\/(api|introuvable)/.test(address))
  expect(Object.keys(pages).toSorted()).toEqual(addresses.toSorted())
})

it("a page lies behind the gate of the pages it lies in, unless its line says otherwise", () => {
  expect(gateOf("/admin/inconnue/encore")).toBe("manager")
  expect(gateOf("/mes-structures/1/inconnue")).toBe("signed-in")
  expect(gateOf("/mon-compte/supprimer/encore")).toBe("owner")
  expect(gateOf("/demandes/lot")).toBe("decider")
  expect(gateOf("/constructor")).toBe("anyone")
})

describe("addresses", () => {
  it("fill their parts, leave out what is empty, and keep what was typed in one piece", () => {
    expect(at("/mes-structures/[id]", { id: "a/b?c" })).toBe("/mes-structures/a%2Fb%3Fc")
    expect(at("/mes-structures/[id]/droits/[affiliation]", { id: "1", affiliation: "2", page: 3 }, "liste")).toBe(
      "/mes-structures/1/droits/2?page=3#liste",
    )
    expect(at("/annuaires", { q: "l’été & l’hiver", type: null, page: "" })).toBe(
      "/annuaires?q=l%E2%80%99%C3%A9t%C3%A9+%26+l%E2%80%99hiver",
    )
    expect(at("/mon-compte")).toBe("/mon-compte")
  })

  it("lead to the outcome of a page, and a page says nothing of a word that is none of its outcomes", async () => {
    expect(done("/admin/demandes", "ajout", { onglet: "messages" })).toBe("/admin/demandes?onglet=messages&fait=ajout")
    expect(backTo<"/admin/courriels">("/admin/courriels", "renvoye")).toBe("/admin/courriels?fait=renvoye")
    expect(outcomeOf("/mes-structures", "relance")).toBe("Votre relance est partie.")
    for (const word of ["constructor", "__proto__", "toString", "fusion", "", undefined, ["constructor", "relance"]]) {
      const { fait } = await reading({ fait: words })(Promise.resolve({ fait: word }))
      expect(outcomeOf("/mes-structures", fait), String(word)).toBeUndefined()
    }
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
