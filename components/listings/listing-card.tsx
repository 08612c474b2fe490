import { ActionButton } from "@/components/ui/action-button"
import { Card, Facts } from "@/components/ui/card"
import { formatName } from "@/lib/accounts/rules"
import { accept } from "@/lib/listings/actions"
import type { PendingListing } from "@/lib/listings/queries"
import { formatAge } from "@/lib/platform/dates"
import { formatSiret, formatTypes } from "@/lib/structures/rules"
import { ListingRefusalForm } from "./listing-refusal-form"

/** A structure that asks to be listed, and the managers' answer. */
export function ListingCard({ listing, now }: { listing: PendingListing; now: Date }) {
  const people = listing.applicants.map(({ account }) => `${formatName(account)} (${account.email})`)
  return (
    <Card className="grid gap-4">
      <h2 className="text-lg font-semibold">{listing.raisonSociale}</h2>
      <Facts
        facts={[
          ["SIRET", formatSiret(listing.siret)],
          ["Adresse", [listing.address, listing.postcode, listing.city].filter(Boolean).join(" ")],
          ["Type demandé", formatTypes(listing.types)],
          ["Demandé par", people.join(", ")],
          ["Date", formatAge(listing.createdAt, now)],
          ["Message", listing.message ?? "Aucun"],
        ]}
      />
      <ActionButton action={accept} fields={{ listingRequestId: listing.id }}>
        Ajouter à la liste
      </ActionButton>
      <ListingRefusalForm listingRequestId={listing.id} />
    </Card>
  )
}
