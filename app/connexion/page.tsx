import type { Metadata } from "next"
import Link from "next/link"
import { Page } from "@/components/layout/page"
import { SignInForm } from "@/components/sessions/sign-in-form"
import { Banner } from "@/components/ui/banner"
import { Card } from "@/components/ui/card"
import { safeReturn } from "@/lib/access/routes"
import { param, type SearchParams } from "@/lib/platform/search-params"

export const metadata: Metadata = { title: "Connexion" }

type Props = { searchParams: SearchParams }

export default async function SignInPage({ searchParams }: Props) {
  const asked = await searchParams
  const retour = param(asked.retour)
  const callbackUrl = param(asked.callbackUrl)
  const confirmee = param(asked.confirmee)
  return (
    <Page
      title="Connexion"
      width="narrow"
      banner={
        confirmee ? (
          <Banner tone="good" role="status">
            <p>Votre adresse est confirmée et votre demande est transmise. Connectez-vous pour la suivre.</p>
          </Banner>
        ) : retour ? (
          <Banner>
            <p>Connectez-vous pour ouvrir cette page.</p>
          </Banner>
        ) : null
      }
    >
      <Card>
        <SignInForm retour={safeReturn(retour ?? callbackUrl)} />
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
