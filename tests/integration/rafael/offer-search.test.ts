/** The published offer is found by words as people type them, around a commune, and nothing that is not published is. */
import { beforeEach, describe, expect, it } from "vitest"
import { db } from "@/lib/platform/db/client"
import { todayOf } from "@/lib/platform/time/working-days"
import { keepCommunes } from "@/lib/rafael/communes/operations"
import { placeAsked } from "@/lib/rafael/communes/queries"
import { createCourse } from "@/lib/rafael/courses/operations"
import { searchOffer } from "@/lib/rafael/offer-search/queries"
import { readOfferAddress } from "@/lib/rafael/offer-search/schema"
import { keepReferences } from "@/lib/rafael/references/operations"
import { codeIn, communeIn } from "@/lib/rafael/references/rules"
import { learnWords } from "@/lib/search/vocabulary/operations"
import { now } from "@/tests/support/factories"
import { aSession, aTrainingBody, aTypedCourse, contextFor, inDays } from "@/tests/support/rafael"

const commune = (insee: string, name: string, postcode: string, latitude: number, longitude: number) => ({
  insee,
  name,
  postcodes: [postcode],
  departement: insee.slice(0, 2),
  latitude,
  longitude,
})
const communes = [
  commune("64445", "Pau", "64000", 43.295, -0.371),
  commune("64348", "Lons", "64140", 43.316, -0.41),
  commune("65440", "Tarbes", "65000", 43.233, 0.078),
  commune("64102", "Bayonne", "64100", 43.493, -1.475),
  commune("93066", "Saint-Denis", "93200", 48.936, 2.357),
  commune("33390", "Saint-Denis", "33910", 45.0, -0.3),
]

let body: Awaited<ReturnType<typeof aTrainingBody>>
beforeEach(async () => {
  body = await aTrainingBody()
  await keepCommunes(communes)
})

async function offered(title: string, place: { city: string; postcode: string } | null, more: Parameters<typeof aSession>[1] = {}) {
  const made = await aSession(body, { title, ...more })
  if (place) await db.trainingPlace.updateMany({ where: { deliveryId: made.delivery.id }, data: place })
  else await db.trainingPlace.deleteMany({ where: { deliveryId: made.delivery.id } })
  return made
}
const pau = { city: "Pau", postcode: "64000" }
const tarbes = { city: "TARBES", postcode: "65000" }
const bayonne = { city: "Bayonne", postcode: "64100" }

const found = (query: Record<string, string>) => searchOffer(readOfferAddress(query), todayOf(now))
const titles = async (query: Record<string, string>) => (await found(query)).sessions.map(({ title }) => title)

describe("words", () => {
  beforeEach(async () => {
    await offered("Cuisinier de collectivité", pau)
    await offered("Développeur web", bayonne)
    await offered("Soudeur TIG", tarbes)
    await offered("Chef de rang, initiation à la cuisine", pau)
    await learnWords("offer")
  })

  it.each([
    // With so few answers, what looks like the word comes after it.
    ["cuisinier", ["Chef de rang, initiation à la cuisine", "Cuisinier de collectivité"]],
    ["cuisi", ["Chef de rang, initiation à la cuisine", "Cuisinier de collectivité"]],
    ["cuisinnier", ["Cuisinier de collectivité"]],
    ["cuizinier", ["Cuisinier de collectivité"]],
    ["DEVELOPEUR", ["Développeur web"]],
    ["dévelopeur weeb", ["Développeur web"]],
    ["soudeur tarbes", ["Soudeur TIG"]],
    ["tarbes soudeur", ["Soudeur TIG"]],
    ["soudeur hautes pyrénées", ["Soudeur TIG"]],
    ["le soudeur", ["Soudeur TIG"]],
    ["astronaute", []],
    ["%", ["Chef de rang, initiation à la cuisine", "Cuisinier de collectivité", "Développeur web", "Soudeur TIG"]],
    ["'; DROP TABLE course; --", []],
  ])("« %s » finds %j", async (q, expected) => {
    expect((await titles({ q })).toSorted((one, other) => one.localeCompare(other, "fr"))).toEqual(expected)
  })

  it("as typed come before what looks like them", async () => {
    expect(await titles({ q: "cuisinier" })).toEqual(["Cuisinier de collectivité", "Chef de rang, initiation à la cuisine"])
  })

  it("of the title come before those of the rest, whatever the dates", async () => {
    await offered("Pâtissier", pau, { startsOn: inDays(20), endsOn: inDays(30) })
    const later = await offered("Métiers du pain", pau, { startsOn: inDays(10), endsOn: inDays(30) })
    await db.course.update({
      where: { id: later.course.id },
      data: { certifications: [{ code: "RNCP1", name: "CAP pâtissier", certifier: "", until: "" }] },
    })
    expect(await titles({ q: "patissier" })).toEqual(["Pâtissier", "Métiers du pain"])
    expect(await titles({ q: "patissier", tri: "date" })).toEqual(["Métiers du pain", "Pâtissier"])
  })

  it("may be a code, or its label once the operator has imported the list", async () => {
    expect(await titles({ q: "G1602" })).toHaveLength(4)
    expect(await titles({ q: "restauration" })).toEqual([])
    await keepReferences([{ kind: "rome", code: "G1602", label: "Personnel de cuisine, restauration" }])
    expect(await titles({ q: "restauration" })).toHaveLength(4)
  })
})

