import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { ApplicantCard } from "@/components/decisions/applicant-card"
import { DecisionBanner } from "@/components/decisions/decision-banner"
import { RefusalForm } from "@/components/decisions/refusal-form"
import { Page } from "@/components/layout/page"
import { Card } from "@/components/ui/card"
import { enter } from "@/lib/access/actor"
import { formatName } from "@/lib/accounts/rules"
import { requestOf } from "@/lib/affiliations/queries"

export const metadata: Metadata = { title: "Refuser la demande" }

type Props = { params: Promise<{ id: string }> }

export default async function RefusePage({ params }: Props) {
  const { id } = await params
  const actor = await enter(`/demandes/${id}/refuser`)
  const request = await requestOf(actor, id)
  if (!request) notFound()
  return (
    <Page title={`Refuser la demande de ${formatName(request.account)}`} width="narrow" banner={<DecisionBanner request={request} />}>
      <ApplicantCard request={request} />
      {request.status === "pending" ? (
        <Card>
          <RefusalForm affiliationId={request.id} />
        </Card>
      ) : null}
    </Page>
  )
}
