import type { Metadata } from "next"
import { Page } from "@/components/layout/page"
import { LinkButton } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { enter } from "@/lib/access/actor"
import { requestsForManagers } from "@/lib/affiliations/queries"
import { pendingListings } from "@/lib/listings/queries"
import { formatAge } from "@/lib/platform/dates"

export const metadata: Metadata = { title: "Administration" }

export default async function AdminPage() {
  const actor = await enter("/admin")
  const now = new Date()
  const [requests, listings] = await Promise.all([requestsForManagers(actor), pendingListings(actor)])
  const counters = [
    { name: "Demandes de compte", count: requests.length, oldest: requests[0]?.requestedAt, href: "/admin/demandes" },
    { name: "Référencements", count: listings.length, oldest: listings[0]?.createdAt, href: "/admin/demandes?onglet=referencements" },
  ]
  return (
    <Page title="Administration" lead="Ce qui attend une réponse de l’équipe Cap Métiers.">
      <div className="grid gap-4 md:grid-cols-2">
        {counters.map(({ name, count, oldest, href }) => (
          <Card key={name} className="grid content-start gap-3">
            <h2 className="text-lg font-semibold">{name}</h2>
            <p className="text-4xl font-bold text-brand-deep tabular-nums">{count}</p>
            <p className="text-soft">{oldest ? `La plus ancienne : ${formatAge(oldest, now)}.` : "Rien n’attend."}</p>
            <div>
              <LinkButton href={href} tone="secondary">
                Ouvrir
              </LinkButton>
            </div>
          </Card>
        ))}
      </div>
      <div>
        <LinkButton href="/admin/comptes" tone="quiet">
          Comptes
        </LinkButton>
        <LinkButton href="/admin/courriels" tone="quiet">
          Courriels
        </LinkButton>
      </div>
    </Page>
  )
}