describe("what is found follows what is published", () => {
  it("edits, places, names and states, each at once", async () => {
    const { course, delivery } = await offered("Cuisinier", pau)
    expect(await titles({ q: "cuisinier pau" })).toEqual(["Cuisinier"])
    await db.course.update({ where: { id: course.id }, data: { title: "Boulanger" } })
    expect(await titles({ q: "cuisinier" })).toEqual([])
    expect(await titles({ q: "boulanger" })).toEqual(["Boulanger"])
    await db.trainingPlace.updateMany({ where: { deliveryId: delivery.id }, data: tarbes })
    expect(await titles({ q: "boulanger pau" })).toEqual([])
    expect(await titles({ q: "boulanger tarbes" })).toEqual(["Boulanger"])
    await db.structure.update({ where: { id: body.structure.id }, data: { raisonSociale: "Compagnons du Gave" } })
    expect(await titles({ q: "gave" })).toEqual(["Boulanger"])
    await db.trainingPlace.deleteMany({ where: { deliveryId: delivery.id } })
    expect(await titles({ q: "tarbes" })).toEqual([])
    await db.affiliation.updateMany({ data: { rafaelProfil: null } })
    for (const data of [{ state: "closed" as const }, { types: [] }]) {
      await db.structure.update({ where: { id: body.structure.id }, data })
      expect(await titles({ q: "boulanger" })).toEqual([])
      expect(await titles({})).toEqual([])
      await db.structure.update({ where: { id: body.structure.id }, data: { state: "active", types: ["formateur"] } })
      expect(await titles({ q: "boulanger" })).toEqual(["Boulanger"])
    }
    await db.course.update({ where: { id: course.id }, data: { state: "draft" } })
    expect(await titles({ q: "boulanger" })).toEqual([])
    expect(await db.offerEntry.count()).toBe(0)
  })
})

describe("around a commune", () => {
  beforeEach(async () => {
    await offered("À Pau", pau, { startsOn: inDays(60) })
    await offered("À Tarbes", tarbes, { startsOn: inDays(40) })
    await offered("À Bayonne", bayonne, { startsOn: inDays(50) })
    const remote = await offered("De loin", null)
    await db.delivery.update({ where: { id: remote.delivery.id }, data: { mode: "remote" } })
  })

  it.each([
    ["10", ["À Pau"]],
    ["20", ["À Pau"]],
    ["50", ["À Pau", "À Tarbes"]],
    ["100", ["À Bayonne", "À Pau", "À Tarbes"]],
  ])("%s km", async (rayon, expected) => {
    expect((await titles({ ou: "Pau", rayon })).toSorted()).toEqual(expected)
  })

  it("with words, in the squares that the circle touches, nearest first when asked", async () => {
    await offered("Soudeur", bayonne)
    await offered("Soudeur à Lons", { city: "Lons", postcode: "64140" })
    expect(await titles({ q: "soudeur", ou: "pau" })).toEqual(["Soudeur à Lons"])
    const far = await found({ ou: "pau", rayon: "100", tri: "distance" })
    expect(far.sessions.map(({ title, kilometres }) => [title, Math.round(kilometres ?? -1)])).toEqual([
      ["À Pau", 0],
      ["Soudeur à Lons", 4],
      ["À Tarbes", 37],
      ["À Bayonne", 92],
      ["Soudeur", 92],
    ])
    expect(far.byPlace).toEqual([
      { departement: "64", sessions: 4 },
      { departement: "65", sessions: 1 },
    ])
  })

  it("its own coordinates say where a place is, before those of its commune", async () => {
    await db.trainingPlace.updateMany({ where: { city: "Pau" }, data: { latitude: 43.493, longitude: -1.475 } })
    expect(await titles({ ou: "pau", rayon: "10" })).toEqual([])
    expect((await titles({ ou: "bayonne", rayon: "10" })).toSorted()).toEqual(["À Bayonne", "À Pau"])
  })

  it("what is given from afar is found everywhere", async () => {
    expect(await titles({ ou: "Bayonne", mode: "remote" })).toEqual(["De loin"])
  })

  it.each([
    ["64", { kind: "departement", code: "64" }],
    ["pyrénées-atlantiques", { kind: "departement", code: "64" }],
    ["64000", { kind: "commune", commune: { name: "Pau" } }],
    ["  PAU ", { kind: "commune", commune: { name: "Pau" } }],
    ["Bayone", { kind: "commune", commune: { name: "Bayonne" } }],
    ["bay", { kind: "commune", commune: { name: "Bayonne" } }],
    ["St-Denis (93)", { kind: "commune", commune: { insee: "93066" } }],
    ["saint denis", { kind: "several", choices: ["Saint-Denis (33)", "Saint-Denis (93)"] }],
    ["Atlantis", { kind: "unknown" }],
    ["%", { kind: "unknown" }],
  ])("« %s » is understood", async (typed, expected) => {
    expect(await placeAsked(typed)).toMatchObject(expected)
  })

  it("a place that nobody knows answers nothing, and says so; a commune without position is found by its name", async () => {
    expect((await found({ ou: "Atlantis" })).total).toBe(0)
    await offered("Ailleurs", { city: "Nulle-Part", postcode: "12345" })
    expect(await titles({ ou: "nulle part" })).toEqual(["Ailleurs"])
  })

  it("communes imported later give places their position", async () => {
    await offered("Ailleurs", { city: "Orthez", postcode: "64300" })
    expect(await titles({ ou: "64300" })).toEqual(["Ailleurs"])
    await keepCommunes([commune("64430", "Orthez", "64300", 43.488, -0.77)])
    expect(await titles({ ou: "Orthez", rayon: "10" })).toEqual(["Ailleurs"])
    expect(await titles({ q: "ailleurs", ou: "pau", rayon: "50" })).toEqual(["Ailleurs"])
  })
})

