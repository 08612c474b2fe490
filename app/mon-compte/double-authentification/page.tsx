import type { Metadata } from "next"
import { ProvenForm } from "@/components/identity/credentials/proven-form"
import { TotpSetUp } from "@/components/identity/second-factor/code-forms"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { ActionButton } from "@/components/ui/action-button"
import { Banner } from "@/components/ui/banner"
import { LinkButton } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { QrCode } from "@/components/ui/qr-code"
import { at } from "@/lib/access/addresses"
import { titleOf } from "@/lib/access/routes"
import { enterHalfway } from "@/lib/identity/entrance/actor"
import { askFactorLink, beginMyTotp, proveMyMailbox, removeMyTotp, renewMyRecoveryCodes } from "@/lib/identity/second-factor/actions"
import { needsMailbox, ownFactors, pendingTotp } from "@/lib/identity/second-factor/queries"
import { isFresh } from "@/lib/identity/sessions/rules"
import { signOutAction } from "@/lib/identity/sign-in/actions"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"

export const metadata: Metadata = { title: titleOf("/mon-compte/double-authentification") }

/** The application that gives codes; for a manager who must have a second factor, the only page until there is one. */
const readAddress = reading({ lien: words, envoye: words })

export default async function DoubleAuthenticationPage({ searchParams }: { searchParams: SearchParams }) {
  const { lien, envoye } = await readAddress(searchParams)
  // Whoever follows the link in another browser comes back to it after the password.
  const { actor, missing } = await enterHalfway(at("/mon-compte/double-authentification", { lien }), "set-up")
  const now = new Date()
  if (missing && (await needsMailbox(actor))) return <MailboxFirst lien={lien} isSent={envoye !== ""} email={actor.email} />
  const [factors, pending] = await Promise.all([ownFactors(actor), pendingTotp(actor, now)])
  const fresh = isFresh(actor.authAt, now)
  return (
    <Page
      title={titleOf("/mon-compte/double-authentification")}
      width="narrow"
      lead="Après le mot de passe, un code que seul votre téléphone donne : un mot de passe volé ne suffit plus."
      banner={
        missing ? (
          <Banner tone="wait">
            <p className="font-semibold">Un second facteur est obligatoire pour les gestionnaires.</p>
            <p>Configurez une application ici, ou ajoutez une clé d’accès : le portail s’ouvrira aussitôt.</p>
          </Banner>
        ) : null
      }
    >
      <TotpSetUp>{pending ? <FirstStep {...pending} /> : null}</TotpSetUp>
      {factors.totpSince || factors.passkeys.length > 0 ? <RecoveryCard isFresh={fresh} left={factors.recoveryCodesLeft} /> : null}
      {factors.totpSince ? <RemovalCard isFresh={fresh} /> : null}
      {factors.totpSince || pending ? null : (
        <Card>
          <ProvenForm
            action={beginMyTotp}
            isFresh={fresh}
            words={
              <p>Il vous faut une application de codes sur votre téléphone : celle de votre gestionnaire de mots de passe convient.</p>
            }
          >
            Configurer une application
          </ProvenForm>
        </Card>
      )}
      {missing ? (
        <div className="flex flex-wrap items-center gap-3">
          <LinkButton tone="secondary" href="/mon-compte/cle-acces">
            Ajouter plutôt une clé d’accès
          </LinkButton>
          <ActionButton action={signOutAction} tone="quiet">
            Se déconnecter
          </ActionButton>
        </div>
      ) : (
        <BackLink href="/mon-compte#securite">Revenir à mon compte</BackLink>
      )}
    </Page>
  )
}

/** A manager shows that the mailbox is theirs before they set up their first factor. Opening the link changes nothing. */
function MailboxFirst({ lien, isSent, email }: { lien: string; isSent: boolean; email: string }) {
  return (
    <Page
      title={titleOf("/mon-compte/double-authentification")}
      width="narrow"
      lead="Un mot de passe volé ne doit pas suffire à choisir le second facteur : votre messagerie d’abord."
      banner={
        <Banner tone="wait">
          <p className="font-semibold">Un second facteur est obligatoire pour les gestionnaires.</p>
          {isSent ? (
            <p role="status">
              Un lien est parti à <strong className="wrap-anywhere">{email}</strong>. Ouvrez-le dans ce navigateur.
            </p>
          ) : (
            <p>Pour le configurer, suivez le lien que nous envoyons à votre adresse.</p>
          )}
        </Banner>
      }
    >
      <div className="flex flex-wrap items-center gap-3">
        {lien ? (
          <ActionButton action={proveMyMailbox} fields={{ token: lien }}>
            Continuer
          </ActionButton>
        ) : (
          <ActionButton action={askFactorLink} tone={isSent ? "secondary" : "primary"}>
            {isSent ? "Recevoir un autre lien" : "Recevoir un lien"}
          </ActionButton>
        )}
        <ActionButton action={signOutAction} tone="quiet">
          Se déconnecter
        </ActionButton>
      </div>
    </Page>
  )
}

/** The first step: the secret is given to the application. */
function FirstStep({ secret, uri }: { secret: string; uri: string }) {
  return (
    <div className="grid gap-3">
      <h2 className="text-lg font-semibold">1. Photographiez ce code avec l’application</h2>
      <QrCode text={uri} label="Code à photographier avec votre application" />
      <p className="text-soft">
        Pas d’appareil photo ? Saisissez cette clé dans l’application :{" "}
        <span className="font-mono font-semibold text-ink">{secret.match(/.{1,4}/g)?.join(" ")}</span>
      </p>
    </div>
  )
}

function RecoveryCard({ isFresh, left }: { isFresh: boolean; left: number }) {
  return (
    <Card className="grid gap-4">
      <h2 className="text-lg font-semibold">Codes de secours</h2>
      <ProvenForm
        action={renewMyRecoveryCodes}
        isFresh={isFresh}
        tone="secondary"
        words={
          <p>
            {left === 0 ? "Vous n’avez aucun code de secours." : `Il vous en reste ${left} sur 10.`} De nouveaux codes remplacent les
            anciens.
          </p>
        }
      >
        Créer de nouveaux codes
      </ProvenForm>
    </Card>
  )
}

function RemovalCard({ isFresh }: { isFresh: boolean }) {
  return (
    <Card className="grid gap-4">
      <h2 className="text-lg font-semibold">Retirer l’application</h2>
      <ProvenForm action={removeMyTotp} isFresh={isFresh} tone="danger" words={<p>Elle ne donnera plus de code pour votre compte.</p>}>
        Retirer l’application
      </ProvenForm>
    </Card>
  )
}
