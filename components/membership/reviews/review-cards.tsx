import { LinkButton } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { at } from "@/lib/access/addresses"
import type { OwnReview } from "@/lib/membership/review-answers/queries"
import { effortWords } from "@/lib/membership/reviews/rules"
import { counted } from "@/lib/platform/text/counts"
import { formatDay } from "@/lib/platform/time/dates"
import { scopeWords } from "@/lib/vocabulary/reviews/rules"

/** The reviews that wait for a référent, on their home page. */
export function ReviewCards({ reviews }: { reviews: OwnReview[] }) {
  return reviews.map(({ id, deadline, people, structures, structureId, ...scope }) => (
    <Card key={id} tone="chosen" className="flex flex-wrap items-center justify-between gap-4">
      <div className="min-w-0">
        <h2 className="text-xl font-semibold">Revue des droits</h2>
        {reviews.length > 1 ? <p className="text-soft">{scopeWords(scope)}</p> : null}
        <p>
          Comptez {effortWords(people)}
          {structures > 1 ? `, dans ${counted(structures, "structure")}` : ""}, au plus tard le {formatDay(deadline)}.
        </p>
      </div>
      <LinkButton href={at("/revues/[id]", { id, structure: structures > 1 ? null : structureId })}>Faire la revue</LinkButton>
    </Card>
  ))
}
