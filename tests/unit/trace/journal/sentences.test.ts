import { describe, expect, it } from "vitest"
import { detailOf } from "@/lib/trace/journal/changes"
import type { Entry } from "@/lib/trace/journal/operations"
import { actionName, journalActions, sentenceOf } from "@/lib/trace/journal/rules"

const told = {
  action: "affiliation.detach",
  outcome: "done",
  who: "Dominique LEFÈVRE",
  realWho: "",
  target: "Sacha MARTIN",
  structure: "Institut",
  reason: null,
} as const

describe("the journal in French", () => {
  it("tells who did what to whom, where, and why", () => {
    expect(sentenceOf(told)).toBe("Dominique LEFÈVRE a détaché Sacha MARTIN d’Institut.")
    expect(sentenceOf({ ...told, structure: "Mission locale", reason: "Départ" })).toBe(
      "Dominique LEFÈVRE a détaché Sacha MARTIN de Mission locale. Raison : « Départ »",
    )
    expect(sentenceOf({ ...told, action: "account.erase", who: "" })).toBe("Le portail a effacé le compte de Sacha MARTIN.")
    expect(sentenceOf({ ...told, target: "", structure: "" })).toBe("Dominique LEFÈVRE a détaché quelqu’un d’une structure.")
  })

  it("names both who acted and in whose place", () => {
    expect(sentenceOf({ ...told, action: "referent.set-pace", realWho: "Camille ROUX" })).toBe(
      "Camille ROUX, au nom de Dominique LEFÈVRE, a choisi le rythme de ses messages pour Institut.",
    )
  })

  it("says of oneself what is one's own", () => {
    const own = { ...told, who: "Élodie CAILLAUD", target: "Élodie CAILLAUD", structure: "Relais" }
    expect(sentenceOf({ ...own, action: "affiliation.request" })).toBe("Élodie CAILLAUD a demandé son rattachement à Relais.")
    expect(sentenceOf({ ...own, action: "affiliation.cancel" })).toBe("Élodie CAILLAUD a annulé sa demande pour Relais.")
    expect(sentenceOf({ ...own, action: "session.end-all" })).toBe("Élodie CAILLAUD a fermé toutes ses connexions.")
    expect(sentenceOf({ ...own, action: "profils.set" })).toBe("Élodie CAILLAUD a changé ses droits dans Relais.")
  })

  it("never tells as done what was refused", () => {
    expect(sentenceOf({ ...told, action: "account.disable", structure: "", outcome: "refused", reason: "last-referent" })).toBe(
      "Dominique LEFÈVRE a tenté, sans le pouvoir : désactivation d’un compte (Sacha MARTIN). Raison : « dernier référent de la structure »",
    )
  })
})

it("names each action in its own words", () => {
  expect(journalActions.length).toBeGreaterThan(60)
  expect(journalActions.map(actionName).every((name) => /^[A-ZÉ]/.test(name))).toBe(true)
  expect(new Set(journalActions.map(actionName)).size).toBe(journalActions.length)
})

it("tells a code that no version of today writes as it is, and takes no word of every object for one", () => {
  expect(actionName("ancien.geste")).toBe("ancien.geste")
  expect(actionName("constructor")).toBe("constructor")
  expect(sentenceOf({ ...told, action: "constructor", reason: "constructor" })).toBe(
    "Dominique LEFÈVRE a fait « constructor ». Raison : « constructor »",
  )
})

it("does not compile for an action, a cause or a change without its line in the catalogue", () => {
  const entries: Entry[] = [
    { action: "account.disable", reason: "Départ", changes: { withoutReferent: [] } },
    { action: "affiliation.close", cause: "account-erased" },
    // @ts-expect-error no such action
    { action: "account.invented" },
    // @ts-expect-error no such cause
    { action: "account.disable", cause: "invented" },
    // @ts-expect-error not what this action changes
    { action: "account.disable", changes: { count: 1 } },
    // @ts-expect-error this action keeps no change
    { action: "account.create", changes: { count: 1 } },
    // @ts-expect-error someone's words, or a code: not both
    { action: "account.disable", reason: "Départ", cause: "account-merge" },
  ]
  expect(entries).toHaveLength(7)
})

describe("what changed, in French", () => {
  const nothing = { rafaelProfil: null, isEmployeur: false, isPrestataire: false }

  it.each([
    [
      "profils.set",
      { before: nothing, after: { ...nothing, isEmployeur: true } },
      "Avant : Bénéficiaire. Après : Employeur, Bénéficiaire.",
    ],
    ["affiliation.validate", { ...nothing, isReferent: true }, "Droits : Bénéficiaire, référent·e."],
    [
      "affiliation.detach",
      { ...nothing, isReferent: true, withoutReferent: true },
      "Droits perdus : Bénéficiaire, référent·e. La structure reste sans référent.",
    ],
    ["affiliation.leave", { rafaelProfil: "prescripteur_1" }, "Droits perdus : Prescripteur Niveau 1, Bénéficiaire."],
    ["affiliation.request", { origin: "request", need: null }, null],
    ["account.update", { fields: ["phone", "jobTitle"] }, "Concerne : Téléphone, Fonction."],
    ["correction.send", { fields: ["types", "city"] }, "Concerne : Type de structure, Ville."],
    [
      "structure.update",
      { before: { sigle: null, city: "Pau" }, after: { sigle: "AFM", city: null } },
      "Sigle : rien, devenu « AFM ». Ville : « Pau », devenu rien.",
    ],
    [
      "structure.set-types",
      { before: ["formateur"], after: [], people: 2 },
      "Avant : Organisme de formation. Après : Sans habilitation particulière. Droits perdus : 2 personnes.",
    ],
    ["structure.import", { created: 3, changed: 2, rejected: 1 }, "Créées : 3. Modifiées : 2. Écartées : 1."],
    ["message.resend", { way: "renew" }, "Avec un nouveau lien."],
    ["manager.confirm", { nominationId: "un-id" }, null],
    ["account.create", {}, null],
  ])("%s", (action, changes, words) => {
    expect(detailOf(action, changes)).toBe(words)
  })

  it("is not told of a row that kept another shape, of an unknown action, or of nothing", () => {
    for (const changes of [null, undefined, "x", 3, [], { before: 1 }, { siret: "1", state: "active" }])
      for (const action of ["profils.set", "structure.update", "constructor", "un.geste"]) expect(detailOf(action, changes)).toBeNull()
  })
})
