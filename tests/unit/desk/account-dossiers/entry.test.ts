import { describe, expect, it } from "vitest"
import { entryWords } from "@/components/desk/account-dossiers/entry-words"
import type { EntryAffiliation, EntryState } from "@/lib/desk/account-dossiers/rules"

const at = new Date("2026-11-20T09:00:00Z")
const affiliation: EntryAffiliation = {
  status: "active",
  structureName: "Institut",
  requestedAt: at,
  decidedAt: at,
  endedAt: null,
  reason: null,
  isReferent: false,
  hasProfil: true,
  referents: [],
}
const fine: EntryState = {
  disabledAt: null,
  disabledReason: null,
  erasedAt: null,
  failures: 0,
  waitSeconds: 0,
  hasPassword: true,
  isManager: false,
  affiliations: [affiliation],
}
const alone = (more: Partial<EntryAffiliation>): EntryState => ({ ...fine, affiliations: [{ ...affiliation, ...more }] })

describe("“pourquoi ne puis-je pas entrer ?”", () => {
  it.each([
    ["nothing", fine, "Peut entrer."],
    [
      "disabled before anything else",
      { ...fine, disabledAt: at, disabledReason: "Départ", waitSeconds: 30 },
      "Ne peut pas entrer parce que le compte a été désactivé le 20 novembre 2026 : « Départ ».",
    ],
    ["erased", { ...fine, erasedAt: at, disabledAt: at }, "Ne peut pas entrer parce que ce compte a été effacé le 20 novembre 2026."],
    [
      "slowed down",
      { ...fine, failures: 6, waitSeconds: 60 },
      "Ne peut pas entrer tout de suite d’un appareil nouveau, parce que 6 mauvais mots de passe ont été essayés : prochain essai dans 60 secondes.",
    ],
    ["no password", { ...fine, hasPassword: false }, "Ne peut pas entrer parce qu’aucun mot de passe n’a encore été choisi."],
    [
      "waiting for a référent",
      alone({ status: "pending", referents: ["Ada LEMOINE"] }),
      "Peut entrer, mais n’a accès à rien parce que sa demande pour Institut, du 20 novembre 2026 à 10:00, attend la réponse d’Ada LEMOINE.",
    ],
    [
      "waiting for the managers",
      alone({ status: "pending" }),
      "Peut entrer, mais n’a accès à rien parce que sa demande pour Institut, du 20 novembre 2026 à 10:00, attend la réponse de l’équipe Cap Métiers.",
    ],
    [
      "refused",
      alone({ status: "refused", reason: "Inconnue" }),
      "Peut entrer, mais n’a accès à rien parce que sa demande pour Institut a été refusée le 20 novembre 2026 : « Inconnue ».",
    ],
    [
      "detached",
      alone({ status: "ended", endedAt: at }),
      "Peut entrer, mais n’a accès à rien parce que son rattachement à Institut a pris fin le 20 novembre 2026.",
    ],
    [
      "never asked",
      { ...fine, affiliations: [] },
      "Peut entrer, mais n’a accès à rien parce que cette personne n’a encore demandé aucune structure.",
    ],
    [
      "no profil",
      alone({ hasProfil: false }),
      "Peut entrer, mais aucun profil ne lui est accordé : Rafael lui reste fermé. Son référent, ou vous, pouvez lui en donner un.",
    ],
    ["a manager, attached nowhere", { ...fine, isManager: true, affiliations: [] }, "Peut entrer."],
  ] as const)("%s", (_what, account, words) => {
    expect(entryWords(account as EntryState).words).toBe(words)
  })

  it.each([
    ["waiting", alone({ status: "pending", referents: ["Ada LEMOINE"] }), "Institut, depuis le 20 novembre 2026 : réponse d’Ada LEMOINE"],
    ["slowed down", { ...fine, failures: 5, waitSeconds: 60 }, "5 mauvais mots de passe, prochain essai dans 60 secondes"],
    ["disabled", { ...fine, disabledAt: at, disabledReason: "Départ" }, "le 20 novembre 2026 : « Départ »"],
    ["open", fine, ""],
  ])("on a line of a list: %s", (_what, account, brief) => {
    expect(entryWords(account).brief).toBe(brief)
  })
})
