"use client"
import type { Route } from "next"
import { EndingForm } from "@/components/ui/ending-form"
import { detachSeveral } from "@/lib/membership/review-answers/actions"

type Props = { reviewId: string; structureId: string; affiliationIds: string[]; back: Route }

/** One reason for several people, who read it. */
export function DetachmentsForm({ reviewId, structureId, affiliationIds, back }: Props) {
  return (
    <EndingForm
      action={detachSeveral}
      fields={{ reviewId, structureId, affiliationIds: affiliationIds.join(",") }}
      words={{
        reason: "La raison",
        end: affiliationIds.length > 1 ? `Détacher ces ${affiliationIds.length} personnes` : "Confirmer le détachement",
        keep: "Ne pas détacher",
      }}
      back={back}
    />
  )
}
