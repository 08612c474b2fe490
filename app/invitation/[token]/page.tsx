import type { Metadata } from "next"
import { Page } from "@/components/layout/page"
import { NewcomerForm } from "@/components/membership/invitations/newcomer-form"
import { StructureLine } from "@/components/search/ask/structure-line"
import { ActionButton } from "@/components/ui/action-button"
import { Banner } from "@/components/ui/banner"
import { LinkButton } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { currentActor } from "@/lib/identity/entrance/actor"
import { accept, decline } from "@/lib/membership/invitation-answers/actions"
import { type InvitationLink, invitationOfLink } from "@/lib/membership/invitation-answers/queries"
import { secretIn } from "@/lib/platform/secrets/secrets"
import { formatName } from "@/lib/vocabulary/accounts/rules"

type Props = { params: Promise<{ token: string }> }

async function found(params: Props["params"]) {
  const token = secretIn((await params).token)
  return { token, link: await invitationOfLink(token, new Date()) }
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: nameOf((await found(params)).link), robots: "noindex" }
}

function nameOf(link: InvitationLink) {
  return link.state === "unknown" ? "Invitation" : `Rejoindre ${link.structure.raisonSociale}`
}

/** An invitation. Opening the link changes nothing (mail scanners do it too): the buttons do. */
export default async function InvitationPage({ params }: Props) {
  const { token, link } = await found(params)
  const title = nameOf(link)
  if (link.state === "unknown")
    return (
      <Page title={title} width="narrow">
        <Banner tone="bad">
          <p>Ce lien n’est plus valable. Si vous avez reçu un message plus récent, utilisez son lien.</p>
        </Banner>
        <div>
          <LinkButton href="/inscription">Créer un compte</LinkButton>
        </div>
      </Page>
    )
  if (link.state !== "ready")
    return (
      <Page title={title} width="narrow">
        <Banner tone={link.state === "accepted" ? "good" : "wait"}>
          <p>{closedWords[link.state].replace("{by}", () => link.by)}</p>
        </Banner>
        <div>
          <LinkButton href={link.state === "accepted" ? "/accueil" : "/mes-structures"}>
            {link.state === "accepted" ? "Ouvrir le portail" : "Demander un rattachement"}
          </LinkButton>
        </div>
      </Page>
    )
  const actor = await currentActor()
  const isSomeoneElse = actor !== null && (actor.email !== link.email || actor.control !== null)
  return (
    <Page title={title} lead={`${link.by} vous y invite${link.isManager ? ", pour l’équipe Cap Métiers" : ""}.`} width="narrow">
      <Card className="grid gap-4">
        <StructureLine structure={link.structure} />
        <p>
          Vos droits dès que vous acceptez : <strong>{link.profils.join(", ")}</strong>. Personne d’autre n’a à valider.
        </p>
        {link.becomesReferent ? (
          <p>
            <strong>Vous serez référent·e</strong> : cette structure n’en a pas encore, vous recevrez et validerez les prochaines demandes.
          </p>
        ) : null}
        {link.hasLost ? (
          <p className="text-soft">Un profil prévu n’est plus ouvert à cette structure : vous la rejoindrez sans lui.</p>
        ) : null}
        <p className="text-soft">
          Pour l’adresse <strong className="text-ink">{link.email}</strong>. Vous ne connaissez pas cette structure ? Refusez, ou fermez
          cette page : rien ne se passera.
        </p>
      </Card>
      {isSomeoneElse ? (
        <Banner tone="wait">
          <p className="font-semibold">Vous êtes connecté·e avec un autre compte : {formatName(actor)}.</p>
          <p>
            Cette invitation est pour {link.email}. Déconnectez-vous, puis rouvrez le lien du message ; ou demandez à {link.by} de vous
            inviter à l’adresse de ce compte.
          </p>
        </Banner>
      ) : (
        <Answer token={token} link={link} />
      )}
    </Page>
  )
}

type Ready = Extract<InvitationLink, { state: "ready" }>

function Answer({ token, link }: { token: string; link: Ready }) {
  if (link.account === "closed")
    return (
      <Banner tone="bad">
        <p>Le compte de cette adresse est désactivé : écrivez à l’équipe Cap Métiers, par la page Aide.</p>
      </Banner>
    )
  if (link.account === "manager")
    return (
      <Banner tone="info">
        <p>Les gestionnaires ne sont rattachés à aucune structure : il n’y a rien à accepter.</p>
      </Banner>
    )
  return (
    <>
      {link.account === "none" ? (
        <Card className="grid gap-4">
          <p>Il ne manque que votre compte : votre adresse est confirmée par ce lien.</p>
          <NewcomerForm token={token} email={link.email} structureName={link.structure.raisonSociale} />
        </Card>
      ) : (
        <ActionButton action={accept} fields={{ token }}>
          Accepter
        </ActionButton>
      )}
      <ActionButton action={decline} fields={{ token }} tone="quiet">
        Refuser
      </ActionButton>
    </>
  )
}

const closedWords: Record<Exclude<InvitationLink["state"], "unknown" | "ready">, string> = {
  accepted: "Cette invitation est déjà acceptée : connectez-vous pour utiliser vos droits.",
  declined: "Cette invitation a été refusée. Si c’est une erreur, demandez à {by} de vous inviter à nouveau.",
  cancelled: "Cette invitation a été annulée. Vous pouvez demander votre rattachement, ou une nouvelle invitation à {by}.",
  expired: "Cette invitation a expiré : elle valait quatorze jours. Demandez à {by} de la renvoyer.",
  "inviter-gone":
    "{by} ne décide plus pour cette structure : l’invitation ne peut plus être acceptée. Demandez votre rattachement, ses référents vous répondront.",
  "structure-closed": "Cette structure a fermé : on ne peut plus la rejoindre.",
}
