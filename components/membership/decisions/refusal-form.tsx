"use client"
import { LinkButton } from "@/components/ui/button"
import { ReasonForm } from "@/components/ui/reason-form"
import { decline, declineSeveral } from "@/lib/membership/decisions/actions"

/** What référents answer most often; the person reads it. */
const ready = [
  "Nous ne vous connaissons pas dans cette structure.",
  "Vous ne travaillez plus dans cette structure.",
  "Votre demande concerne un autre établissement : cherchez-le par son SIRET.",
  "Vous avez déjà un compte avec une autre adresse : connectez-vous avec cette autre adresse.",
]

/** What managers answer most often; they know nobody in person. */
const managersReady = [
  "Nous n’avons pas pu vérifier que vous travaillez dans cette structure. Refaites votre demande avec votre adresse e-mail professionnelle.",
  "Ce SIRET est celui d’un autre établissement : cherchez le vôtre par son SIRET.",
  "Cet établissement est fermé : cherchez celui qui l’a remplacé.",
  "Vous avez déjà un compte avec une autre adresse : connectez-vous avec elle, ou demandez-nous de réunir les deux.",
]

type Props = { affiliationId: string; isManager?: boolean; folded?: string }

/** `folded`: for a page whose first purpose is another. */
export function RefusalForm({ affiliationId, isManager = false, folded }: Props) {
  const target = { name: "affiliationId", value: affiliationId }
  const reasons = isManager ? managersReady : ready
  if (folded) return <ReasonForm action={decline} target={target} ready={reasons} folded={folded} />
  return (
    <ReasonForm action={decline} target={target} ready={reasons}>
      <LinkButton href="/demandes" tone="quiet">
        Revenir aux demandes
      </LinkButton>
    </ReasonForm>
  )
}

type SeveralProps = { affiliationIds: string[]; isManager: boolean /** The page was opened to refuse. */; isAsked: boolean }

/** One reason for several requests. */
export function SeveralRefusalForm({ affiliationIds, isManager, isAsked }: SeveralProps) {
  return (
    <ReasonForm
      action={declineSeveral}
      target={{ name: "affiliationIds", value: affiliationIds.join(",") }}
      ready={isManager ? managersReady : ready}
      {...(isAsked ? {} : { folded: "Les refuser plutôt, pour une même raison" })}
    />
  )
}
