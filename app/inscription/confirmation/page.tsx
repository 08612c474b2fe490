import type { Metadata } from "next"
import { redirect } from "next/navigation"
import { Page } from "@/components/layout/page"
import { AddressCorrection } from "@/components/membership/signups/address-correction"
import { ForgetDraft } from "@/components/membership/signups/forget-draft"
import { ActionButton } from "@/components/ui/action-button"
import { Banner } from "@/components/ui/banner"
import { WhatNext } from "@/components/ui/what-next"
import { titleOf } from "@/lib/access/routes"
import { resendLink } from "@/lib/membership/signups/actions"
import { sentTo } from "@/lib/membership/signups/draft"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { env } from "@/lib/platform/process/env"
import { meantAddress } from "@/lib/platform/text/mail-domains"

export const metadata: Metadata = { title: titleOf("/inscription/confirmation") }

const readAddress = reading({ renvoye: words, demande: words })

type Props = { searchParams: SearchParams }

export default async function SignupSentPage({ searchParams }: Props) {
  const { renvoye, demande } = await readAddress(searchParams)
  const sent = await sentTo(demande)
  if (!sent && !renvoye) redirect("/inscription")
  return (
    <Page
      title={titleOf("/inscription/confirmation")}
      lead="Une dernière étape : confirmer que cette adresse est la vôtre."
      width="narrow"
      banner={
        <Banner tone="good" role="status">
          <p>
            {renvoye ? "Un nouveau message est parti" : "Un message est parti"}
            {sent ? (
              <>
                {" "}
                à <strong>{sent}</strong>
              </>
            ) : null}
            .
          </p>
        </Banner>
      }
    >
      <ForgetDraft />
      <WhatNext
        steps={[
          "Ouvrez ce message et suivez son lien, valable 7 jours, pour confirmer votre adresse.",
          "Votre demande part alors à la personne qui décide : le référent de votre structure, ou l’équipe Cap Métiers pour un premier compte.",
          "Vous êtes prévenu·e de sa réponse par e-mail ; Accueil dit où elle en est.",
        ]}
      />
      <div className="grid gap-3">
        <p className="text-soft">Rien reçu après quelques minutes ? Regardez dans les indésirables, puis demandez un nouveau message.</p>
        {env.isDemonstration ? (
          <p className="text-soft">
            Démonstration : aucun e-mail ne part, les gestionnaires lisent les messages dans Administration, Courriels.
          </p>
        ) : null}
      </div>
      {sent ? (
        <div className="grid gap-3">
          <ActionButton action={resendLink} fields={{ demande }} tone="secondary">
            Renvoyer le message
          </ActionButton>
          <AddressCorrection demande={demande} sentTo={sent} meant={meantAddress(sent)} />
        </div>
      ) : null}
    </Page>
  )
}
