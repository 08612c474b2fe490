import { Badge } from "@/components/ui/badge"
import { type Status, statuses } from "@/lib/parcourspro/states/rules"

const tones: Record<Status, "neutral" | "good" | "wait" | "bad" | "brand"> = {
  requested: "wait",
  employer_accepted: "brand",
  employer_refused: "bad",
  confirmed: "good",
  waitlisted: "wait",
  offered: "brand",
  not_retained: "bad",
  attended: "good",
  partly: "good",
  absent: "bad",
  withdrawn: "neutral",
  session_cancelled: "bad",
  lapsed: "bad",
}

/** The state of a registration. */
export function RegistrationBadge({ status }: { status: Status }) {
  return <Badge tone={tones[status]}>{statuses[status]}</Badge>
}
