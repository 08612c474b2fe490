/** The offer in LHÉO 2.3, judged by the official schema when it is there. */
import { beforeEach, describe, expect, it } from "vitest"
import { db } from "@/lib/platform/db/client"
import { lheoFile, lheoMark } from "@/lib/rafael/lheo/queries"
import { now } from "@/tests/support/factories"
import { hasLheoSchema, lheoErrors } from "@/tests/support/lheo-schema"
import { aPrescriber, aSession, aTrainingBody, contextFor, inDays } from "@/tests/support/rafael"

let body: Awaited<ReturnType<typeof aTrainingBody>>
beforeEach(async () => {
  body = await aTrainingBody()
})

async function read(of: Parameters<typeof lheoFile>[0]) {
  const pieces = await lheoFile(of)
  if (!pieces) return null
  const decoder = new TextDecoder()
  let text = ""
  for await (const piece of pieces) text += decoder.decode(piece, { stream: true })
  return text
}

/** Everything that can be said of a course is said, with what XML would take for its own. */
async function aFullOffer() {
  const offered = await aSession(body, {
    title: `Cuisine & <service> "du soir"`,
    minimum: 4,
    hasLateEntry: true,
    registrationFrom: inDays(1),
    registrationUntil: inDays(40),
    recruitment: "suspended",
  })
  await db.course.update({
    where: { id: offered.course.id },
    data: {
      objective: "x".repeat(3000),
      formacodes: ["42752", "42754"],
      nsfs: ["221"],
      certifications: [
        { code: "RNCP38722", name: "Cuisinier", certifier: "Ministère du Travail", until: "31/12/2028" },
        { code: "RS5550", name: "Hygiène", certifier: "", until: "" },
        { code: "CI19004", name: "", certifier: "", until: "" },
      ],
      contactName: "Service des admissions, bâtiment principal, deuxième étage à gauche",
      contactPhone: "05 56 00 00 00",
    },
  })
  await db.delivery.update({
    where: { id: offered.delivery.id },
    data: {
      mode: "remote",
      entryMode: "permanent",
      hoursCompany: 70,
      funders: [{ code: "2", places: 8 }],
      providerSiret: body.structure.siret,
      isLevelRequired: true,
    },
  })
  await db.trainingPlace.updateMany({
    data: {
      name: "Centre de formation du bassin de l’Adour, antenne des métiers de bouche et du service",
      address: "Zone artisanale des Trois Rivières, bâtiment C, 12 bis rue du Général de Gaulle",
      insee: "64445",
      latitude: 43.2951,
      longitude: -0.370797,
    },
  })
  return offered
}

describe("an export", () => {
  it.skipIf(!hasLheoSchema)("is valid against the official schema, with the least and the most that can be said", async () => {
    await aSession(body)
    const otherBody = await aTrainingBody()
    await aSession(otherBody)
    await db.trainingPlace.deleteMany({})
    await db.delivery.updateMany({ data: { mode: "remote" } })
    await aFullOffer()
    const file = await read("all")
    expect(lheoErrors(file ?? "")).toEqual([])
    expect(lheoErrors((file ?? "").replace("<certifiante>", "<certifiant>").replace("</certifiante>", "</certifiant>"))).not.toEqual([])
  })

  it("says what LHÉO has no word for in extras, and escapes what XML would take for its own", async () => {
    await aFullOffer()
    const file = (await read("all")) ?? ""
    expect(file).toContain("Cuisine &amp; &lt;service&gt; &quot;du soir&quot;")
    for (const said of [
      'info="capacite">12<',
      'info="minimum">4<',
      'info="entree-tardive">1<',
      'info="delai-acces">Deux semaines<',
      'info="evaluation">',
    ])
      expect(file).toContain(said)
    expect(file).toContain("<modalites-enseignement>2<")
    expect(file).toContain("<etat-recrutement>3<")
    expect(file).toContain("<modalites-entrees-sorties>1<")
    expect(file).toContain('<code-FORMACODE ref="V14" tag="principal">42752<')
    expect(file).toContain("<code-RS>RS5550<")
  })

  it("holds what is published, and of one's own structure only; nothing for whoever may not see it", async () => {
    const other = await aTrainingBody()
    await aSession(body, { title: "Le nôtre" })
    await aSession(body, { title: "Brouillon", state: "draft" })
    await aSession(other, { title: "Le leur" })
    const cancelled = await aSession(body, { title: "Sans session" })
    await db.trainingSession.update({ where: { id: cancelled.session.id }, data: { cancelledAt: now, cancelledFor: "Annulée" } })
    const everything = (await read("all")) ?? ""
    expect(everything.match(/<intitule-formation>[^<]*/g)?.toSorted()).toEqual([
      "<intitule-formation>Le leur",
      "<intitule-formation>Le nôtre",
    ])
    const structureId = body.structure.id
    const own = await read({ actor: (await contextFor(body.people.gestionnaire_preinscription)).actor, structureId })
    expect(own?.match(/<formation /g)).toHaveLength(1)
    const strangers = [other.people.gestionnaire_general, (await aPrescriber()).people.prescripteur_3]
    for (const person of strangers) expect(await read({ actor: (await contextFor(person)).actor, structureId })).toBeNull()
  })

  it("is written in batches, each course once, and its mark changes with the offer", async () => {
    const first = await aSession(body)
    for (let index = 0; index < 120; index += 1) await aSession(body)
    const before = await lheoMark()
    expect((await read("all"))?.match(/<formation /g)).toHaveLength(121)
    expect(await lheoMark()).toBe(before)
    await db.trainingSession.update({ where: { id: first.session.id }, data: { updatedAt: new Date(now.getTime() + 1000) } })
    const changed = await lheoMark()
    expect(changed).not.toBe(before)
    await db.trainingBody.updateMany({ data: { phone: "+33556000001" } })
    expect(await lheoMark()).not.toBe(changed)
  })

  it.skipIf(!hasLheoSchema)("stays readable whatever character was stored", async () => {
    await aSession(body, { title: "Cuisinier\ufffe\uffff du soir" })
    const file = (await read("all")) ?? ""
    expect(file).toContain("<intitule-formation>Cuisinier du soir<")
    expect(lheoErrors(file)).toEqual([])
  })
})
