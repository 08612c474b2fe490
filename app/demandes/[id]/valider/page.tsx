import type { Metadata } from "next"
import { Suspense } from "react"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { ClarificationForm } from "@/components/membership/clarifications/clarification-forms"
import { ClarificationThread } from "@/components/membership/clarifications/clarification-thread"
import { ApplicantCard } from "@/components/membership/decisions/applicant-card"
import { DecisionBanner } from "@/components/membership/decisions/decision-banner"
import { RefusalForm } from "@/components/membership/decisions/refusal-form"
import { RequestContextCard } from "@/components/membership/decisions/request-context"
import { ValidationForm } from "@/components/membership/decisions/validation-form"
import { DirectoryComparison } from "@/components/structures/directory-comparison"
import { Outcome } from "@/components/ui/banner"
import { Card } from "@/components/ui/card"
import { Skeleton } from "@/components/ui/skeleton"
import { at } from "@/lib/access/addresses"
import { isDone, outcomeOf } from "@/lib/access/outcomes"
import { type Actor, can } from "@/lib/access/permissions"
import { enter } from "@/lib/identity/entrance/actor"
import { requestOf, requestsOf, waitingFor } from "@/lib/membership/affiliations/queries"
import { clarificationsOf } from "@/lib/membership/clarifications/queries"
import { requestContext } from "@/lib/membership/decisions/queries"
import { unknownAffiliation } from "@/lib/membership/entrance/structure"
import { referentState } from "@/lib/membership/referents/queries"
import { requestAddress } from "@/lib/membership/request-lists/schema"
import { findEstablishment } from "@/lib/platform/http/company-directory"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { de } from "@/lib/platform/text/elision"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { availableRafaelProfils, mayBePrestataire, proposedProfil } from "@/lib/vocabulary/profils/rules"

const readAddress = reading({ fait: words, traitee: words })

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams }

async function found(params: Props["params"]) {
  const { id } = await params
  const actor = await enter(at("/demandes/[id]/valider", { id }))
  return { actor, request: (await requestOf(actor, id)) ?? (await unknownAffiliation("affiliation.decide", id)) }
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { request } = await found(params)
  return { title: `Valider la demande ${de(formatName(request.account))}` }
}

export default async function ValidatePage({ params, searchParams }: Props) {
  const { actor, request } = await found(params)
  const { types } = request.structure
  const isPending = request.status === "pending"
  const asked = await readAddress(searchParams)
  const [[before], waiting, referent, questions, context] = await Promise.all([
    requestsOf(actor, asked.traitee.split(",")),
    waitingFor(actor),
    referentQuestion(actor, request.structureId),
    clarificationsOf([request.id]),
    isPending ? requestContext(actor, request) : null,
  ])
  const isAsked = isDone("/demandes/[id]/valider", "question", asked.fait)
  const isWaiting = questions.some(({ answeredAt }) => answeredAt === null)
  return (
    <Page
      title={`Valider la demande ${de(formatName(request.account))}`}
      lead={
        isPending ? "Vérifiez qui demande, choisissez ses droits, confirmez : ils s’ouvrent aussitôt." : "Cette demande a reçu sa réponse."
      }
      width={isPending ? "wide" : "narrow"}
      banner={
        isAsked && isPending ? (
          <Outcome>{outcomeOf("/demandes/[id]/valider", asked.fait)}</Outcome>
        ) : (
          <DecisionBanner request={isPending ? (before ?? request) : request} />
        )
      }
    >
      {isPending ? (
        <div className="grid gap-6 lg:grid-cols-[3fr_2fr] lg:items-start">
          <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
            <ApplicantCard request={request} isManager={actor.isManager} />
            <ClarificationThread questions={questions} />
            <Card>
              <ValidationForm
                affiliationId={request.id}
                available={availableRafaelProfils(types)}
                proposed={proposedProfil(request.need, types, referent === "always" || referent === "proposed")}
                mayBePrestataire={mayBePrestataire(types)}
                referent={referent}
                hasNext={waiting.count > 1}
              />
            </Card>
            <Card className="grid gap-2">
              {isWaiting ? null : <ClarificationForm affiliationId={request.id} />}
              <RefusalForm affiliationId={request.id} isManager={actor.isManager} folded="Refuser la demande" />
            </Card>
          </div>
          <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
            {context ? (
              <RequestContextCard
                context={context}
                affiliationId={request.id}
                now={new Date()}
                structureHref={at("/mes-structures/[id]", { id: request.structureId })}
                requestsHref={requestAddress(at(actor.isManager ? "/admin/demandes" : "/demandes"), { structure: request.structureId })}
              />
            ) : null}
            {actor.isManager ? (
              <Card className="grid gap-3">
                <h2 className="text-lg font-semibold">Le SIRET dans l’annuaire national</h2>
                <Suspense fallback={<Skeleton label="Recherche dans l’annuaire national…" className="min-h-48" />}>
                  <DirectoryComparison ours={request.structure} answer={findEstablishment(request.structure.siret)} />
                </Suspense>
              </Card>
            ) : null}
          </div>
        </div>
      ) : (
        <>
          <ApplicantCard request={request} isManager={actor.isManager} />
          <ClarificationThread questions={questions} />
          <BackLink href="/demandes">Revenir aux demandes</BackLink>
        </>
      )}
    </Page>
  )
}

/** Without any référent the person becomes one; without one who can be reached the box is ticked; otherwise a manager may tick it. */
async function referentQuestion(actor: Actor, structureId: string) {
  const state = await referentState(structureId)
  if (state === "none") return "always"
  if (!can(actor, "referent.appoint")) return null
  return state === "reachable" ? "choice" : "proposed"
}
