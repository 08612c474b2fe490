/** The invented offer of the region, and the people pre-registered on it, in every state and in the order of time. */
import { createHash } from "node:crypto"
import type { Tx } from "@/lib/platform/db/client"
import type { CandidateSituation, PreregistrationReason, PreregistrationStatus, Prisma } from "@/lib/platform/generated/client"
import { keysOf } from "@/lib/rafael/candidates/operations"
import { noticeVersion } from "@/lib/rafael/candidates/rules"
import { living, todayOf } from "@/lib/rafael/states/rules"

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

const firstNames = [
  "Amine",
  "Béatrice",
  "Céline",
  "David",
  "Emma",
  "Fatou",
  "Gilles",
  "Hana",
  "Iris",
  "Jules",
  "Kevin",
  "Lina",
  "Marius",
  "Nour",
  "Oscar",
  "Paola",
]
const lastNames = [
  "Aubert",
  "Bouzid",
  "Clément",
  "Diallo",
  "Etcheto",
  "Favre",
  "Garnier",
  "Hamel",
  "Ibarra",
  "Jacquet",
  "Klein",
  "Laborde",
  "Mercier",
]
const situations: CandidateSituation[] = ["job_seeker", "job_seeker", "employee", "independent", "student", "other"]

type Step = [status: PreregistrationStatus, side: "prescriber" | "training_body" | "candidate" | "portal", reason?: PreregistrationReason]
const sent: Step[] = [
  ["to_validate", "prescriber"],
  ["sent", "prescriber"],
]
/** The ways that pre-registrations have gone: on a session to come, or on one that has begun. */
const coming: Step[][] = [
  [],
  [["to_validate", "prescriber"]],
  sent,
  sent,
  [...sent, ["summoned", "training_body"]],
  [...sent, ["summoned", "training_body"], ["accepted", "training_body"]],
  [...sent, ["accepted", "training_body"]],
  [...sent, ["waitlisted", "training_body"]],
  [...sent, ["summoned", "training_body"], ["not_accepted", "training_body", "prerequisites"]],
  [...sent, ["withdrawn", "candidate", "in_work"]],
  [
    ["to_validate", "prescriber"],
    ["draft", "prescriber", "incomplete"],
  ],
]
const past: Step[][] = [
  [...sent, ["accepted", "training_body"], ["started", "training_body"]],
  [...sent, ["summoned", "training_body"], ["accepted", "training_body"], ["started", "training_body"], ["finished", "training_body"]],
  [...sent, ["accepted", "training_body"], ["not_started", "training_body", "moved"]],
  [...sent, ["accepted", "training_body"], ["started", "training_body"], ["dropped", "training_body", "in_work"]],
  [...sent, ["lapsed", "portal"]],
]

/** The same id each time: what has the same date comes in the same order in every demonstration. */
function idOf(name: string) {
  const hex = createHash("sha256").update(name).digest("hex")
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join("-")
}

type Body = { id: string; siret: string; city: string | null; postcode: string | null; address: string | null }
export type Prescriber = { structureId: string; affiliationId: string; accountId: string; validatorId: string }

/** Invents the offer of these training bodies, and candidates that these prescribers accompany. */
export async function seedRafael(tx: Tx, now: Date, bodies: Body[], prescribers: Prescriber[]): Promise<void> {
  const offer = await seedOffer(tx, now, bodies)
  await seedCandidates(tx, now, offer, prescribers)
  await cancelOne(tx, now, offer)
}

type Offered = { id: string; startsOn: Date; isPast: boolean }

