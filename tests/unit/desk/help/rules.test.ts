import { existsSync, globSync, readFileSync } from "node:fs"
import path from "node:path"
import { describe, expect, it } from "vitest"
import { answers, audiences, pictureSize } from "@/components/desk/help/answers"
import { answerFor, answersTo, pageName, placeOf, structureOf } from "@/lib/desk/help/rules"

const root = path.resolve(import.meta.dirname, "../../../..")
const id = "3f2b8c1e-5d4a-4e7b-9c6d-1a2b3c4d5e6f"
/** Every page there is, as an address. */
const addresses = globSync("app/**/page.tsx", { cwd: root }).map(
  (file) =>
    `/${file
      .replaceAll("\\", "/")
      .split("/")
      .slice(1, -1)
      .map((part) => (part.startsWith("[") ? id : part))
      .join("/")}`,
)
/** Pages that explain themselves. */
const plain = [
  "/accessibilite",
  "/aide",
  `/aide/${id}`,
  "/cookies",
  "/donnees-personnelles",
  "/mentions-legales",
  "/plan-du-site",
  "/styles",
  "/introuvable",
]

describe("the answer of each page", () => {
  it.each(addresses.filter((address) => !plain.includes(address)))("%s", (address) => {
    expect(answers.map(({ slug }) => slug)).toContain(answerFor(address))
    expect(pageName(address)).not.toBe("")
  })

  it("is none for those that explain themselves, and for what is no page", () => {
    for (const address of [...plain, "/inconnue", "/accueils"]) expect(answerFor(address), address).toBeNull()
    expect(answerFor("/demandes/lot")).toBe("repondre")
    expect(answerFor("/mes-structures/changement-employeur")).toBe("je-pars")
  })
})

describe("the answers", () => {
  it("are twelve or more, at least one for each kind of person, each with its picture of the right size", () => {
    expect(answers.length).toBeGreaterThanOrEqual(12)
    expect(new Set(answers.map(({ slug }) => slug)).size).toBe(answers.length)
    for (const audience of Object.keys(audiences)) expect(answers.some((answer) => answer.audience === audience)).toBe(true)
    for (const { slug } of answers) {
      const file = path.join(root, `public/aide/${slug}.png`)
      expect(existsSync(file), slug).toBe(true)
      const header = readFileSync(file).subarray(16, 24)
      expect({ width: header.readUInt32BE(0), height: header.readUInt32BE(4) }, slug).toEqual(pictureSize)
    }
  })

  it.each([
    ["mot de passe", "connexion"],
    ["Mots de passe", "connexion"],
    ["spam", "message-de-confirmation"],
    ["référencement", "structure-absente"],
    ["rgpd", "mes-donnees"],
    ["passkey", "proteger-mon-compte"],
    ["excel", "liste-des-personnes"],
    ["demission", "je-pars"],
    ["doublon", "deux-comptes"],
    ["niveau 3", "preinscrire"],
    ["lheo", "offre-de-formation"],
    ["liste d’attente", "repondre-aux-preinscriptions"],
    ["renoncer", "suivre-ma-candidature"],
  ])("“%s” finds %s", (text, slug) => {
    expect(answersTo(text, answers).map((answer) => answer.slug)).toContain(slug)
  })

  it("puts first those whose question says it, finds nothing for nonsense, and all for nothing", () => {
    expect(answersTo("deux comptes", answers)[0]?.slug).toBe("deux-comptes")
    expect(answersTo("zyxw", answers)).toEqual([])
    expect(answersTo("  ", answers)).toHaveLength(answers.length)
  })
})

describe("the place a message speaks of", () => {
  it("never holds the secret of a link", () => {
    for (const page of ["verification", "mot-de-passe", "changement-adresse", "candidature"])
      expect(placeOf(`/${page}/secret`)).toBe(`/${page}`)
    expect(placeOf("/mot-de-passe-oublie")).toBe("/mot-de-passe-oublie")
    expect(placeOf(`/mes-structures/${id}/droits/${id}`)).toBe(`/mes-structures/${id}/droits/${id}`)
  })

  it("is the page of a structure, or of none", () => {
    expect(structureOf(`/mes-structures/${id}/modification`)).toBe(id)
    expect(structureOf(`/admin/structures/${id}`)).toBe(id)
    for (const path of ["/mes-structures", `/demandes/${id}/valider`, "/mes-structures/changement-employeur"])
      expect(structureOf(path)).toBeNull()
  })
})
