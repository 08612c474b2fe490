/** What a formation of a file changes in ours. What the file does not say stays as it is: nothing known is ever emptied by it. */
import { lookup } from "@/lib/platform/text/lookup"
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

export type KnownSession = {
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
