export type AnnouncementState = "draft" | "scheduled" | "published" | "over"

/** The state of an announcement at a given moment. */
export function stateOf({ startsAt, endsAt }: { startsAt: Date | null; endsAt: Date | null }, now: Date): AnnouncementState {
  if (!startsAt) return "draft"
  if (endsAt && endsAt <= now) return "over"
  return startsAt > now ? "scheduled" : "published"
}
