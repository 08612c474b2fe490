import { parse } from "csv-parse/sync"
import { beforeEach, describe, expect, it } from "vitest"
import type { Actor } from "@/lib/access/permissions"
import { informationSchema } from "@/lib/identity/accounts/schema"
import { exportPeople } from "@/lib/membership/people/operations"
import { directoryOfPeople, peopleOf } from "@/lib/membership/people/queries"
import { readPeopleAddress } from "@/lib/membership/people/schema"
import { db } from "@/lib/platform/db/client"
import { departements, directoryOfStructures } from "@/lib/structures/queries"
import {
  aManagerContext,
  anAccount,
  anActiveAffiliation,
  aPendingRequest,
  aStructure,
  aStructureWithReferent,
  contextOf,
  now,
} from "@/tests/support/factories"

let structureId: string
let actor: Actor

beforeEach(async () => {
  const { structure, referent } = await aStructureWithReferent()
  structureId = structure.id
  await db.account.update({ where: { id: referent.id }, data: { firstName: "Dominique", lastName: "Moreau" } })
  actor = (await contextOf(referent.id)).actor
})

async function aPerson(
  firstName: string,
  lastName: string,
  more: Parameters<typeof anActiveAffiliation>[2] = {},
  account: Parameters<typeof anAccount>[0] = {},
) {
  const { id } = await anAccount({ firstName, lastName, ...account })
  return anActiveAffiliation(id, structureId, more)
}

async function names(params: Record<string, string> = {}) {
  const list = await peopleOf(actor, structureId, readPeopleAddress(params))
  return list?.people.map(({ firstName, lastName }) => `${firstName} ${lastName}`)
}

describe("the people of a structure", () => {
  beforeEach(async () => {
    await aPerson("Élodie", "Étchart", { rafaelProfil: "prescripteur_1" }, { email: "zoe.conseil@exemple.fr", jobTitle: "Conseillère" })
    await aPerson("Zoé", "Arnaud", { isEmployeur: true }, { jobTitle: "Directrice", lastUsedAt: new Date("2026-01-10") })
    await aPerson("Ali", "Benali", { isPrestataire: true }, { email: "ali100%@exemple.fr" })
    await aPerson("Eve", "Sans-Droit")
  })

  it("are in the order of their names, whatever the accents, without those who wait or left", async () => {
    await aPendingRequest((await anAccount()).id, structureId)
    await aPerson("Parti", "Ailleurs", { status: "ended", endedAt: now })
    expect(await names()).toEqual(["Zoé Arnaud", "Ali Benali", "Élodie Étchart", "Dominique Moreau", "Eve Sans-Droit"])
    expect(await names({ tri: "-nom" })).toEqual(["Eve Sans-Droit", "Dominique Moreau", "Élodie Étchart", "Ali Benali", "Zoé Arnaud"])
  })

  it("follow a change of name, and forget an erased one", async () => {
    await db.account.updateMany({ where: { lastName: "Arnaud" }, data: { lastName: "Zola" } })
    expect((await names())?.at(-1)).toBe("Zoé Zola")
  })

  it.each<[Record<string, string>, string[]]>([
    [{ recherche: "ETCHART" }, ["Élodie Étchart"]],
    [{ recherche: "zoe" }, ["Zoé Arnaud", "Élodie Étchart"]],
    [{ recherche: "elodie conseillere" }, ["Élodie Étchart"]],
    [{ recherche: "zoe.conseil@exemple.fr" }, ["Élodie Étchart"]],
    [{ recherche: "%" }, []],
    [{ recherche: "_" }, []],
    [{ recherche: "'" }, []],
    [{ recherche: "\\" }, []],
    [{ recherche: "ali100%" }, ["Ali Benali"]],
    [{ recherche: "\u0000" }, []],
    [{ profil: "prescripteur_1" }, ["Élodie Étchart"]],
    [{ profil: "prestataire" }, ["Ali Benali"]],
    [{ profil: "employeur" }, ["Zoé Arnaud"]],
    [{ profil: "aucun" }, ["Dominique Moreau", "Eve Sans-Droit"]],
    [
      { profil: "inconnu", tri: "inconnu", page: "-3" },
      ["Zoé Arnaud", "Ali Benali", "Élodie Étchart", "Dominique Moreau", "Eve Sans-Droit"],
    ],
    [{ referent: "true" }, ["Dominique Moreau"]],
    [{ employeur: "true", recherche: "arnaud" }, ["Zoé Arnaud"]],
    [{ tri: "fonction" }, ["Élodie Étchart", "Zoé Arnaud", "Ali Benali", "Dominique Moreau", "Eve Sans-Droit"]],
  ])("answer to %j", async (params, expected) => {
    expect(await names(params)).toEqual(expected)
  })

  it("are in the order of a French dictionary by their job too", async () => {
    await aPerson("Un", "Agent", {}, { jobTitle: "agent" })
    await aPerson("Un", "Éducateur", {}, { jobTitle: "Éducateur" })
    await aPerson("Un", "Zoologue", {}, { jobTitle: "Zoologue" })
    const jobs = async (tri: string) =>
      (await peopleOf(actor, structureId, readPeopleAddress({ tri })))?.people.flatMap(({ jobTitle }) => jobTitle ?? [])
    expect(await jobs("fonction")).toEqual(["agent", "Conseillère", "Directrice", "Éducateur", "Zoologue"])
    expect(await jobs("-fonction")).toEqual(["Zoologue", "Éducateur", "Directrice", "Conseillère", "agent"])
  })

  it.each([
    ["", "Suharto", "suharto"],
    ["שרה", "כהן", "כהן"],
    ["\u200fאלון", "Lévy", "אלון"],
    ["Αθηνά", "Παπαδοπούλου", "παπαδοπουλου"],
    ["أحمد", "العلي", "العلي"],
    ["Иван", "Ёлкин", "ИВАН"],
    ["Le\u0301a", "Du\u200bpont", "léa dupont"],
    ["𝐀𝐥𝐢𝐱", "Straße", "alix strasse"],
  ])("53: %j %j is accepted, and found by %j", async (firstName, lastName, recherche) => {
    const { phone: _phone, ...typed } = informationSchema.parse({ firstName, lastName, jobTitle: "Formatrice", phone: "" })
    await aPerson(typed.firstName, typed.lastName)
    expect(await names({ recherche })).toEqual([`${typed.firstName} ${typed.lastName}`])
  })

  it("may be ordered by the last sign-in by those who know it", async () => {
    expect((await names({ tri: "connexion" }))?.[0]).toBe("Zoé Arnaud")
  })

  it("come twenty-five a page, and a page too far is the last", async () => {
    for (let index = 0; index < 30; index += 1) await aPerson("Personne", `Numéro ${String(index).padStart(2, "0")}`)
    const last = await peopleOf(actor, structureId, readPeopleAddress({ page: "99" }))
    expect(last).toMatchObject({ total: 35, page: 2, pages: 2 })
    expect(last?.people).toHaveLength(10)
    const first = await peopleOf(actor, structureId, readPeopleAddress({}))
    expect(new Set([...(first?.people ?? []), ...(last?.people ?? [])].map(({ affiliationId }) => affiliationId)).size).toBe(35)
  })

  it("tell a member neither who holds which profil nor when anyone came", async () => {
    const member = await db.affiliation.findFirstOrThrow({ where: { account: { lastName: "Arnaud" } } })
    const { actor: asMember } = await contextOf(member.accountId)
    for (const params of [{ profil: "prescripteur_1" }, { profil: "aucun" }])
      expect((await peopleOf(asMember, structureId, readPeopleAddress(params)))?.total).toBe(5)
  })

  it("are nobody else's to see", async () => {
    const { referent } = await aStructureWithReferent()
    expect(await peopleOf((await contextOf(referent.id)).actor, structureId, readPeopleAddress({}))).toBeNull()
    expect(await peopleOf(actor, "pas-un-id", readPeopleAddress({}))).toBeNull()
  })
})

