import { SummonForm, SummonToForm } from "@/components/rafael/preregistrations/answer-forms"
import { counted } from "@/lib/platform/text/counts"
import { formatInstant } from "@/lib/platform/time/dates"
import { meetingKinds } from "@/lib/rafael/codes/rules"
import type { MeetingToCome } from "@/lib/rafael/meetings/queries"

/** "Réunion d’information, 10 décembre 2026 à 09:30, Pau (3 sur 12 places)" */
function meetingWords({ kind, startsAt, place, seats, _count: { preregistrations: expected } }: MeetingToCome) {
  const seatsWords = seats === null ? counted(expected, "attendu·e", "attendu·es") : `${expected} sur ${counted(seats, "place")}`
  return `${meetingKinds[kind]}, ${formatInstant(startsAt)}, ${place} (${seatsWords})`
}

type Props = { ids: readonly string[]; meetings: readonly MeetingToCome[] }

/** Summons to a meeting that is planned, when there is one, or to a new one. */
export function Summons({ ids, meetings }: Props) {
  if (meetings.length === 0) return <SummonForm ids={ids} />
  return (
    <div className="grid gap-6">
      <SummonToForm ids={ids} meetings={Object.fromEntries(meetings.map((meeting) => [meeting.id, meetingWords(meeting)]))} />
      <p className="font-semibold">Ou à une nouvelle réunion :</p>
      <SummonForm ids={ids} />
    </div>
  )
}
