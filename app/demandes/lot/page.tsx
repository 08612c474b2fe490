import type { Metadata } from "next"
import { redirect } from "next/navigation"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { DecisionBanners } from "@/components/membership/decisions/decision-banner"
import { SeveralRefusalForm } from "@/components/membership/decisions/refusal-form"
import { SeveralValidationForm } from "@/components/membership/decisions/several-validation-form"
import { Card } from "@/components/ui/card"
import { done } from "@/lib/access/outcomes"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"
import { requestsOf } from "@/lib/membership/affiliations/queries"
import { firstToBecomeReferent } from "@/lib/membership/referents/queries"
import { decidedAddress } from "@/lib/membership/request-lists/schema"
import { reading, type SearchParams, severalWords, words } from "@/lib/platform/http/search-params"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { availableRafaelProfils, mayBePrestataire, needWords, proposedProfil } from "@/lib/vocabulary/profils/rules"

export const metadata: Metadata = { title: titleOf("/demandes/lot") }

const readAddress = reading({ demande: severalWords, refus: words })

type Props = { searchParams: SearchParams }

export default async function SeveralPage({ searchParams }: Props) {
  const actor = await enter("/demandes/lot")
  const { demande, refus } = await readAddress(searchParams)
  const requests = await requestsOf(actor, demande.slice(0, 200))
  const waiting = requests.filter(({ status, accountId }) => status === "pending" && accountId !== actor.accountId)
  const decided = requests.filter(({ status }) => status !== "pending")
  if (waiting.length === 0)
    redirect(
      decided.length > 0
        ? decidedAddress(
            "/demandes",
            decided.map(({ id }) => id),
          )
        : done("/demandes", "aucune"),
    )
  const first = await firstToBecomeReferent(actor, waiting)
  return (
    <Page
      title={titleOf("/demandes/lot")}
      lead={
        refus
          ? "Une seule raison pour toutes : chaque personne la lira."
          : "Le profil qui répond au besoin de chaque personne est déjà choisi. Vérifiez, ajustez, validez : les droits s’ouvrent aussitôt."
      }
      banner={decided.length > 0 ? <DecisionBanners requests={decided} /> : null}
    >
      {refus ? (
        <Card className="grid gap-2">
          <p>{waiting.map(({ account }) => formatName(account)).join(", ")}.</p>
        </Card>
      ) : (
        <SeveralValidationForm
          requests={waiting.map(({ id, account, structure, need }) => ({
            id,
            name: formatName(account),
            about: [account.jobTitle, account.email].filter(Boolean).join(" · "),
            structure: { id: structure.id, name: structure.raisonSociale, types: structure.types },
            need: need && needWords[need],
            available: availableRafaelProfils(structure.types),
            mayBePrestataire: mayBePrestataire(structure.types),
            proposed: proposedProfil(need, structure.types, first.includes(id)),
            becomesReferent: first.includes(id),
          }))}
        />
      )}
      <Card>
        <SeveralRefusalForm affiliationIds={waiting.map(({ id }) => id)} isManager={actor.isManager} isAsked={refus !== ""} />
      </Card>
      <BackLink href="/demandes">Revenir aux demandes</BackLink>
    </Page>
  )
}
