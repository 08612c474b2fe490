/** What goes in a calendar: times in UTC, an identifier that stays, and a sequence that grows when dates move (RFC 5545). */
import "server-only"
import ical, { ICalCalendarMethod, ICalEventStatus } from "ical-generator"
import { env } from "@/lib/platform/process/env"
import { type Candidacy, candidacyOf } from "@/lib/rafael/candidacies/queries"
import { meetingKinds } from "@/lib/rafael/codes/rules"
import type { OfferCard } from "@/lib/rafael/offer-search/queries"
import { isLiving } from "@/lib/rafael/states/rules"

type One = Candidacy["preregistrations"][number]

/** The calendar of one of a candidate's pre-registrations: its session, and the meeting they are summoned to; null when it is not theirs. */
export async function candidacyCalendar(candidateId: string, preregistrationId: string): Promise<string | null> {
  const candidacy = await candidacyOf(candidateId)
  const one = candidacy?.preregistrations.find(({ id }) => id === preregistrationId)
  return one ? calendarOf(one) : null
}

/** The sessions that a search finds, for whoever subscribes to it. */
export function offerCalendar(sessions: readonly OfferCard[]): string {
  const host = new URL(env.publicUrl).host
  const calendar = ical({ name: "Sessions de formation", prodId: producer, method: ICalCalendarMethod.PUBLISH })
  for (const { id, title, body, startsOn, endsOn, place, sequence, updatedAt } of sessions)
    calendar.createEvent({
      id: `session-${id}@${host}`,
      sequence,
      stamp: updatedAt,
      start: startsOn,
      end: dayAfter(endsOn),
      allDay: true,
      summary: title,
      description: `${body}\n${env.publicUrl}/rafael/sessions/${id}`,
      ...(place ? { location: place.city } : {}),
    })
  return calendar.toString()
}

const producer = { company: "Cap Métiers", product: "Rafael", language: "FR" }

/** A day without hours ends where the next begins, as the format wants. */
function dayAfter(date: Date) {
  return new Date(date.getTime() + 24 * 3_600_000)
}

function calendarOf({ id, status, meeting, session }: One) {
  const { course, places } = session.delivery
  const isOver = !isLiving(status)
  const host = new URL(env.publicUrl).host
  const calendar = ical({
    name: course.title,
    prodId: producer,
    method: isOver ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
  })
  const state = isOver ? { status: ICalEventStatus.CANCELLED } : {}
  const [place] = places
  const location = place ? { location: `${place.address}, ${place.postcode} ${place.city}` } : {}
  calendar.createEvent({
    id: `${id}@${host}`,
    sequence: session.sequence,
    start: session.startsOn,
    end: dayAfter(session.endsOn),
    allDay: true,
    summary: course.title,
    description: course.structure.raisonSociale,
    ...location,
    ...state,
  })
  if (meeting && (status === "summoned" || isOver))
    calendar.createEvent({
      id: `${meeting.id}@${host}`,
      sequence: meeting.sequence,
      start: meeting.startsAt,
      end: meeting.endsAt,
      summary: `${meetingKinds[meeting.kind]} : ${course.title}`,
      location: meeting.place,
      ...state,
    })
  return calendar.toString()
}
