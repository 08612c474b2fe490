/** What goes in a calendar: the dates of a candidate, and the sessions that a search finds. */
import "server-only"
import { env } from "@/lib/platform/process/env"
import { type CalendarEvent, calendarFile } from "@/lib/platform/text/calendar"
import { meetingEvents, sessionEvent } from "@/lib/rafael/appointments/rules"
import { type Candidacy, candidacyOf } from "@/lib/rafael/candidacies/queries"
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

function calendarOf(one: One) {
  const isCancelled = !isLiving(one.status)
  const events = [sessionEvent(one), ...(one.status === "summoned" || isCancelled ? meetingEvents(one) : [])]
  return calendarFile(one.session.delivery.course.title, events, { ...env, isCancelled })
}
