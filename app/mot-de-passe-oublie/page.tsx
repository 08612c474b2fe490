import type { Metadata } from "next"
import { AskResetForm } from "@/components/identity/credentials/reset-forms"
import { Page } from "@/components/layout/page"
import { Banner } from "@/components/ui/banner"
import { Card } from "@/components/ui/card"
import { WhatNext } from "@/components/ui/what-next"
import { titleOf } from "@/lib/access/routes"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { env } from "@/lib/platform/process/env"

export const metadata: Metadata = { title: titleOf("/mot-de-passe-oublie") }

const readAddress = reading({ envoye: words })

type Props = { searchParams: SearchParams }

export default async function ForgottenPasswordPage({ searchParams }: Props) {
  const isSent = (await readAddress(searchParams)).envoye !== ""
  return (
    <Page
      title={titleOf("/mot-de-passe-oublie")}
      width="narrow"
      lead="Recevez par e-mail un lien pour en choisir un nouveau."
      banner={
        isSent ? (
          <Banner tone="good" role="status">
            <p>Si un compte existe pour cette adresse, un message vient d’y partir. Son lien est valable 24 heures.</p>
          </Banner>
        ) : null
      }
    >
      {isSent ? (
        <WhatNext
          steps={[
            "Ouvrez le message et suivez son lien.",
            "Choisissez un nouveau mot de passe : vos autres connexions se ferment.",
            "Connectez-vous avec lui.",
          ]}
        />
      ) : null}
      <Card>
        <AskResetForm />
      </Card>
      <p className="max-w-prose text-soft">
        Rien reçu après quelques minutes ? Regardez dans les indésirables et vérifiez l’adresse : il faut celle de votre compte. Vous n’y
        avez plus accès ? Écrivez à{" "}
        <a href={`mailto:${env.supportEmail}`} className="font-semibold underline underline-offset-4">
          {env.supportEmail}
        </a>
        .
      </p>
      {isSent && env.isDemonstration ? (
        <p className="text-soft">
          Démonstration : aucun e-mail ne part, les gestionnaires lisent les messages dans Administration, Courriels.
        </p>
      ) : null}
    </Page>
  )
}
