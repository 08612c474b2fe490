/** What a course lacks to be published, and to inform the public well (docs/rafael.md). */
import type { Mode } from "@/lib/rafael/codes/rules"

/** What information of the public asks of a certification, beside its code (RNCP, RS, or CI for Certif Info). */
export type Certification = { code: string; name: string; certifier: string; until: string }

/** What each field of a course is called, wherever someone reads of it. */
export const courseFieldNames = {
  title: "Intitulé",
  objective: "Objectif",
  results: "Résultats attendus",
  contents: "Contenu",
  path: "Parcours",
  entryLevel: "Niveau à l’entrée",
  exitLevel: "Niveau à la sortie",
  formacodes: "Formacodes",
  formacodeVersion: "Édition du Formacode",
  romes: "Codes ROME",
  nsfs: "Codes NSF",
  certifications: "Certifications",
  evaluation: "Modalités d’évaluation",
  contactName: "Nom du contact",
  contactEmail: "E-mail du contact",
  contactPhone: "Téléphone du contact",
} as const

export type CourseFacts = {
  id: string
  objective: string
  results: string
  contents: string
  entryLevel: number | null
  formacodes: readonly string[]
  evaluation: string
  contactEmail: string
  contactPhone: string
  certifications: readonly { name: string; certifier: string; until: string }[]
  deliveries: readonly {
    id: string
    numero: string
    mode: Mode
    rhythm: string
    alternance: string
    publics: readonly string[]
    conditions: string
    hoursTotal: number | null
    remainingCost: string
    accessDelay: string
    accessibility: string
    places: number
    sessions: number
  }[]
  body: { activityNumber: string | null } | null
}

/** The part of the offer where something is missing: the page that has its field. */
type Place = { part: "content" | "body" } | { part: "deliveries" } | { part: "delivery" | "sessions"; id: string }
export type Missing = Place & { field: string; label: string }

/**
 * LHÉO's first circle: without it, a course is not publishable. Each line says which field, and where it is. Source: what LHÉO 2.3 makes
 * compulsory in formation, action, session and organisme-formation-responsable.
 */
export function missingToPublish({ deliveries, body, ...course }: CourseFacts): Missing[] {
  const content = (isMissing: boolean, field: string, label: string): Missing[] => (isMissing ? [{ part: "content", field, label }] : [])
  return [
    ...content(course.objective === "", "objective", "Objectif"),
    ...content(course.results === "", "results", "Résultats attendus"),
    ...content(course.contents === "", "contents", "Contenu"),
    ...content(course.entryLevel === null, "entryLevel", "Niveau à l’entrée"),
    ...content(course.formacodes.length === 0, "formacodes", "Formacode principal"),
    ...content(course.contactEmail === "" && course.contactPhone === "", "contactEmail", "Un contact : e-mail ou téléphone"),
    ...(body?.activityNumber ? [] : [{ part: "body", field: "activityNumber", label: "Numéro de déclaration d’activité" } as const]),
    ...(deliveries.length === 0 ? [{ part: "deliveries", field: "actions", label: "Au moins une action" } as const] : []),
    ...deliveries.flatMap(missingInDelivery),
  ]
}

/**
 * What a published course would lack of it: an action without a session is not offered yet, and may be completed in peace; one that has a
 * session is read, pre-registered on and exported.
 */
export function missingOnline(course: CourseFacts): Missing[] {
  return missingToPublish({ ...course, deliveries: course.deliveries.filter(({ sessions }) => sessions > 0) })
}

function missingInDelivery({ id, numero, ...delivery }: CourseFacts["deliveries"][number]): Missing[] {
  const here = (isMissing: boolean, field: string, label: string): Missing[] =>
    isMissing ? [{ part: "delivery", id, field, label: `Action ${numero} : ${label}` }] : []
  return [
    ...here(delivery.rhythm === "", "rhythm", "rythme"),
    ...here(delivery.alternance === "", "alternance", "alternance"),
    ...here(delivery.publics.length === 0, "publics", "public visé"),
    ...here(delivery.conditions === "", "conditions", "conditions d’entrée"),
    ...here(delivery.mode !== "remote" && delivery.places === 0, "address", "lieu"),
    ...(delivery.sessions === 0
      ? [{ part: "sessions", id, field: "sessions", label: `Action ${numero} : au moins une session` } as const]
      : []),
  ]
}

/** The fields of a course and of an action without which nothing is published; and those that inform the public. */
export const neededToPublish: ReadonlySet<string> = new Set([
  "objective",
  "results",
  "contents",
  "entryLevel",
  "formacodes",
  "contactEmail",
  "rhythm",
  "alternance",
  "publics",
  "conditions",
  "address",
])
export const neededToInform: ReadonlySet<string> = new Set(["evaluation", "hoursCentre", "remainingCost", "accessDelay", "accessibility"])

/** Information of the public (Qualiopi, indicator 1): what is said and what is not, each with its name. It warns; it forbids nothing. */
export function publicInformation({ deliveries, certifications, evaluation }: CourseFacts): { label: string; isSaid: boolean }[] {
  const all = (said: (delivery: CourseFacts["deliveries"][number]) => boolean) => deliveries.length > 0 && deliveries.every(said)
  const lines = [
    { label: "Prérequis", isSaid: all(({ conditions }) => conditions !== "") },
    { label: "Durée", isSaid: all(({ hoursTotal }) => hoursTotal !== null) },
    { label: "Délai d’accès", isSaid: all(({ accessDelay }) => accessDelay !== "") },
    { label: "Prix ou reste à charge", isSaid: all(({ remainingCost }) => remainingCost !== "") },
    { label: "Modalités d’évaluation", isSaid: evaluation !== "" },
    { label: "Accessibilité aux personnes handicapées", isSaid: all(({ accessibility }) => accessibility !== "") },
  ]
  const isExact = certifications.every(({ name, certifier, until }) => name !== "" && certifier !== "" && until !== "")
  return certifications.length > 0 ? [...lines, { label: "Nom exact, certificateur et date de la certification", isSaid: isExact }] : lines
}

/** How complete a course is, from 0 to 100: what it takes to publish, and what informs the public. */
export function completeness(course: CourseFacts): number {
  const information = publicInformation(course)
  const said = information.filter(({ isSaid }) => isSaid).length
  const missing = Math.min(missingToPublish(course).length, 10)
  return Math.round(((10 - missing) / 10) * 70 + (said / information.length) * 30)
}
