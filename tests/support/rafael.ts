/** Starting data for the tests of Rafael: a training body with an offer, a prescriber with its three levels, candidates on their way. */
import { createHash } from "node:crypto"
import { db } from "@/lib/platform/db/client"
import type { PreregistrationStatus, Prisma, RafaelProfil } from "@/lib/platform/generated/client"
import { keysOf } from "@/lib/rafael/candidates/operations"
import { anAccount, anActiveAffiliation, aStructure, contextOf, now } from "./factories"

const day = 24 * 3_600_000
let serial = 0

/** A day, counted from the tests' now. */
export const inDays = (days: number) => new Date(Date.UTC(2026, 10, 24) + days * day)

/** A structure of one type, and one person for each of these profils. */
export async function aStructureOf<Profil extends RafaelProfil>(type: "formateur" | "prescripteur", profils: readonly Profil[]) {
  const structure = await aStructure({ types: [type], raisonSociale: type === "formateur" ? "Institut Exemple" : "Mission Exemple" })
  const people = {} as Record<Profil, { accountId: string; affiliationId: string; email: string }>
  for (const rafaelProfil of profils) {
    const account = await anAccount()
    const affiliation = await anActiveAffiliation(account.id, structure.id, { rafaelProfil })
    people[rafaelProfil] = { accountId: account.id, affiliationId: affiliation.id, email: account.email }
  }
  return { structure, people }
}

export const aTrainingBody = () =>
  aStructureOf("formateur", ["gestionnaire_catalogue", "gestionnaire_preinscription", "gestionnaire_general"])
export const aPrescriber = () => aStructureOf("prescripteur", ["prescripteur_1", "prescripteur_2", "prescripteur_3"])

export const contextFor = ({ accountId }: { accountId: string }) => contextOf(accountId)

/** What a course says when nothing is missing. */
export const wholeCourse = {
  title: "Cuisinier",
  objective: "Exercer le métier de cuisinier.",
  results: "Un titre professionnel.",
  contents: "Gestes, hygiène, service.",
  path: "grouped",
  entryLevel: 2,
  exitLevel: 3,
  formacodes: ["42752"],
  romes: ["G1602"],
  certifications: [],
  evaluation: "Mises en situation.",
  contactName: "",
  contactEmail: "contact@exemple.fr",
  contactPhone: "",
} as const satisfies Partial<Prisma.CourseUncheckedCreateInput>

const wholeDelivery = {
  mode: "on_site",
  entryMode: "fixed_dates",
  rhythm: "Temps plein",
  alternance: "Sans",
  hoursCentre: 300,
  hoursCompany: null,
  publics: ["83056"],
  conditions: "Aucune",
  isLevelRequired: false,
  isFunded: true,
  remainingCost: "Aucun",
  accessibility: "Locaux accessibles",
  accessDelay: "Deux semaines",
} as const

/** What is typed of a course, complete. */
export const aTypedCourse = (more: object = {}) => ({
  ...wholeCourse,
  formacodes: [...wholeCourse.formacodes],
  romes: [...wholeCourse.romes],
  certifications: [],
  nsfs: [],
  formacodeVersion: "V14",
  ...more,
})

/** What is typed of a delivery, complete. */
export const aTypedDelivery = (more: object = {}) => ({
  ...wholeDelivery,
  publics: [...wholeDelivery.publics],
  funder: null,
  providerSiret: null,
  fundedPlaces: null,
  otherFunders: [],
  otherPlaces: [],
  placeName: "",
  address: "1 rue Haute",
  postcode: "64000",
  city: "Pau",
  ...more,
})

/** The value of a gesture that was done. */
export function doneOf<T>(result: { ok: true; value: T } | { ok: false; why: string }): T {
  if (!result.ok) throw new Error(result.why)
  return result.value
}

/** A session whose contact is that of its course. */
export const noContact = { contactName: "", contactEmail: "", contactPhone: "" }

/** The places of a session as they are typed. */
export const typedSeats = { places: 8, minimum: 4, hasLateEntry: false, ...noContact }

/** The days of a session as they are typed. */
export const typedDates = { startsOn: "2027-03-01", endsOn: "2027-05-31", registrationFrom: null, registrationUntil: null }

/** A course with one delivery and one session, published, two months ahead. */
export async function aSession(
  { structure }: { structure: { id: string; siret: string } },
  more: Partial<Prisma.TrainingSessionUncheckedCreateInput> & { state?: "draft" | "published"; title?: string } = {},
) {
  serial += 1
  const { state = "published", title = wholeCourse.title, ...session } = more
  await db.trainingBody.upsert({
    where: { structureId: structure.id },
    create: { structureId: structure.id, activityNumber: "75331234567" },
    update: {},
  })
  const dated = { createdAt: now, updatedAt: now }
  const course = await db.course.create({
    data: {
      ...wholeCourse,
      title,
      formacodes: [...wholeCourse.formacodes],
      romes: [...wholeCourse.romes],
      certifications: [],
      structureId: structure.id,
      siret: structure.siret,
      numero: `T${serial}`,
      state,
      publishedAt: state === "published" ? now : null,
      ...dated,
    },
  })
  const delivery = await db.delivery.create({
    data: {
      ...wholeDelivery,
      publics: [...wholeDelivery.publics],
      courseId: course.id,
      numero: "A1",
      hoursTotal: 300,
      ...dated,
      places: { create: { address: "1 rue Haute", postcode: "64000", city: "Pau" } },
    },
  })
  const created = await db.trainingSession.create({
    data: { deliveryId: delivery.id, numero: "S1", startsOn: inDays(60), endsOn: inDays(120), places: 12, ...dated, ...session },
  })
  return { course, delivery, session: created }
}

