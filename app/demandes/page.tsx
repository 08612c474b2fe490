import type { Metadata } from "next"
import { redirect } from "next/navigation"
import { DecisionBanner } from "@/components/affiliations/decision-banner"
import { RequestsTable } from "@/components/affiliations/requests-table"
import { Page } from "@/components/layout/page"
import { enter } from "@/lib/access/actor"
import { requestOf, requestsForReferent } from "@/lib/affiliations/queries"
import { param, type SearchParams } from "@/lib/platform/search-params"

export const metadata: Metadata = { title: "Demandes" }

type Props = { searchParams: SearchParams }

export default async function RequestsPage({ searchParams }: Props) {
  const actor = await enter("/demandes")
  const asked = await searchParams
  const traitee = param(asked.traitee)
  // Managers answer theirs in /admin, with what they need to decide.
  if (actor.isManager) redirect(traitee ? `/admin/demandes?traitee=${encodeURIComponent(traitee)}` : "/admin/demandes")
  const [requests, decided] = await Promise.all([requestsForReferent(actor), traitee ? requestOf(actor, traitee) : null])
  return (
    <Page
      title="Demandes"
      lead="Les personnes qui attendent votre réponse. Valider ouvre leurs droits aussitôt ; elles sont prévenues par e-mail."
      banner={decided ? <DecisionBanner request={decided} /> : null}
    >
      <RequestsTable
        requests={requests}
        now={new Date()}
        empty="Aucune demande en attente. Vous serez prévenu par e-mail de la prochaine."
      />
    </Page>
  )
}
