import type { Metadata } from "next"
import { ApplicantCard } from "@/components/decisions/applicant-card"
import { DecisionBanner } from "@/components/decisions/decision-banner"
import { ValidationForm } from "@/components/decisions/validation-form"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { Card } from "@/components/ui/card"
import { enter } from "@/lib/access/actor"
import { type Actor, can } from "@/lib/access/permissions"
import { unknownAffiliation } from "@/lib/access/structure"
import { formatName } from "@/lib/accounts/rules"
import { requestOf } from "@/lib/affiliations/queries"
import { availableRafaelProfils, mayBePrestataire, proposedProfil } from "@/lib/profils/rules"
import { referentState } from "@/lib/referents/queries"

type Props = { params: Promise<{ id: string }> }

async function found(params: Props["params"]) {
  const { id } = await params
  const actor = await enter(`/demandes/${id}/valider`)
  return { actor, request: (await requestOf(actor, id)) ?? (await unknownAffiliation("affiliation.decide", id)) }
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { request } = await found(params)
  return { title: `Valider la demande de ${formatName(request.account)}` }
}

export default async function ValidatePage({ params }: Props) {
  const { actor, request } = await found(params)
  const { types } = request.structure
  const referent = await referentQuestion(actor, request.structureId)
  return (
    <Page title={`Valider la demande de ${formatName(request.account)}`} width="narrow" banner={<DecisionBanner request={request} />}>
      <ApplicantCard request={request} />
      {request.status === "pending" ? (
        <Card>
          <ValidationForm
            affiliationId={request.id}
            available={availableRafaelProfils(types)}
            proposed={proposedProfil(request.need, types)}
            mayBePrestataire={mayBePrestataire(types)}
            referent={referent}
          />
        </Card>
      ) : (
        <BackLink href="/demandes">Revenir aux demandes</BackLink>
      )}
    </Page>
  )
}

/** No référent at all: certain. None who can be reached: proposed to the manager. Otherwise a manager may still appoint. */
async function referentQuestion(actor: Actor, structureId: string) {
  const state = await referentState(structureId)
  if (state === "none") return "always"
  if (!can(actor, "referent.appoint")) return null
  return state === "reachable" ? "choice" : "proposed"
}
