"use client"
import { LinkButton } from "@/components/ui/button"
import { ReasonForm } from "@/components/ui/reason-form"
import { refuse, refuseSeveral } from "@/lib/decisions/actions"

/** What référents answer most often; the person reads it. */
const ready = [
  "Nous ne vous connaissons pas dans cette structure.",
  "Vous ne travaillez plus dans cette structure.",
  "Votre demande concerne un autre établissement : cherchez-le par son SIRET.",
  "Vous avez déjà un compte avec une autre adresse : connectez-vous avec cette autre adresse.",
]

export function RefusalForm({ affiliationId }: { affiliationId: string }) {
  return (
    <ReasonForm action={refuse} target={{ name: "affiliationId", value: affiliationId }} ready={ready}>
      <LinkButton href="/demandes" tone="quiet">
        Revenir aux demandes
      </LinkButton>
    </ReasonForm>
  )
}

/** One reason for several requests. */
export function SeveralRefusalForm({ affiliationIds }: { affiliationIds: string[] }) {
  return (
    <ReasonForm
      action={refuseSeveral}
      target={{ name: "affiliationIds", value: affiliationIds.join(",") }}
      ready={ready}
      folded="Les refuser plutôt, pour une même raison"
    />
  )
}
