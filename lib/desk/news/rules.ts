/** What a piece of news is about, in the words of the guide. */
export const categories = {
  evolutions: "Évolutions & nouvelles fonctionnalités",
  suivi: "Outils de suivi & pilotage des données",
  aide: "Aide & Contact",
} as const

export type AnnouncementState = "draft" | "scheduled" | "published" | "over"

/** The state of an announcement at a given moment. */
export function stateOf({ startsAt, endsAt }: { startsAt: Date | null; endsAt: Date | null }, now: Date): AnnouncementState {
  if (!startsAt) return "draft"
  if (endsAt && endsAt <= now) return "over"
  return startsAt > now ? "scheduled" : "published"
}
