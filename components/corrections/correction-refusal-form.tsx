"use client"
import { ReasonForm } from "@/components/ui/reason-form"
import { refuse } from "@/lib/corrections/actions"

const ready = [
  "Ces données viennent de l’annuaire national des entreprises : faites-les d’abord corriger par l’INSEE.",
  "Ce changement de type demande une habilitation : envoyez-nous votre justificatif.",
  "Cette information est déjà à jour.",
]

export function CorrectionRefusalForm({ correctionId }: { correctionId: string }) {
  return (
    <ReasonForm
      action={refuse}
      target={{ name: "correctionId", value: correctionId }}
      ready={ready}
      folded="Refuser"
      describedBy={`modification-${correctionId}`}
    />
  )
}
