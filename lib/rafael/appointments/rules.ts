/** What of a pre-registration goes in someone's calendar: its session, and the meeting they are summoned to. */
import type { CalendarEvent } from "@/lib/platform/text/calendar"
import { type MeetingKind, meetingKinds } from "@/lib/rafael/codes/rules"
import { isLiving, type Status } from "@/lib/rafael/states/rules"

type Dated = {
  id: string
  status: Status
  steps: readonly unknown[]
  meeting: { id: string; sequence: number; kind: MeetingKind; startsAt: Date; endsAt: Date; place: string } | null
  session: {
    sequence: number
    startsOn: Date
    endsOn: Date
    delivery: {
      places: readonly { address: string; postcode: string; city: string }[]
      course: { title: string; structure: { raisonSociale: string } }
    }
  }
}

/** The days of its session. Each step of a pre-registration counts as a change: a calendar takes what comes later. */
export function sessionEvent({ id, session, steps }: Dated): CalendarEvent {
  const { course, places } = session.delivery
  const [place] = places
  return {
    id,
    sequence: session.sequence + steps.length,
    start: session.startsOn,
    end: session.endsOn,
    allDay: true,
    summary: course.title,
    description: course.structure.raisonSociale,
    ...(place ? { location: `${place.address}, ${place.postcode} ${place.city}` } : {}),
  }
}

/** The meeting that its candidate is summoned to; none without one. What ended takes it out of the calendar. */
export function meetingEvents({ status, meeting, session }: Dated): CalendarEvent[] {
  if (!meeting) return []
  return [
    {
      id: meeting.id,
      sequence: meeting.sequence + (isLiving(status) ? 0 : 1),
      start: meeting.startsAt,
      end: meeting.endsAt,
      summary: `${meetingKinds[meeting.kind]} : ${session.delivery.course.title}`,
      location: meeting.place,
    },
  ]
}
