/** What goes in a calendar: the dates of a candidate, and the sessions that a search finds. */
import "server-only"
import { env } from "@/lib/platform/process/env"
import { type CalendarEvent, calendarFile } from "@/lib/platform/text/calendar"
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
  const events = sessions.map(
    ({ id, title, body, startsOn, endsOn, place, sequence, updatedAt }): CalendarEvent => ({
      id: `session-${id}`,
      sequence,
      stamp: updatedAt,
      start: startsOn,
      end: endsOn,
      allDay: true,
      summary: title,
      description: `${body}\n${env.publicUrl}/rafael/sessions/${id}`,
      ...(place ? { location: place.city } : {}),
    }),
  )
  return calendarFile("Sessions de formation", events, env)
}

/** Each step of a pre-registration counts as a change: a calendar takes what comes later. */
function calendarOf({ id, status, meeting, session, steps }: One) {
  const { course, places } = session.delivery
  const isCancelled = !isLiving(status)
  const [place] = places
  const events: CalendarEvent[] = [
    {
      id,
      sequence: session.sequence + steps.length,
      start: session.startsOn,
      end: session.endsOn,
      allDay: true,
      summary: course.title,
      description: course.structure.raisonSociale,
      ...(place ? { location: `${place.address}, ${place.postcode} ${place.city}` } : {}),
    },
  ]
  if (meeting && (status === "summoned" || isCancelled))
    events.push({
      id: meeting.id,
      sequence: meeting.sequence + (isCancelled ? 1 : 0),
      start: meeting.startsAt,
      end: meeting.endsAt,
      summary: `${meetingKinds[meeting.kind]} : ${course.title}`,
      location: meeting.place,
    })
  return calendarFile(course.title, events, { ...env, isCancelled })
}