describe("the export", () => {
  async function csv(params: Record<string, string> = {}) {
    const context = await contextOf(actor.accountId)
    const file = await new Response(await exportPeople(context, structureId, readPeopleAddress(params))).arrayBuffer()
    return Buffer.from(file).toString()
  }

  it("21: holds the filtered rows and no other, opens right in a French Excel, its formulas inert", async () => {
    await aPerson(
      '=HYPERLINK("x")',
      "Étcheverry ; « l’aînée »",
      { rafaelProfil: "prescripteur_2", isEmployeur: true },
      { jobTitle: "+cmd", phone: "+33556000000", lastUsedAt: new Date("2026-10-02") },
    )
    await aPerson("Autre", "Personne")
    const file = await csv({ recherche: "etcheverry" })
    expect(file.startsWith("\ufeffNom;Email;Fonction;Téléphone;Référent;Employeur;Dernière connexion;Profils;Compte\r\n")).toBe(true)
    const rows: string[][] = parse(file, { bom: true, delimiter: ";", from: 2 })
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({
      0: `'=HYPERLINK("x") ÉTCHEVERRY ; « L’AÎNÉE »`,
      2: "'+cmd",
      3: "05 56 00 00 00",
      4: "Non",
      5: "Oui",
      6: "octobre 2026",
      7: "Prescripteur Niveau 2, Employeur, Bénéficiaire",
      8: "Actif",
    })
    expect(await db.journal.findMany()).toMatchObject([{ action: "people.export", structureId, changes: { isSearched: true } }])
  })

  it("of 30,000 people is complete, each once, in order", { timeout: 120_000 }, async () => {
    await db.$executeRaw`
      INSERT INTO account (email, password_hash, first_name, last_name)
      SELECT 'foule' || i || '@exemple.fr', '-', 'Prénom', 'Nom' || (i * 7919 % 100003) FROM generate_series(1, 30000) i`
    await db.$executeRaw`
      INSERT INTO affiliation (account_id, structure_id, origin, status, decided_at)
      SELECT id, ${structureId}::uuid, 'signup', 'active', now() FROM account WHERE email LIKE 'foule%'`
    const rows: string[][] = parse(await csv(), { bom: true, delimiter: ";", from: 2 })
    expect(rows).toHaveLength(30_001)
    expect(new Set(rows.map(([, email]) => email)).size).toBe(30_001)
    const crowd = rows.map(([name = ""]) => name).filter((name) => name.startsWith("Prénom"))
    expect(crowd).toEqual(crowd.toSorted())
  })
})

