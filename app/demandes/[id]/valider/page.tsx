import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { ApplicantCard } from "@/components/decisions/applicant-card"
import { DecisionBanner } from "@/components/decisions/decision-banner"
import { ValidationForm } from "@/components/decisions/validation-form"
import { Page } from "@/components/layout/page"
import { Card } from "@/components/ui/card"
import { enter } from "@/lib/access/actor"
import { type Actor, can } from "@/lib/access/permissions"
import { formatName } from "@/lib/accounts/rules"
import { requestOf } from "@/lib/affiliations/queries"
import { availableRafaelProfils, mayBePrestataire, proposedProfil } from "@/lib/profils/rules"
import { hasReachableReferent, hasReferent } from "@/lib/referents/queries"

export const metadata: Metadata = { title: "Valider la demande" }

type Props = { params: Promise<{ id: string }> }

export default async function ValidatePage({ params }: Props) {
  const { id } = await params
  const actor = await enter(`/demandes/${id}/valider`)
  const request = await requestOf(actor, id)
  if (!request) notFound()
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
      ) : null}
    </Page>
  )
}

/** No référent at all: certain. None who can be reached: proposed to the manager. Otherwise a manager may still appoint. */
async function referentQuestion(actor: Actor, structureId: string) {
  if (!(await hasReferent(structureId))) return "always"
  if (!can(actor, "referent.appoint")) return null
  return (await hasReachableReferent(structureId)) ? "choice" : "proposed"
}
