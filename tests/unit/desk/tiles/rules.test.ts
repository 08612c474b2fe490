import { describe, expect, it } from "vitest"
import type { Actor, ActorAffiliation } from "@/lib/access/permissions"
import { audiences, isAddress, openLinks } from "@/lib/desk/tiles/rules"
import { anActor } from "@/tests/support/actors"

describe("where a link may lead", () => {
  it.each(["/rafael", "/adhesion#charte", "/rafael/preinscriptions?vue=recues", "https://www.exemple.fr/", "https://exemple.fr/a?b=c#d"])(
    "%s",
    (address) => {
      expect(isAddress(address)).toBe(true)
    },
  )

  it.each([
    "",
    "rafael",
    "/nulle-part",
    "//exemple.fr",
    "/\\exemple.fr",
    "/rafael/sessions/[id]",
    "/constructor",
    "http://exemple.fr",
    "https:/exemple.fr",
    "https://exemple",
    "https://moi:secret@exemple.fr",
    "javascript:alert(1)",
    "https://exemple.fr/ a",
  ])("not %s", (address) => {
    expect(isAddress(address)).toBe(false)
  })
})

describe("to whom a link shows", () => {
  const actor = (affiliation: Partial<ActorAffiliation> | null, isManager = false) =>
    anActor(affiliation ? [affiliation] : [], { isManager })
  const shows = (who: Actor | null, address: string, ...profils: string[]) => openLinks(who, [{ address, profils }]).length === 1

  it("without profil: to everyone who may open the page, visitors included when it is public", () => {
    expect([shows(null, "/rafael"), shows(null, "/mes-structures"), shows(actor({}), "/mes-structures#liste")]).toEqual([true, false, true])
    expect([shows(actor({}), "/admin"), shows(actor(null, true), "/admin")]).toEqual([false, true])
  })

  it.each([
    ["referent", { isReferent: true }],
    ["gestionnaire_catalogue", { rafaelProfil: "gestionnaire_catalogue" }],
    ["prescripteur_3", { rafaelProfil: "prescripteur_3" }],
    ["employeur", { isEmployeur: true }],
    ["prestataire", { isPrestataire: true }],
  ] as const)("for %s: to those who hold it, and to no other", (audience, held) => {
    expect(shows(actor(held), "https://exemple.fr/", audience)).toBe(true)
    expect(shows(actor(held), "https://exemple.fr/", ...audiences.filter((other) => other !== audience))).toBe(false)
    expect([shows(actor({}), "https://exemple.fr/", audience), shows(null, "https://exemple.fr/", audience)]).toEqual([false, false])
  })

  it("never to a page that does not open, whatever the profils of the link", () => {
    expect(shows(actor({ isEmployeur: true }), "/parcourspro/prestataire", "employeur")).toBe(false)
    expect(shows(actor({ isEmployeur: true }), "/parcourspro/employeur", "employeur")).toBe(true)
  })
})
