/** What a formation of a file changes in ours. What the file does not say stays as it is: nothing known is ever emptied by it. */
import { lookup } from "@/lib/platform/text/lookup"
import { type CourseFacts, courseFieldNames } from "@/lib/rafael/courses/rules"
import type { MeetingData } from "@/lib/rafael/meetings/rules"

/** The parts of what `judge` reads that are compared; days as "2027-01-15". */
type Said = {
  fields: Record<string, unknown>
  formacodeVersion?: string
  nsfs?: string[]
  deliveries: readonly {
    numero: string
    fields: Record<string, unknown>
    funders?: unknown
    places?: readonly Record<string, unknown>[]
    sessions: readonly SaidSession[]
  }[]
}
type SaidSession = {
  numero: string
  startsOn: string
  /** Null: no end is foreseen. */
  endsOn: string | null
  registration?: { registrationFrom: string | null; registrationUntil: string | null }
  recruitment?: string
  places?: number
  minimum?: number | null
  hasLateEntry?: boolean
  meetings: readonly MeetingData[]
}

type KnownSession = {
  id: string
  numero: string
  startsOn: Date
  endsOn: Date
  registrationFrom: Date | null
  registrationUntil: Date | null
  recruitment: string
  places: number
  minimum: number
  taken: number
  hasLateEntry: boolean
  cancelledAt: Date | null
  meetings: readonly Pick<MeetingData, "kind" | "startsAt">[]
}
type KnownDelivery = { id: string; numero: string; places: readonly Record<string, unknown>[]; sessions: readonly KnownSession[] } & Record<
  string,
  unknown
>
export type KnownCourse = {
  id: string
  state: "draft" | "published" | "archived"
  deliveries: readonly KnownDelivery[]
} & Record<string, unknown>

export type SessionChange = {
  known: KnownSession | null
  numero: string
  fields: Record<string, unknown>
  /** Its first or last day, or the days of registration, change. */
  isMoved: boolean
  /** Meetings to come that are not known here. What is known of one is never changed by a file: people may be summoned to it. */
  meetings: readonly MeetingData[]
}
export type DeliveryChange = {
  known: KnownDelivery | null
  numero: string
  fields: Record<string, unknown>
  /** Places that replace those known; null: they stay. */
  places: readonly Record<string, unknown>[] | null
  sessions: SessionChange[]
}
export type CourseChange = { known: KnownCourse | null; fields: Record<string, unknown>; deliveries: DeliveryChange[] }

/** What differs. `known`: null for a course that the structure does not have. */
export function compare(said: Said, known: KnownCourse | null, now: Date): CourseChange {
  const { formacodeVersion, nsfs } = said
  const courseFields = { ...said.fields, ...(formacodeVersion ? { formacodeVersion } : {}), ...(nsfs ? { nsfs } : {}) }
  return {
    known,
    fields: differing(courseFields, known),
    deliveries: said.deliveries.map((delivery) => {
      const same = known?.deliveries.find(({ numero }) => numero === delivery.numero) ?? null
      const { funders, places } = delivery
      const fields = { ...delivery.fields, ...(funders ? { funders } : {}), ...totalOf(delivery.fields) }
      const placesNow = same?.places.map(({ name, address, postcode, city, insee, latitude, longitude }) => ({
        name,
        address,
        postcode,
        city,
        insee,
        latitude,
        longitude,
      }))
      return {
        known: same,
        numero: delivery.numero,
        fields: differing(fields, same),
        places: places && !isSame(unordered(places), unordered(placesNow ?? [])) ? places : null,
        sessions: delivery.sessions.map((session) => sessionChange(session, same?.sessions ?? [], now)),
      }
    }),
  }
}

function sessionChange(
  { registration, startsOn, endsOn, numero, minimum, meetings, ...session }: SaidSession,
  known: readonly KnownSession[],
  now: Date,
): SessionChange {
  const same = known.find((one) => one.numero === numero) ?? null
  // A session cancelled here stays so, whatever the file still says.
  if (same?.cancelledAt) return { known: same, numero, fields: {}, isMoved: false, meetings: [] }
  const dates = differing(
    {
      startsOn: new Date(`${startsOn}T00:00:00Z`),
      endsOn: endsOn === null ? endOf(startsOn, same, now) : new Date(`${endsOn}T00:00:00Z`),
      ...(registration
        ? { registrationFrom: dayOrNull(registration.registrationFrom), registrationUntil: dayOrNull(registration.registrationUntil) }
        : {}),
    },
    same,
  )
  const others = differing({ ...session, ...(minimum === undefined ? {} : { minimum: minimum ?? 0 }) }, same)
  const isKnown = (meeting: MeetingData) => (same?.meetings ?? []).some(isSameAs(meeting))
  return {
    known: same,
    numero,
    fields: { ...dates, ...others },
    isMoved: same !== null && Object.keys(dates).some((name) => name !== "endsOn" || endsOn !== null),
    meetings: meetings.filter(
      (meeting, index) => meeting.startsAt > now && !isKnown(meeting) && meetings.findIndex(isSameAs(meeting)) === index,
    ),
  }
}

const year = 365 * 24 * 3_600_000

/**
 * The end of a permanent entry that nobody foresees: what is known here while it is ahead, else a year from its start, or from today when
 * it has begun; so that a file read from time to time keeps it on line.
 */
function endOf(startsOn: string, known: KnownSession | null, now: Date): Date {
  if (known && known.endsOn > now) return known.endsOn
  const from = Math.max(Date.parse(`${startsOn}T00:00:00Z`), now.getTime())
  return new Date(`${new Date(from + year).toISOString().slice(0, 10)}T00:00:00Z`)
}

function dayOrNull(text: string | null) {
  return text ? new Date(`${text}T00:00:00Z`) : null
}

/** A meeting is known by its kind and its hour: a session has no two such. */
function isSameAs({ kind, startsAt }: Pick<MeetingData, "kind" | "startsAt">) {
  return (other: Pick<MeetingData, "kind" | "startsAt">) => other.kind === kind && other.startsAt.getTime() === startsAt.getTime()
}

/** The total that a file leaves out is that of its parts. */
function totalOf({ hoursTotal, hoursCentre, hoursCompany }: Record<string, unknown>) {
  const isSaid = typeof hoursCentre === "number" || typeof hoursCompany === "number"
  return hoursTotal === undefined && isSaid ? { hoursTotal: Number(hoursCentre ?? 0) + Number(hoursCompany ?? 0) } : {}
}

function differing(said: Record<string, unknown>, known: Record<string, unknown> | null) {
  return Object.fromEntries(
    Object.entries(said).filter(([name, value]) => value !== undefined && !isSame(value, known ? lookup(known, name) : undefined)),
  )
}

/** Places have no order of their own. */
function unordered(places: readonly object[]) {
  return places.map(canonical).toSorted()
}

/** JSON of the database has its keys in another order than ours. */
function isSame(one: unknown, other: unknown) {
  return other !== undefined && canonical(one) === canonical(other)
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}

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