describe("the directories", () => {
  it("list structures by name, narrowed by text, département and type, with their référents", async () => {
    await aStructure({ raisonSociale: "Atelier des Landes", postcode: "40000", city: "Dax", types: ["prescripteur"] })
    await aStructure({ raisonSociale: "Zénith", types: ["formateur"] })
    const ask = async (more: object) =>
      (await directoryOfStructures(actor, { text: "", departement: "", type: null, letter: null, page: 1, ...more })).structures.map(
        ({ raisonSociale }) => raisonSociale,
      )
    expect(await ask({})).toEqual(["Atelier des Landes", "Institut Exemple", "Zénith"])
    expect(await ask({ departement: "40" })).toEqual(["Atelier des Landes"])
    expect(await ask({ type: "formateur" })).toEqual(["Institut Exemple", "Zénith"])
    expect(await ask({ text: "dax" })).toEqual(["Atelier des Landes"])
    expect(await ask({ text: "dax", type: "formateur" })).toEqual([])
    expect(await ask({ departement: "4\u0000'" })).toHaveLength(3)
    expect(await departements()).toEqual(["40", "64"])
    const { structures } = await directoryOfStructures(actor, { text: "exemple", departement: "", type: null, letter: null, page: 1 })
    expect(structures).toMatchObject([{ referents: [{ lastName: "Moreau" }] }])
    await db.account.update({ where: { id: actor.accountId }, data: { bouncedAt: now } })
    expect(
      (await directoryOfStructures(actor, { text: "exemple", departement: "", type: null, letter: null, page: 1 })).structures,
    ).toMatchObject([{ referents: [] }])
  })

  it("say how many there are, and go straight to a letter", async () => {
    for (const index of Array(30).keys()) await aStructure({ raisonSociale: `Mission ${String(index).padStart(2, "0")}`, types: [] })
    await aStructure({ raisonSociale: "Écluse" })
    const ask = (letter: string | null, page = 1) => directoryOfStructures(actor, { text: "", departement: "", type: null, letter, page })
    expect(await ask(null)).toMatchObject({ total: 32, pages: 2, page: 1, offset: 0 })
    expect(await ask("z")).toMatchObject({ page: 2, offset: 25 })
    expect(await ask(null, 9)).toMatchObject({ page: 2 })
    expect((await ask("a")).structures[0]).toMatchObject({ raisonSociale: "Écluse" })
  })

  it.each(["morau", "moreaux", "MORREAU", "moreau nadya"])("find people misspelt: %s", async (typed) => {
    await aPerson("Nadia", "Moreau")
    const found = async (by: Actor) => (await directoryOfPeople(by, { text: typed, page: 1 })).people.length
    expect(await found(actor)).toBeGreaterThan(0)
    expect(await found((await contextOf((await anAccount()).id)).actor)).toBe(0)
    const list = await peopleOf(actor, structureId, readPeopleAddress({ recherche: typed }))
    expect(list?.total).toBeGreaterThan(0)
  })

  it("find a name that is right before those that are nearly so, and a number as it is displayed", async () => {
    await aPerson("Nadia", "Moreaux")
    const abroad = await anAccount({ firstName: "Ola", lastName: "Loin", phone: "+34911234567" })
    await anActiveAffiliation(abroad.id, structureId)
    const names = async (text: string) => (await directoryOfPeople(actor, { text, page: 1 })).people.map(({ lastName }) => lastName)
    expect(await names("moreaux")).toEqual(["Moreaux"])
    expect(await names("+34 911 23 45 67")).toEqual(["Loin"])
    expect(await names("xyzzy")).toEqual([])
  })

  it("list the people of one's own structures, and for a manager of all", async () => {
    await aPerson("Nadia", "Ici")
    const elsewhere = await aStructureWithReferent()
    await anActiveAffiliation((await anAccount({ firstName: "Nadia", lastName: "Ailleurs" })).id, elsewhere.structure.id)
    const ask = async (by: Actor, text: string) => (await directoryOfPeople(by, { text, page: 1 })).people.map(({ lastName }) => lastName)
    expect(await ask(actor, "nadia")).toEqual(["Ici"])
    expect(await ask(actor, "")).toEqual(["Ici", "Moreau"])
    expect(await ask((await contextOf((await anAccount()).id)).actor, "nadia")).toEqual([])
    expect(await ask((await aManagerContext()).actor, "nadia")).toEqual(["Ailleurs", "Ici"])
  })
})
