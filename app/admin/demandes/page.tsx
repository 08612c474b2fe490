import type { Metadata } from "next"
import Link from "next/link"
import { DecisionBanner } from "@/components/affiliations/decision-banner"
import { RequestsTable } from "@/components/affiliations/requests-table"
import { Page } from "@/components/layout/page"
import { ListingCard } from "@/components/listings/listing-card"
import { Outcome } from "@/components/ui/banner"
import { enter } from "@/lib/access/actor"
import { requestOf, requestsForManagers } from "@/lib/affiliations/queries"
import { pendingListings } from "@/lib/listings/queries"
import { param, type SearchParams } from "@/lib/platform/search-params"

export const metadata: Metadata = { title: "Demandes à traiter" }

const done: Record<string, string> = {
  ajout: "La structure est ajoutée à la liste. Les demandes de compte qui l’attendaient sont maintenant à valider ci-dessous.",
  refus: "La demande de référencement est refusée ; la personne est prévenue.",
}

type Props = { searchParams: SearchParams }

export default async function AdminRequestsPage({ searchParams }: Props) {
  const actor = await enter("/admin/demandes")
  const asked = await searchParams
  const onglet = param(asked.onglet)
  const traitee = param(asked.traitee)
  const fait = param(asked.fait)
  const now = new Date()
  const [requests, listings, decided] = await Promise.all([
    requestsForManagers(actor),
    pendingListings(actor),
    traitee ? requestOf(actor, traitee) : null,
  ])
  const showsListings = onglet === "referencements"
  const outcome = fait && done[fait]
  return (
    <Page
      title="Demandes à traiter"
      lead="Premier compte d’une structure : la personne que vous validez en devient référente."
      banner={decided ? <DecisionBanner request={decided} /> : outcome ? <Outcome>{outcome}</Outcome> : null}
    >
      <nav aria-label="Nature des demandes" className="flex flex-wrap gap-2 border-b border-line">
        <Tab href="/admin/demandes" isHere={!showsListings}>
          Premiers comptes ({requests.length})
        </Tab>
        <Tab href="/admin/demandes?onglet=referencements" isHere={showsListings}>
          Référencements ({listings.length})
        </Tab>
      </nav>
      {showsListings ? (
        <div className="grid gap-4">
          {listings.map((listing) => (
            <ListingCard key={listing.id} listing={listing} now={now} />
          ))}
          {listings.length === 0 ? <p className="text-soft">Aucune demande de référencement en attente.</p> : null}
        </div>
      ) : (
        <RequestsTable requests={requests} now={now} empty="Aucun premier compte en attente." />
      )}
    </Page>
  )
}

function Tab({ href, isHere, children }: { href: string; isHere: boolean; children: React.ReactNode }) {
  return (
    <Link
      href={href}
      aria-current={isHere ? "page" : undefined}
      className="inline-flex min-h-11 items-center border-b-3 border-transparent px-3 font-medium text-soft aria-[current=page]:border-accent aria-[current=page]:text-ink"
    >
      {children}
    </Link>
  )
}
