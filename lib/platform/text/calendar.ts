/** Calendar files (RFC 5545): times in UTC, an identifier that stays, and a sequence that grows with what changed. */
import ical, { ICalCalendarMethod, ICalEventStatus } from "ical-generator"

export type CalendarEvent = {
  /** Stays the same whatever is sent of it; the host of the portal is added. */
  id: string
  sequence: number
  start: Date
  end: Date
  /** A day without hours; `end` is then the last day. */
  allDay?: boolean
  summary: string
  description?: string
  location?: string
  stamp?: Date
}

const producer = { company: "Cap Métiers", product: "Portail", language: "FR" }

/** One calendar file. `isCancelled`: whoever has these events takes them out. */
export function calendarFile(
  name: string,
  events: readonly CalendarEvent[],
  { publicUrl, isCancelled = false }: { publicUrl: string; isCancelled?: boolean },
): string {
  const { host } = new URL(publicUrl)
  const method = isCancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH
  const calendar = ical({ name, prodId: producer, method })
  for (const { id, end, allDay = false, ...event } of events)
    calendar.createEvent({
      id: `${id}@${host}`,
      end: allDay ? dayAfter(end) : end,
      allDay,
      ...event,
      ...(isCancelled ? { status: ICalEventStatus.CANCELLED } : {}),
    })
  return calendar.toString()
}

/** A day without hours ends where the next begins, as the format wants. */
function dayAfter(date: Date) {
  return new Date(date.getTime() + 24 * 3_600_000)
}
