import type { Metadata } from "next"
import { Page } from "@/components/layout/page"
import { ActionButton } from "@/components/ui/action-button"
import { Banner } from "@/components/ui/banner"
import { LinkButton } from "@/components/ui/button"
import { titleOf } from "@/lib/access/routes"
import { confirmNewAddress } from "@/lib/identity/accounts/actions"
import { addressChangePayload } from "@/lib/identity/accounts/schema"
import { tokenState } from "@/lib/identity/tokens/queries"
import { confirmAddress, renewLink } from "@/lib/membership/signups/actions"
import { signupOfLink } from "@/lib/membership/signups/queries"
import { formatName } from "@/lib/vocabulary/accounts/rules"

export const metadata: Metadata = { title: titleOf("/verification/[token]"), robots: "noindex" }

type Props = { params: Promise<{ token: string }> }

/**
 * The address of a sign-up, or the new one of an account. Opening the link changes nothing (mail scanners do it too): the
 * button does.
 */
export default async function VerificationPage({ params }: Props) {
  const { token } = await params
  const now = new Date()
  const signup = await signupOfLink(token, now)
  const change = signup.state === "unknown" ? await tokenState("change_email", token, now) : null
  return (
    <Page title={titleOf("/verification/[token]")} lead="Un clic dit que cette adresse est bien la vôtre." width="narrow">
      {change?.state === "ready" ? (
        <>
          <p>
            <strong>{addressChangePayload.parse(change.payload).to}</strong> devient l’adresse du compte de{" "}
            <strong>{formatName(change.account)}</strong>. Vous vous connecterez ensuite avec elle.
          </p>
          <p className="text-soft">Ce n’est pas vous qui avez demandé ce changement ? Ne confirmez pas : rien ne se passera.</p>
          <ActionButton action={confirmNewAddress} fields={{ token }}>
            Confirmer mon adresse
          </ActionButton>
        </>
      ) : null}
      {signup.state === "ready" ? (
        <>
          <p>
            Compte au nom de <strong>{signup.name}</strong>, pour <strong>{signup.structureName}</strong>. Un clic, et votre demande est
            transmise.
          </p>
          <p className="text-soft">Ce n’est pas vous qui avez fait cette demande ? Ne confirmez pas : rien ne se passera.</p>
          <ActionButton action={confirmAddress} fields={{ token }}>
            Confirmer mon adresse
          </ActionButton>
        </>
      ) : null}
      {signup.state === "expired" ? (
        <>
          <Banner tone="wait">
            <p>Ce lien a expiré. Vos réponses sont gardées : il suffit d’un nouveau lien.</p>
          </Banner>
          <ActionButton action={renewLink} fields={{ token }}>
            Recevoir un nouveau lien
          </ActionButton>
        </>
      ) : null}
      {change?.state === "expired" ? (
        <>
          <Banner tone="wait">
            <p>Ce lien a expiré : votre compte a gardé son adresse. Demandez à nouveau le changement dans « Mon compte ».</p>
          </Banner>
          <div>
            <LinkButton href="/mon-compte#adresse">Recevoir un nouveau lien</LinkButton>
          </div>
        </>
      ) : null}
      {signup.state === "used" || change?.state === "used" ? (
        <>
          <Banner tone="good">
            <p>
              {change
                ? "Ce lien a déjà servi, ou le changement a été annulé."
                : "Cette adresse est déjà confirmée : vous pouvez vous connecter."}
            </p>
          </Banner>
          <div>
            <LinkButton href="/connexion">Connexion</LinkButton>
          </div>
        </>
      ) : null}
      {change?.state === "unknown" ? (
        <Banner tone="bad">
          <p>Ce lien n’est plus valable. Si vous avez reçu un message plus récent, utilisez son lien ; sinon, recommencez l’inscription.</p>
        </Banner>
      ) : null}
    </Page>
  )
}
