import type { Metadata } from "next"
import { PasskeyButton } from "@/components/identity/passkeys/passkey-button"
import { SignInForm } from "@/components/identity/sign-in/sign-in-form"
import { Page } from "@/components/layout/page"
import { Banner, Outcome } from "@/components/ui/banner"
import { Card } from "@/components/ui/card"
import { TextLink } from "@/components/ui/text-link"
import { WhatNext } from "@/components/ui/what-next"
import { safeReturn } from "@/lib/access/addresses"
import { isDone, outcomeOf } from "@/lib/access/outcomes"
import { titleOf } from "@/lib/access/routes"
import { enterWithPasskey } from "@/lib/identity/passkeys/actions"
import { passkeyQuestion } from "@/lib/identity/passkeys/queries"
import { handOverWords } from "@/lib/membership/follow-up/queries"
import { addressJustConfirmed } from "@/lib/membership/signups/draft"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"

export const metadata: Metadata = { title: titleOf("/connexion") }

const readAddress = reading({ retour: words, callbackUrl: words, fait: words })

type Props = { searchParams: SearchParams }

export default async function SignInPage({ searchParams }: Props) {
  const { retour: asked, callbackUrl, fait } = await readAddress(searchParams)
  const retour = safeReturn(asked || callbackUrl)
  const outcome = outcomeOf("/connexion", fait)
  return (
    <Page
      title={titleOf("/connexion")}
      lead="Entrez avec l’adresse et le mot de passe de votre compte, ou avec une clé d’accès."
      width="narrow"
      banner={
        outcome ? (
          <Outcome>{outcome}</Outcome>
        ) : asked ? (
          <Banner>
            <p>Connectez-vous pour ouvrir cette page.</p>
          </Banner>
        ) : null
      }
    >
      {isDone("/connexion", "confirmee", fait) ? (
        <WhatNext
          steps={[
            "La personne qui décide vient d’être prévenue : le référent de votre structure, ou l’équipe Cap Métiers.",
            `Elle est rappelée si elle tarde ; après ${handOverWords()}, l’équipe Cap Métiers peut répondre à sa place.`,
            "Vous recevez sa réponse par e-mail. Connecté·e, vous pouvez la relancer depuis Accueil.",
          ]}
        />
      ) : null}
      <Card className="grid gap-6">
        <SignInForm retour={retour} email={await addressJustConfirmed()} />
        <PasskeyButton action={enterWithPasskey} question={await passkeyQuestion(new Date())} retour={retour} withAutofill />
      </Card>
      <p className="flex flex-wrap gap-x-6">
        <TextLink href="/mot-de-passe-oublie" tone="ink">
          Mot de passe oublié ?
        </TextLink>
        <TextLink href="/inscription" tone="ink">
          Créer un compte
        </TextLink>
      </p>
    </Page>
  )
}
