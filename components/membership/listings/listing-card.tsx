import { type ReactNode, Suspense } from "react"
import { DirectoryComparison } from "@/components/structures/directory-comparison"
import { ActionButton } from "@/components/ui/action-button"
import { Card, Facts } from "@/components/ui/card"
import { ReasonForm } from "@/components/ui/reason-form"
import { Skeleton } from "@/components/ui/skeleton"
import { When } from "@/components/ui/when"
import { addToList, declineListing } from "@/lib/membership/listings/actions"
import type { PendingListing } from "@/lib/membership/listings/queries"
import type { Establishment } from "@/lib/platform/http/company-directory"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { formatSiret, formatTypes } from "@/lib/vocabulary/structures/rules"

/** What is answered most often; the person reads it. */
const ready = [
  "Cet établissement est fermé d’après l’annuaire national : indiquez le SIRET de celui qui l’a remplacé.",
  "Cette structure n’intervient pas dans la région.",
  "Ce SIRET n’est pas celui de la structure décrite : vérifiez-le et refaites votre demande.",
]

type Props = {
  listing: PendingListing
  now: Date
  /** What stands beside the gestures of the card: its tick, the questions asked, and the way to ask one. */
  tick: ReactNode
  thread: ReactNode
  question: ReactNode
  directory: Promise<Establishment | null | "silent"> | null
}

/** A structure that asks to be listed, what the national directory says of it, and the managers' answer. */
export function ListingCard({ listing, now, tick, thread, question, directory }: Props) {
  const people = listing.applicants.map(({ account }) => `${formatName(account)} (${account.email})`)
  return (
    <Card className="grid gap-4">
      <header className="flex items-start gap-2">
        {tick}
        <h2 id={`referencement-${listing.id}`} className="min-w-0 text-lg font-semibold wrap-anywhere">
          {listing.raisonSociale}
        </h2>
      </header>
      <Facts
        facts={[
          ["SIRET", formatSiret(listing.siret)],
          ["Type demandé", formatTypes(listing.types)],
          ["Demandé par", people.join(", ")],
          ["Date", <When key="date" at={listing.createdAt} now={now} />],
          ["Message", listing.message ?? "Aucun"],
        ]}
      />
      {directory !== null ? (
        <Suspense fallback={<Skeleton label="Recherche dans l’annuaire national…" className="min-h-48" />}>
          <DirectoryComparison ours={listing} answer={directory} />
        </Suspense>
      ) : (
        <p>{[listing.address, listing.postcode, listing.city].filter(Boolean).join(" ")}</p>
      )}
      {thread}
      <ActionButton action={addToList} fields={{ listingRequestId: listing.id }} describedBy={`referencement-${listing.id}`}>
        Ajouter à la liste
      </ActionButton>
      {question}
      <ReasonForm
        action={declineListing}
        target={{ name: "listingRequestId", value: listing.id }}
        ready={ready}
        folded="Refuser"
        describedBy={`referencement-${listing.id}`}
      />
    </Card>
  )
}
