import type { Metadata } from "next"
import { Page } from "@/components/layout/page"
import { ActionButton } from "@/components/ui/action-button"
import { Banner } from "@/components/ui/banner"
import { LinkButton } from "@/components/ui/button"
import { confirmAddress, renewLink } from "@/lib/accounts/actions"
import { signupOfLink } from "@/lib/accounts/queries"

export const metadata: Metadata = { title: "Confirmer votre adresse", robots: "noindex" }

type Props = { params: Promise<{ token: string }> }

/** Opening the link changes nothing (mail scanners do it too): the button does. */
export default async function VerificationPage({ params }: Props) {
  const { token } = await params
  const signup = await signupOfLink(token, new Date())
  return (
    <Page title="Confirmer votre adresse" width="narrow">
      {signup.state === "ready" ? (
        <>
          <p>
            Compte au nom de <strong>{signup.name}</strong>, pour <strong>{signup.structureName}</strong>. Un clic, et votre demande est
            transmise.
          </p>
          <p className="text-soft">Ce n’est pas vous qui avez fait cette demande ? Ne confirmez pas : rien ne se passera.</p>
          <ActionButton action={confirmAddress} fields={{ token }}>
            Confirmer mon adresse
          </ActionButton>
        </>
      ) : null}
      {signup.state === "expired" ? (
        <>
          <Banner tone="wait">
            <p>Ce lien a expiré. Vos réponses sont gardées : il suffit d’un nouveau lien.</p>
          </Banner>
          <ActionButton action={renewLink} fields={{ token }}>
            Recevoir un nouveau lien
          </ActionButton>
        </>
      ) : null}
      {signup.state === "used" ? (
        <>
          <Banner tone="good">
            <p>Cette adresse est déjà confirmée : vous pouvez vous connecter.</p>
          </Banner>
          <div>
            <LinkButton href="/connexion">Connexion</LinkButton>
          </div>
        </>
      ) : null}
      {signup.state === "unknown" ? (
        <Banner tone="bad">
          <p>Ce lien n’est plus valable. Si vous avez reçu un message plus récent, utilisez son lien ; sinon, recommencez l’inscription.</p>
        </Banner>
      ) : null}
    </Page>
  )
}
