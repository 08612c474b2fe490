import type { Metadata } from "next"
import { Page } from "@/components/layout/page"
import { OpeningForm } from "@/components/membership/reviews/opening-form"
import { ReviewsTable } from "@/components/membership/reviews/reviews-table"
import { Card, Section } from "@/components/ui/card"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"
import { ownReviewDelays } from "@/lib/membership/review-clock/queries"
import { reminderWords } from "@/lib/membership/review-clock/rules"
import { reviewsForManagers } from "@/lib/membership/reviews/queries"
import { dayOf } from "@/lib/platform/time/working-days"
import { departements } from "@/lib/structures/queries"

const path = "/admin/revues"
export const metadata: Metadata = { title: titleOf(path) }

const day = 24 * 3_600_000

export default async function ReviewsPage() {
  const actor = await enter(path)
  const [reviews, places] = await Promise.all([reviewsForManagers(actor), departements()])
  const [now, delays] = [Date.now(), ownReviewDelays()]
  return (
    <Page
      title={titleOf(path)}
      lead="Demander à chaque référent, personne par personne, si les droits sont toujours les bons ; suivre les réponses, et en garder la preuve."
    >
      <Section id="revues" title="Revues">
        <ReviewsTable reviews={reviews} />
      </Section>
      <Section id="ouvrir" title="Ouvrir une revue">
        <Card>
          <OpeningForm
            places={places}
            first={dayOf(new Date(now + day))}
            proposed={dayOf(new Date(now + 30 * day))}
            reminders={reminderWords(delays)}
            suspension={delays.suspension}
          />
        </Card>
      </Section>
    </Page>
  )
}