it("the level that a training leads to is a filter", async () => {
  const { course } = await offered("Cuisinier", pau)
  await offered("Chef", pau)
  await db.course.update({ where: { id: course.id }, data: { exitLevel: 5 } })
  expect(await titles({ niveau: "5" })).toEqual(["Cuisinier"])
  expect(await titles({ niveau: "cinq" })).toHaveLength(2)
})

describe("the open lists", () => {
  it("are read whatever their columns are called", () => {
    const postal = { code_commune_INSEE: "1004", nom_commune_postal: "AMBERIEU", code_postal: "1500", latitude: "45.96", longitude: "5.37" }
    expect(communeIn({ ...postal, nom_commune_complet: "Ambérieu-en-Bugey", nom_region: "Auvergne" })).toEqual({
      insee: "01004",
      name: "Ambérieu-en-Bugey",
      postcodes: ["01500"],
      departement: "01",
      latitude: 45.96,
      longitude: 5.37,
    })
    expect(communeIn({ "Code INSEE": "2A004", Commune: "Ajaccio", "Code postal": "20000", lat: "41.9", lon: "8.7" })).toMatchObject({
      departement: "2A",
      name: "Ajaccio",
    })
    expect(communeIn({ ...postal, nom_commune_complet: "X", latitude: "" })).toBeNull()
    expect(codeIn("rome", { "Code ROME": "g1602", Libellé: "Personnel de cuisine" })).toEqual({
      kind: "rome",
      code: "G1602",
      label: "Personnel de cuisine",
    })
    expect(codeIn("rncp", { Numero_Fiche: "38722", Intitule: "Cuisinier" })).toMatchObject({ code: "RNCP38722" })
    expect(codeIn("rome", { autre: "x" })).toBeNull()
  })

  it("once imported, refuse a code that they do not have, beside its field", async () => {
    const context = await contextFor(body.people.gestionnaire_catalogue)
    const add = (more: object) => createCourse(context, { structureId: body.structure.id, ...aTypedCourse(more) })
    expect(await add({})).toMatchObject({ ok: true })
    await keepReferences([
      { kind: "formacode", code: "42752", label: "Cuisine" },
      { kind: "rncp", code: "RNCP38722", label: "Cuisinier" },
    ])
    expect(await add({})).toMatchObject({ ok: true })
    expect(await add({ formacodes: ["42752", "11111"] })).toMatchObject({ ok: false, why: "unknown-formacode", detail: "11111" })
    // The list is of one edition: it judges no other.
    expect(await add({ formacodes: ["11111"], formacodeVersion: "V13" })).toMatchObject({ ok: true })
    const certifications = [{ code: "RNCP99999", name: "", certifier: "", until: "" }]
    expect(await add({ certifications })).toMatchObject({ ok: false, why: "unknown-certification", detail: "RNCP99999" })
    expect(await add({ romes: ["A1101"] })).toMatchObject({ ok: true })
  })
})
