import { instantOf } from "@/lib/platform/time/working-days"
import type { MeetingKind } from "@/lib/rafael/codes/rules"

/** A meeting as it is typed: its day ("2027-01-15") and its hours ("09:30"). */
type TypedMeeting = {
  kind: MeetingKind
  day: string
  from: string
  until: string
  place: string
  isRemote: boolean
  seats: number | null
}

/** A meeting as the database holds it: its hours are those of the clocks of Paris. */
export function meetingData({ kind, day, from, until, place, isRemote, seats }: TypedMeeting) {
  return { kind, startsAt: instantOf(day, from), endsAt: instantOf(day, until), place, isRemote, seats }
}
export type MeetingData = ReturnType<typeof meetingData>

/** Whether a meeting lasts: on the night the clocks go forward, 02:30 to 03:15 ends before it begins. */
export function lasts({ startsAt, endsAt }: Pick<MeetingData, "startsAt" | "endsAt">): boolean {
  return startsAt < endsAt
}
export const skippedHourWords = "Cette nuit-là, les horloges avancent d’une heure : vérifiez les deux heures."
