import type { Metadata } from "next"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { ApplicantCard } from "@/components/membership/decisions/applicant-card"
import { DecisionBanner } from "@/components/membership/decisions/decision-banner"
import { RefusalForm } from "@/components/membership/decisions/refusal-form"
import { Card } from "@/components/ui/card"
import { at } from "@/lib/access/addresses"
import { enter } from "@/lib/identity/entrance/actor"
import { requestOf } from "@/lib/membership/affiliations/queries"
import { unknownAffiliation } from "@/lib/membership/entrance/structure"
import { de } from "@/lib/platform/text/elision"
import { formatName } from "@/lib/vocabulary/accounts/rules"

type Props = { params: Promise<{ id: string }> }

async function found(params: Props["params"]) {
  const { id } = await params
  const actor = await enter(at("/demandes/[id]/refuser", { id }))
  return { actor, request: (await requestOf(actor, id)) ?? (await unknownAffiliation("affiliation.decide", id)) }
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { request } = await found(params)
  return { title: `Refuser la demande ${de(formatName(request.account))}` }
}

export default async function RefusePage({ params }: Props) {
  const { actor, request } = await found(params)
  return (
    <Page
      title={`Refuser la demande ${de(formatName(request.account))}`}
      lead="Dites pourquoi : la personne lira votre raison et saura quoi faire."
      width="narrow"
      banner={<DecisionBanner request={request} />}
    >
      <ApplicantCard request={request} />
      {request.status === "pending" ? (
        <Card>
          <RefusalForm affiliationId={request.id} isManager={actor.isManager} />
        </Card>
      ) : (
        <BackLink href="/demandes">Revenir aux demandes</BackLink>
      )}
    </Page>
  )
}
