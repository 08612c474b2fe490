"use client"
import { ReasonForm } from "@/components/ui/reason-form"
import { refuse } from "@/lib/listings/actions"

const ready = [
  "Cet établissement est fermé d’après l’annuaire national : indiquez le SIRET de celui qui l’a remplacé.",
  "Cette structure n’intervient pas dans la région.",
  "Ce SIRET n’est pas celui de la structure décrite : vérifiez-le et refaites votre demande.",
]

export function ListingRefusalForm({ listingRequestId }: { listingRequestId: string }) {
  return (
    <ReasonForm
      action={refuse}
      target={{ name: "listingRequestId", value: listingRequestId }}
      ready={ready}
      folded="Refuser"
      describedBy={`referencement-${listingRequestId}`}
    />
  )
}
