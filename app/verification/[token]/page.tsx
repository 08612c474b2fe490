import type { Metadata } from "next"
import { ProvenForm } from "@/components/identity/credentials/proven-form"
import { Page } from "@/components/layout/page"
import { ConfirmForm } from "@/components/membership/signups/confirm-form"
import { ActionButton } from "@/components/ui/action-button"
import { Banner } from "@/components/ui/banner"
import { LinkButton } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { titleOf } from "@/lib/access/routes"
import { confirmNewAddress } from "@/lib/identity/accounts/actions"
import { addressChangePayload } from "@/lib/identity/accounts/schema"
import { currentActor } from "@/lib/identity/entrance/actor"
import { tokenState } from "@/lib/identity/tokens/queries"
import { renewLink } from "@/lib/membership/signups/actions"
import { sentTo } from "@/lib/membership/signups/draft"
import { signupOfLink } from "@/lib/membership/signups/queries"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { secretIn } from "@/lib/platform/secrets/secrets"
import { particle } from "@/lib/platform/text/elision"
import { formatName } from "@/lib/vocabulary/accounts/rules"

export const metadata: Metadata = { title: titleOf("/verification/[token]"), robots: "noindex" }

const readAddress = reading({ autre: words })

type Props = { params: Promise<{ token: string }>; searchParams: SearchParams }

/**
 * The address of a sign-up, or the new one of an account. Opening the link changes nothing (mail scanners do it too): the
 * button does.
 */
export default async function VerificationPage({ params, searchParams }: Props) {
  const token = secretIn((await params).token)
  const { autre } = await readAddress(searchParams)
  const now = new Date()
  const signup = await signupOfLink(token, now)
  const change = signup.state === "unknown" ? await tokenState("change_email", token, now) : null
  return (
    <Page title={titleOf("/verification/[token]")} lead="Pour dire que cette adresse est bien la vôtre." width="narrow">
      {change?.state === "ready" ? (
        <>
          <p>
            <strong>{addressChangePayload.parse(change.payload).to}</strong> devient l’adresse du compte{" "}
            {particle(formatName(change.account))}
            <strong>{formatName(change.account)}</strong>. Vous vous connecterez ensuite avec elle.
          </p>
          <p className="text-soft">Ce n’est pas vous qui avez demandé ce changement ? Ne confirmez pas : rien ne se passera.</p>
          {(await currentActor())?.accountId === change.account.id ? (
            <ActionButton action={confirmNewAddress} fields={{ token }}>
              Confirmer mon adresse
            </ActionButton>
          ) : (
            <>
              <p>Vous n’êtes pas connecté·e à ce compte dans ce navigateur : son mot de passe dira que c’est bien le vôtre.</p>
              <ProvenForm action={confirmNewAddress} isFresh={false} fields={{ token }}>
                Confirmer mon adresse
              </ProvenForm>
            </>
          )}
        </>
      ) : null}
      {signup.state === "ready" ? (
        <>
          <p>
            Compte au nom {particle(signup.name)}
            <strong>{signup.name}</strong>, pour <strong>{signup.structureName}</strong>. Dès que l’adresse est confirmée, votre demande est
            transmise.
          </p>
          <p className="text-soft">Ce n’est pas vous qui avez fait cette demande ? Ne confirmez pas : rien ne se passera.</p>
          <Card>
            <ConfirmForm
              token={token}
              email={signup.email}
              again={!autre && (await sentTo(signup.id)) !== null}
              ownWords={[signup.name, signup.email, signup.structureName]}
            />
          </Card>
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
