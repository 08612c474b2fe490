import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { describe, expect, it } from "vitest"
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

/** Every action the code writes, read from the code itself. */
function actionsInCode() {
  const folder = path.resolve(import.meta.dirname, "../../../../lib")
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (file) => /\.(ts|tsx)$/.test(file) && !file.includes("generated") && !file.endsWith("journal/rules.ts"),
  )
  const text = files.map((file) => readFileSync(path.join(folder, file), "utf8")).join("\n")
  const entries = [...text.matchAll(/action: "([a-z-]+\.[a-z-]+)"/g), ...text.matchAll(/action = [^\n]*?"([a-z-]+\.[a-z-]+)"/g)]
  return [...new Set(entries.map(([, action]) => action as string))]
}

it("has a sentence and a name for every action the code writes", () => {
  const actions = actionsInCode()
  expect(actions.length).toBeGreaterThan(60)
  expect(actions.filter((action) => !journalActions.includes(action))).toEqual([])
  expect(journalActions.map(actionName).every((name) => /^[A-ZÉ]/.test(name))).toBe(true)
  expect(new Set(journalActions.map(actionName)).size).toBe(journalActions.length)
})
