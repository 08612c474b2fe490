import { When } from "@/components/ui/when"
import type { OwnAffiliation } from "@/lib/membership/affiliations/queries"

/** What has happened to a request so far, in order: nobody waits in silence. */
export function RequestTimeline({ request, now }: { request: OwnAffiliation; now: Date }) {
  const { requestedAt, lastReminderAt, escalatedAt } = request
  const steps = [
    { at: requestedAt, words: "Envoyée" },
    ...(lastReminderAt ? [{ at: lastReminderAt, words: "Relancée" }] : []),
    ...(escalatedAt ? [{ at: escalatedAt, words: "Transmise aussi à Cap Métiers" }] : []),
  ].toSorted((a, b) => a.at.getTime() - b.at.getTime())
  return (
    <ol className="grid gap-1 border-l-2 border-line pl-3">
      {steps.map(({ at, words }) => (
        <li key={words}>
          {words} <When at={at} now={now} />
        </li>
      ))}
    </ol>
  )
}
