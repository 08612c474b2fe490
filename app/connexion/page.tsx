import type { Metadata } from "next"
import Link from "next/link"
import { Page } from "@/components/layout/page"
import { PasskeyButton } from "@/components/passkeys/passkey-button"
import { SignInForm } from "@/components/sessions/sign-in-form"
import { Banner, Outcome } from "@/components/ui/banner"
import { Card } from "@/components/ui/card"
import { safeReturn } from "@/lib/access/routes"
import { enterWithPasskey } from "@/lib/passkeys/actions"
import { passkeyQuestion } from "@/lib/passkeys/queries"
import { param, type SearchParams } from "@/lib/platform/search-params"

export const metadata: Metadata = { title: "Connexion" }

const done: Record<string, string> = {
  confirmee: "Votre adresse est confirmée et votre demande est transmise. Connectez-vous pour la suivre.",
  "mot-de-passe": "Votre nouveau mot de passe est enregistré. Connectez-vous avec lui.",
  adresse: "Votre nouvelle adresse est confirmée. Connectez-vous avec elle.",
  "adresse-arretee":
    "Le changement d’adresse est arrêté et toutes les connexions sont fermées. Un message vient de partir pour choisir un nouveau mot de passe.",
  deconnecte: "Vous êtes déconnecté.",
  "controle-fini": "La prise de contrôle est terminée, et votre propre connexion aussi : reconnectez-vous.",
  "tout-deconnecte": "Toutes vos connexions sont fermées, celle-ci comprise.",
}

type Props = { searchParams: SearchParams }

export default async function SignInPage({ searchParams }: Props) {
  const asked = await searchParams
  const retour = safeReturn(param(asked.retour) || param(asked.callbackUrl))
  const outcome = done[param(asked.fait)]
  return (
    <Page
      title="Connexion"
      width="narrow"
      banner={
        outcome ? (
          <Outcome>{outcome}</Outcome>
        ) : param(asked.retour) ? (
          <Banner>
            <p>Connectez-vous pour ouvrir cette page.</p>
          </Banner>
        ) : null
      }
    >
      <Card className="grid gap-6">
        <SignInForm retour={retour} />
        <PasskeyButton action={enterWithPasskey} question={await passkeyQuestion(new Date())} retour={retour} withAutofill />
      </Card>
      <p className="flex flex-wrap gap-x-6">
        <Link href="/mot-de-passe-oublie" className="inline-flex min-h-11 items-center underline underline-offset-4">
          Mot de passe oublié ?
        </Link>
        <Link href="/inscription" className="inline-flex min-h-11 items-center underline underline-offset-4">
          Créer un compte
        </Link>
      </p>
    </Page>
  )
}
