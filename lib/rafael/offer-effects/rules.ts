/** What a change of the offer means: whether it does anything, why it is left to a person, what the course is afterwards, and its words. */
import { lookup } from "@/lib/platform/text/lookup"
import { type CourseFacts, courseFieldNames } from "@/lib/rafael/courses/rules"
import type { CourseChange, KnownSession } from "@/lib/rafael/offer-changes/rules"

/** Whether a formation of the file leaves everything as it is. */
export function changesNothing({ known, fields, deliveries }: CourseChange): boolean {
  return (
    known !== null &&
    Object.keys(fields).length === 0 &&
    deliveries.every(
      (delivery) =>
        delivery.known !== null &&
        Object.keys(delivery.fields).length === 0 &&
        delivery.places === null &&
        delivery.sessions.every(
          ({ known: session, fields: changed, meetings }) => session !== null && Object.keys(changed).length === 0 && meetings.length === 0,
        ),
    )
  )
}

/** Why an import leaves a change to a person: it never moves people, nor takes a place from them. `onIt`: how many live on a session. */
export function refusalOf({ deliveries }: CourseChange, onIt: ReadonlyMap<string, number>, placesOtherwise: number | null): string | null {
  for (const delivery of deliveries)
    for (const { known, numero, fields, isMoved } of delivery.sessions) {
      const where = `action ${delivery.numero}, session ${numero}`
      const people = known ? (onIt.get(known.id) ?? 0) : 0
      if (isMoved && people > 0)
        return `${where} : ${people} préinscription(s) en cours ; changez ses dates depuis sa page, qui prévient chacun`
      const dates = datesAfter(known, fields)
      if (dates) return `${where} : ${dates}`
      const places = typeof fields.places === "number" ? fields.places : null
      if (known && places !== null && places < known.taken) return `${where} : ${known.taken} places sont déjà prises`
      const minimum = typeof fields.minimum === "number" ? fields.minimum : (known?.minimum ?? 0)
      const least = places ?? known?.places ?? placesOtherwise
      if (least !== null && minimum > least) return `${where} : l’effectif minimum dépasse le nombre de places`
    }
  return null
}

/** What is wrong with the days of a session once those that the file says replace those known; null when nothing is. */
function datesAfter(known: KnownSession | null, fields: Record<string, unknown>): string | null {
  const of = (name: "startsOn" | "endsOn" | "registrationFrom" | "registrationUntil") =>
    (name in fields ? (fields[name] as Date | null) : (known?.[name] ?? null))?.getTime() ?? null
  const [starts, ends, from, until] = [of("startsOn"), of("endsOn"), of("registrationFrom"), of("registrationUntil")]
  if (starts !== null && ends !== null && starts > ends) return "elle finit avant d’avoir commencé"
  if (from !== null && until !== null && from > until) return "la préinscription finit avant d’avoir commencé"
  return until !== null && ends !== null && until > ends ? "la préinscription, telle qu’elle est connue ici, dure au-delà de la fin" : null
}

/** How many new sessions of a formation say no number of places. */
export function sessionsWithoutPlaces({ deliveries }: CourseChange): number {
  return deliveries.flatMap(({ sessions }) => sessions).filter(({ known, fields }) => known === null && fields.places === undefined).length
}

/** The course as it will be: what decides whether it may be published. */
export function factsAfter({ known, fields, deliveries }: CourseChange, body: CourseFacts["body"]): CourseFacts {
  const kept = (known?.deliveries ?? []).filter(({ numero }) => !deliveries.some((delivery) => delivery.numero === numero))
  const open = (sessions: readonly KnownSession[]) => sessions.filter(({ cancelledAt }) => cancelledAt === null)
  const after = [
    ...kept.map((delivery) => ({
      ...emptyDelivery,
      ...delivery,
      places: delivery.places.length,
      sessions: open(delivery.sessions).length,
    })),
    ...deliveries.map((delivery) => ({
      ...emptyDelivery,
      ...delivery.known,
      id: delivery.known?.id ?? "",
      numero: delivery.numero,
      ...delivery.fields,
      places: (delivery.places ?? delivery.known?.places ?? []).length,
      sessions: open(delivery.known?.sessions ?? []).length + delivery.sessions.filter((session) => session.known === null).length,
    })),
  ]
  return { ...emptyCourse, ...known, id: known?.id ?? "", ...fields, body, deliveries: after as CourseFacts["deliveries"] } as CourseFacts
}

/** What a course is until its file says more: the defaults of the database. */
export const emptyCourse = {
  title: "",
  objective: "",
  results: "",
  contents: "",
  path: "grouped",
  entryLevel: null,
  exitLevel: null,
  formacodeVersion: "V14",
  formacodes: [],
  romes: [],
  nsfs: [],
  evaluation: "",
  contactName: "",
  contactEmail: "",
  contactPhone: "",
  certifications: [],
}
/** What a delivery is until its file says more. */
export const emptyDelivery = {
  mode: "on_site",
  entryMode: "fixed_dates",
  rhythm: "",
  alternance: "",
  publics: [],
  conditions: "",
  isLevelRequired: false,
  isFunded: false,
  funders: [],
  providerSiret: null,
  hoursCentre: null,
  hoursCompany: null,
  hoursTotal: null,
  remainingCost: "",
  accessDelay: "",
  accessibility: "",
}

/** What changes, in a few words for each part; none for a new course. */
export function changeWords({ known, fields, deliveries }: CourseChange): string[] {
  if (!known) return []
  const own = Object.keys(fields).map((name) => lookup(courseFieldNames, name) ?? "Codes")
  const others = deliveries.flatMap(({ known: before, numero, fields: said, places, sessions }) => {
    if (!before) return [`Action ${numero} : nouvelle`]
    const changed = Object.keys(said).length > 0 || places !== null ? [`Action ${numero} : modifiée`] : []
    return [
      ...changed,
      ...sessions.flatMap((session) => {
        if (!session.known) return [`Session ${session.numero} : nouvelle`]
        const what = [session.isMoved ? "dates" : "", session.meetings.length > 0 ? "réunions" : ""].filter(Boolean)
        if (what.length > 0) return [`Session ${session.numero} : ${what.join(", ")}`]
        return Object.keys(session.fields).length > 0 ? [`Session ${session.numero} : modifiée`] : []
      }),
    ]
  })
  return [...new Set([...own, ...others])]
}
