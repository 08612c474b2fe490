import type { Metadata } from "next"
import { Page } from "@/components/layout/page"
import { Banner } from "@/components/ui/banner"
import { env } from "@/lib/platform/env"

export const metadata: Metadata = { title: "Mot de passe oublié" }

export default function ForgottenPasswordPage() {
  return (
    <Page title="Mot de passe oublié" width="narrow">
      <Banner>
        <p>
          La réinitialisation en ligne arrive bientôt. En attendant, écrivez à{" "}
          <a href={`mailto:${env.supportEmail}`} className="font-semibold underline underline-offset-4">
            {env.supportEmail}
          </a>{" "}
          depuis l’adresse de votre compte.
        </p>
      </Banner>
    </Page>
  )
}
