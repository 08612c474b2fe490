import { Badge } from "@/components/ui/badge"
import { type Status, statuses } from "@/lib/rafael/states/rules"

const tones: Record<Status, "neutral" | "good" | "wait" | "bad" | "brand"> = {
  draft: "neutral",
  to_validate: "wait",
  sent: "brand",
  summoned: "brand",
  accepted: "good",
  waitlisted: "wait",
  not_accepted: "bad",
  started: "good",
  not_started: "bad",
  finished: "good",
  dropped: "bad",
  withdrawn: "neutral",
  session_cancelled: "bad",
  lapsed: "bad",
}

/** The state of a pre-registration. */
export function StatusBadge({ status }: { status: Status }) {
  return <Badge tone={tones[status]}>{statuses[status]}</Badge>
}
