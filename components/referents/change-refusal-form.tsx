"use client"
import { ReasonForm } from "@/components/ui/reason-form"
import { refuseChange } from "@/lib/appointments/actions"

const ready = [
  "La personne proposée n’a pas encore de compte validé dans cette structure.",
  "Merci de proposer quelqu’un pour vous remplacer avant votre départ.",
]

export function ChangeRefusalForm({ referentChangeId }: { referentChangeId: string }) {
  return (
    <ReasonForm
      action={refuseChange}
      target={{ name: "referentChangeId", value: referentChangeId }}
      ready={ready}
      folded="Refuser"
      describedBy={`changement-${referentChangeId}`}
    />
  )
}