async function seedOffer(tx: Tx, now: Date, bodies: Body[]): Promise<Offered[]> {
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

async function seedCandidates(tx: Tx, now: Date, offer: Offered[], prescribers: Prescriber[]) {
  const [begun, ahead] = [offer.filter(({ isPast }) => isPast), offer.filter(({ isPast }) => !isPast)]
  const ranks = new Map<string, number>()
  for (let index = 0; index < 200; index += 1) {
    // Half of them with the demonstration's own prescribers.
    const prescriber = prescribers[index % 2 === 0 ? (index % 4 === 0 ? 0 : 1) : index % prescribers.length] as Prescriber
    const isPast = index % 4 === 3
    const session = (isPast ? begun : ahead)[Math.floor(index / 4) % (isPast ? begun.length : Math.min(ahead.length, 40))] as Offered
    const way = (isPast ? past : coming)[(index * 7 + Math.floor(index / 5)) % (isPast ? past.length : coming.length)] as Step[]
    const latest = isPast ? session.startsOn.getTime() - 10 * day : now.getTime()
    const createdAt = new Date(latest - (2 + way.length * 3 + (index % 30)) * day)
    const candidateId = await seedCandidate(tx, prescriber, index, createdAt)
    const id = idOf(`preregistration ${index}`)
    await tx.preregistration.create({
      data: {
        id,
        candidateId,
        sessionId: session.id,
        ownerId: prescriber.affiliationId,
        project: "Retrouver un métier stable près de chez soi, après deux ans d’emplois courts.",
        createdAt,
        stepAt: createdAt,
        steps: { create: { at: createdAt, status: "draft", side: "prescriber", accountId: prescriber.accountId } },
      },
    })
    for (const [nth, [status, side, reason]] of way.entries()) {
      const isAfterStart = ["started", "finished", "dropped", "not_started", "lapsed"].includes(status)
      const at = isAfterStart ? new Date(session.startsOn.getTime() + (nth + 1) * day) : new Date(createdAt.getTime() + (nth + 1) * 2 * day)
      const accountId = side === "prescriber" ? (status === "sent" ? prescriber.validatorId : prescriber.accountId) : null
      const rank = status === "waitlisted" ? (ranks.get(session.id) ?? 0) + 1 : null
      if (rank) ranks.set(session.id, rank)
      await tx.preregistration.update({
        where: { id },
        data: {
          status,
          stepAt: at,
          rank,
          reason: reason ?? null,
          ...(status === "to_validate" ? { submittedAt: at } : {}),
          ...(status === "sent" ? { sentAt: at, sentById: prescriber.validatorId } : {}),
        },
      })
      await tx.preregistrationStep.create({ data: { preregistrationId: id, at, status, side, accountId, reason: reason ?? null } })
    }
  }
}

/** The session to come that awaits the fewest people was cancelled yesterday. */
async function cancelOne(tx: Tx, now: Date, offer: Offered[]) {
  const ahead = offer.filter(({ isPast }) => !isPast).map(({ id }) => id)
  const [fewest] = await tx.preregistration.groupBy({
    by: "sessionId",
    where: { sessionId: { in: ahead }, status: { in: ["sent", "summoned", "accepted", "waitlisted"] } },
    orderBy: [{ _count: { id: "asc" } }, { sessionId: "asc" }],
    take: 1,
  })
  if (!fewest) return
  const at = new Date(now.getTime() - day)
  const reason = "Trop peu de personnes inscrites."
  await tx.trainingSession.update({
    where: { id: fewest.sessionId },
    data: { cancelledAt: at, cancelledFor: reason, recruitment: "closed", sequence: 1, updatedAt: at },
  })
  const people = await tx.preregistration.findMany({
    where: { sessionId: fewest.sessionId, status: { in: [...living] } },
    orderBy: { id: "asc" },
    select: { id: true },
  })
  const [status, side, reasonText] = ["session_cancelled", "training_body", reason] as const
  for (const { id } of people) {
    await tx.preregistration.update({ where: { id }, data: { status, stepAt: at, rank: null, reasonText } })
    await tx.preregistrationStep.create({ data: { preregistrationId: id, at, status, side, reasonText } })
  }
}

async function seedCandidate(tx: Tx, { structureId }: Prescriber, index: number, createdAt: Date) {
  const firstName = firstNames[index % firstNames.length] as string
  const lastName = lastNames[Math.floor(index / firstNames.length) % lastNames.length] as string
  const birthDate = `${1970 + (index % 35)}-${String((index % 12) + 1).padStart(2, "0")}-${String((index % 27) + 1).padStart(2, "0")}`
  const { id } = await tx.candidate.create({
    data: {
      structureId,
      firstName,
      lastName,
      birthDate: new Date(`${birthDate}T00:00:00Z`),
      email: index % 5 === 4 ? null : `candidat${index}@demo.example`,
      phone: "+33612345678",
      postcode: "33000",
      city: "Bordeaux",
      situation: situations[index % situations.length] as CandidateSituation,
      level: 3,
      needsAdaptation: index % 13 === 5,
      noticeVersion,
      noticeAt: createdAt,
      ...keysOf({ firstName, lastName, birthDate, identifier: "" }),
      createdAt,
      updatedAt: createdAt,
    },
    select: { id: true },
  })
  return id
}