/** A candidate of a structure, informed, with all that is asked before anything is sent. */
export async function aCandidate(structureId: string, more: Partial<Prisma.CandidateUncheckedCreateInput> = {}) {
  serial += 1
  const names = { lastName: `Candidat${serial}`, firstName: "Dany", birthDate: "1990-05-17", identifier: "" }
  return db.candidate.create({
    data: {
      structureId,
      firstName: names.firstName,
      lastName: names.lastName,
      birthDate: new Date(`${names.birthDate}T00:00:00Z`),
      email: `candidat${serial}-${createHash("sha1").update(structureId).digest("hex").slice(0, 6)}@exemple.fr`,
      city: "Pau",
      situation: "job_seeker",
      noticeVersion: "2026-11",
      noticeAt: now,
      ...keysOf(names),
      createdAt: now,
      updatedAt: now,
      ...more,
    },
  })
}

/** The shortest way to each state. */
const ways: Record<PreregistrationStatus, PreregistrationStatus[]> = {
  draft: [],
  to_validate: ["to_validate"],
  sent: ["sent"],
  summoned: ["sent", "summoned"],
  accepted: ["sent", "accepted"],
  waitlisted: ["sent", "waitlisted"],
  not_accepted: ["sent", "not_accepted"],
  started: ["sent", "accepted", "started"],
  not_started: ["sent", "accepted", "not_started"],
  finished: ["sent", "accepted", "started", "finished"],
  dropped: ["sent", "accepted", "started", "dropped"],
  withdrawn: ["withdrawn"],
  session_cancelled: ["session_cancelled"],
  lapsed: ["lapsed"],
}

type Prepared = {
  structureId: string
  ownerId: string | null
  sessionId: string
  status?: PreregistrationStatus
  candidateId?: string
  sentById?: string
}

/** A pre-registration that has gone the shortest way to this state. */
export async function aPreregistration({ structureId, ownerId, sessionId, status = "draft", candidateId, sentById }: Prepared) {
  const candidate = candidateId ?? (await aCandidate(structureId)).id
  const { _max } = await db.preregistration.aggregate({ where: { candidateId: candidate }, _max: { wish: true } })
  const one = await db.preregistration.create({
    data: {
      candidateId: candidate,
      sessionId,
      ownerId,
      project: "Devenir cuisinier.",
      wish: (_max.wish ?? 0) + 1,
      createdAt: now,
      stepAt: now,
    },
  })
  for (const step of ways[status]) {
    await db.preregistrationStep.create({ data: { preregistrationId: one.id, at: now, status: step, side: "portal" } })
    await db.preregistration.update({
      where: { id: one.id },
      data: {
        status: step,
        ...(step === "sent" ? { sentAt: now, sentById: sentById ?? null } : {}),
        ...(step === "to_validate" ? { submittedAt: now } : {}),
        rank: step === "waitlisted" ? await nextRank(sessionId) : null,
        reason: ["not_accepted", "not_started", "dropped"].includes(step) ? "other" : null,
      },
    })
  }
  return db.preregistration.findUniqueOrThrow({ where: { id: one.id } })
}

type Prescriber = Awaited<ReturnType<typeof aPrescriber>>
type More = Pick<Prepared, "status" | "candidateId">

/** A pre-registration that a level 1 of this structure follows. */
export function ofLevel1({ structure, people }: Prescriber, sessionId: string, more: More = {}) {
  return aPreregistration({ structureId: structure.id, ownerId: people.prescripteur_1.affiliationId, sessionId, ...more })
}

async function nextRank(sessionId: string) {
  const { _max } = await db.preregistration.aggregate({ where: { sessionId }, _max: { rank: true } })
  return (_max.rank ?? 0) + 1
}

/** What a prescriber types of a candidate. */
export function aDossier(more: Record<string, unknown> = {}) {
  serial += 1
  return {
    firstName: "Dany",
    lastName: `Nouveau${serial}`,
    birthDate: "1990-05-17",
    email: `nouveau${serial}@exemple.fr`,
    phone: "",
    postcode: "64000",
    city: "Pau",
    situation: "job_seeker" as const,
    identifier: "",
    level: null,
    needsAdaptation: false,
    adaptationContact: "",
    project: "Devenir cuisinier.",
    wishedStart: null,
    informed: true,
    isOther: false,
    ...more,
  }
}

export async function statusOf(id: string) {
  return (await db.preregistration.findUniqueOrThrow({ where: { id } })).status
}
