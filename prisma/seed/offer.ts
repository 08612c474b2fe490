/** The invented offer of the region: sixty courses, each with sessions that have begun and sessions to come. */
import type { Tx } from "@/lib/platform/db/client"
import type { Prisma } from "@/lib/platform/generated/client"
import { todayOf } from "@/lib/platform/time/working-days"
import { idOf } from "./ids"

const day = 24 * 3_600_000

type Trade = [title: string, formacode: string, rome: string, rncp: string, level: number]
const trades: Trade[] = [
  ["Agent de maintenance des bâtiments", "22231", "I1203", "RNCP37948", 3],
  ["Assistant de vie aux familles", "44028", "K1302", "RNCP37715", 3],
  ["Développeur web et web mobile", "31090", "M1805", "RNCP37674", 5],
  ["Conducteur de transport en commun", "31811", "N4103", "RNCP37879", 3],
  ["Secrétaire assistant médico-social", "35028", "M1609", "RNCP40800", 4],
  ["Cuisinier", "42752", "G1602", "RNCP38722", 3],
  ["Soudeur assembleur industriel", "23026", "H2913", "RNCP39182", 3],
  ["Gestionnaire de paie", "32667", "M1203", "RNCP37948", 5],
  ["Électricien d’équipement du bâtiment", "22250", "F1602", "RNCP38872", 3],
  ["Vendeur conseil en magasin", "34566", "D1214", "RNCP37098", 4],
  ["Préparateur de commandes en entrepôt", "31734", "N1103", "RNCP38302", 3],
  ["Maçon", "22334", "F1703", "RNCP37884", 3],
  ["Français langue étrangère, remise à niveau", "15235", "K2111", "", 2],
  ["Bureautique : tableur et traitement de texte", "35066", "M1607", "", 2],
  ["Formateur professionnel d’adultes", "44586", "K2111", "RNCP37275", 5],
]

export type Body = { id: string; siret: string; city: string | null; postcode: string | null; address: string | null }
export type Offered = { id: string; startsOn: Date; isPast: boolean }

/** Invents the offer of these training bodies; the sessions on which people may be pre-registered. */
export async function seedOffer(tx: Tx, now: Date, bodies: Body[]): Promise<Offered[]> {
  await tx.trainingBody.createMany({
    data: bodies.map(({ id, siret }) => ({
      structureId: id,
      activityNumber: `75${siret.slice(0, 9)}`,
      email: "accueil@demo.example",
      phone: "+33556000000",
    })),
  })
  const today = todayOf(now)
  const courses: Prisma.CourseCreateManyInput[] = []
  const deliveries: Prisma.DeliveryCreateManyInput[] = []
  const places: Prisma.TrainingPlaceCreateManyInput[] = []
  const sessions: (Prisma.TrainingSessionCreateManyInput & { id: string; startsOn: Date })[] = []
  for (let index = 0; index < 60; index += 1) {
    // The demonstration's own training body has the largest offer.
    const body = bodies[index < 12 ? 0 : index % bodies.length] as Body
    const [title, formacode, rome, rncp, level] = trades[index % trades.length] as Trade
    const createdAt = new Date(now.getTime() - (150 - index) * day)
    const isDraft = index % 15 === 11
    const [courseId, deliveryId] = [idOf(`course ${index}`), idOf(`delivery ${index}`)]
    courses.push({
      id: courseId,
      structureId: body.id,
      siret: body.siret,
      numero: `F${index + 1}`,
      title,
      objective: `Exercer le métier de « ${title.toLowerCase()} », en autonomie et dans le respect des règles de sécurité.`,
      results: rncp ? "Un titre professionnel inscrit au répertoire national, ou des blocs de compétences." : "Une attestation des acquis.",
      contents: isDraft
        ? ""
        : "Accueil et positionnement ; gestes professionnels ; sécurité ; période en entreprise ; préparation aux épreuves.",
      entryLevel: Math.max(0, level - 1),
      exitLevel: level,
      formacodes: [formacode],
      romes: [rome],
      certifications: rncp ? [{ code: rncp, name: title, certifier: "Ministère du Travail", until: "31/12/2028" }] : [],
      evaluation: index % 4 === 0 ? "" : "Mises en situation et entretien avec un jury.",
      contactName: "Service des admissions",
      contactEmail: "admissions@demo.example",
      state: isDraft ? "draft" : "published",
      publishedAt: isDraft ? null : createdAt,
      createdAt,
      updatedAt: createdAt,
    })
    deliveries.push({
      id: deliveryId,
      courseId,
      numero: "A1",
      mode: index % 6 === 2 ? "mixed" : index % 9 === 4 ? "remote" : "on_site",
      entryMode: index % 10 === 7 ? "permanent" : "fixed_dates",
      rhythm: "Temps plein, 35 heures par semaine",
      alternance: index % 3 === 0 ? "Deux périodes de quatre semaines en entreprise" : "Sans alternance",
      hoursCentre: 280 + (index % 5) * 70,
      hoursCompany: index % 3 === 0 ? 280 : 0,
      hoursTotal: 280 + (index % 5) * 70 + (index % 3 === 0 ? 280 : 0),
      publics: ["83056"],
      conditions: "Maîtriser le français à l’oral ; un entretien précise le projet.",
      isFunded: index % 8 !== 5,
      funders: [{ code: "2", places: null }],
      remainingCost: "Aucun",
      accessibility: index % 3 === 1 ? "" : "Locaux accessibles ; un référent handicap étudie chaque adaptation.",
      accessDelay: "Deux semaines",
      createdAt,
      updatedAt: createdAt,
    })
    places.push({
      deliveryId,
      address: body.address ?? "1 place du Marché",
      postcode: body.postcode ?? "33000",
      city: body.city ?? "Bordeaux",
    })
    for (let nth = 0; nth < (index % 2 === 0 ? 3 : 2); nth += 1) {
      const startsOn = new Date(today.getTime() + ((nth === 0 ? -60 : 20 + (nth - 1) * 75) + (index % 20)) * day)
      sessions.push({
        id: idOf(`session ${index} ${nth}`),
        deliveryId,
        numero: `S${nth + 1}`,
        startsOn,
        endsOn: new Date(startsOn.getTime() + (40 + (index % 5) * 20) * day),
        places: 8 + (index % 4) * 2,
        minimum: 5,
        createdAt,
        updatedAt: createdAt,
      })
    }
  }
  await tx.course.createMany({ data: courses })
  await tx.delivery.createMany({ data: deliveries })
  await tx.trainingPlace.createMany({ data: places })
  await tx.trainingSession.createMany({ data: sessions })
  const drafts = new Set(courses.filter(({ state }) => state === "draft").map(({ id }) => id))
  const ofDraft = new Set(deliveries.filter(({ courseId }) => drafts.has(courseId)).map(({ id }) => id))
  const unfunded = new Set(deliveries.filter(({ isFunded }) => !isFunded).map(({ id }) => id))
  return sessions
    .filter(({ deliveryId }) => !ofDraft.has(deliveryId) && !unfunded.has(deliveryId))
    .map(({ id, startsOn }) => ({ id, startsOn, isPast: startsOn < today }))
}
