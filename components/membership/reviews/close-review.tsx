import { ActionButton } from "@/components/ui/action-button"
import { Disclosure } from "@/components/ui/disclosure"
import { close } from "@/lib/membership/reviews/actions"
import { counted } from "@/lib/platform/text/counts"

/** Closes a review, once one has read what that does. */
export function CloseReview({ reviewId, waiting }: { reviewId: string; waiting: number }) {
  return (
    <Disclosure summary="Clore la revue" mustOpen={false}>
      <div className="grid gap-3">
        <p>
          Plus personne ne pourra y répondre, et rien ne sera suspendu.{" "}
          {waiting > 0
            ? `${counted(waiting, "personne")} ${waiting > 1 ? "resteront" : "restera"} sans réponse.`
            : "Chaque personne a une réponse."}
        </p>
        <ActionButton action={close} fields={{ reviewId }} tone="danger">
          Clore maintenant
        </ActionButton>
      </div>
    </Disclosure>
  )
}
