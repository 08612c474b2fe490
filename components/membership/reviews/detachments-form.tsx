"use client"
import type { Route } from "next"
import { EndingForm } from "@/components/ui/ending-form"
import { detachSeveral } from "@/lib/membership/review-answers/actions"
import type { Place } from "@/lib/membership/review-answers/schema"

type Props = { reviewId: string; structureId: string; affiliationIds: string[]; place: Place; back: Route }

/** One reason for several people, who read it. */
export function DetachmentsForm({ reviewId, structureId, affiliationIds, place, back }: Props) {
  return (
    <EndingForm
      action={detachSeveral}
      fields={{ reviewId, structureId, affiliationIds: affiliationIds.join(","), ...place }}
      words={{
        reason: "La raison",
        end: affiliationIds.length > 1 ? `Détacher ces ${affiliationIds.length} personnes` : "Confirmer le détachement",
        keep: "Ne pas détacher",
      }}
      back={back}
    />
  )
}
