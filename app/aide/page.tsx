import type { Metadata } from "next"
import { ContactForm } from "@/components/contacts/contact-forms"
import { Page } from "@/components/layout/page"
import { Outcome } from "@/components/ui/banner"
import { LinkButton } from "@/components/ui/button"
import { Card, Section } from "@/components/ui/card"
import { currentActor } from "@/lib/access/actor"
import { type Actor, isReferent } from "@/lib/access/permissions"
import { param, type SearchParams } from "@/lib/platform/search-params"

export const metadata: Metadata = { title: "Aide" }

type Answer = readonly [question: string, answer: string]

const forAll: readonly Answer[] = [
  [
    "Ma structure n’est pas dans la liste",
    "Au bas des réponses de la recherche, choisissez « Ma structure n’est pas dans la liste » et décrivez-la : l’équipe Cap Métiers vérifie et l’ajoute.",
  ],
  [
    "Qui valide ma demande ?",
    "Le référent de votre structure. Pour le premier compte d’une structure, c’est l’équipe Cap Métiers. La page Accueil dit qui, et depuis quand.",
  ],
  [
    "Je n’ai pas reçu le message de confirmation",
    "Regardez dans les indésirables. Sinon, « Mot de passe oublié ? » avec la même adresse renvoie le lien de confirmation.",
  ],
  [
    "Je n’arrive plus à me connecter",
    "Après plusieurs mauvais essais il faut attendre un peu. « Mot de passe oublié ? » vous envoie un lien pour en choisir un autre, ce qui lève l’attente.",
  ],
  ["Je travaille pour plusieurs structures", "Un seul compte suffit : dans Mes structures, demandez une affiliation à chacune."],
  ["J’ai deux comptes", "Écrivez-nous les deux adresses : nous les réunissons, avec vos structures et vos droits."],
  [
    "Je n’ai plus de droit sur Rafael",
    "Vos droits dépendent de votre structure : demandez à son référent, dont le nom figure dans Mes structures.",
  ],
  [
    "On me demande une précision",
    "Répondez sur la page Accueil : votre demande garde sa place, et la personne qui décide est prévenue de votre réponse.",
  ],
]

const forReferents: readonly Answer[] = [
  [
    "Répondre à une demande",
    "Dans Demandes : Valider ouvre les droits aussitôt, Refuser demande une raison que la personne lira. Vous pouvez aussi lui demander une précision.",
  ],
  [
    "Je quitte la structure",
    "Demandez un changement de référent depuis la page de la structure : l’équipe Cap Métiers nomme la personne que vous proposez, puis met fin à votre rôle.",
  ],
]

type Props = { searchParams: SearchParams }

export default async function HelpPage({ searchParams }: Props) {
  const [actor, asked] = await Promise.all([currentActor(), searchParams])
  const isSent = param(asked.fait) === "message"
  return (
    <Page
      title="Aide"
      lead="Les réponses aux questions les plus fréquentes."
      banner={isSent ? <Outcome>Votre message est parti. L’équipe Cap Métiers vous répondra par e-mail.</Outcome> : null}
    >
      <div>
        <LinkButton href="#contact" tone="secondary">
          Nous contacter
        </LinkButton>
      </div>
      <Section id="reponses" title="Questions fréquentes">
        <Answers answers={forAll} />
      </Section>
      {actor && decides(actor) ? (
        <Section id="referents" title="Pour les référents">
          <Answers answers={forReferents} />
        </Section>
      ) : null}
      <Section
        id="contact"
        title="Écrire à l’équipe Cap Métiers"
        lead={
          actor ? "Vous en recevez une copie." : "Vous recevez un accusé de réception. Connecté·e, vous n’avez pas à dire qui vous êtes."
        }
      >
        <Card>
          <ContactForm isSignedIn={actor !== null} />
        </Card>
      </Section>
    </Page>
  )
}

function decides(actor: Actor) {
  return actor.isManager || isReferent(actor)
}

function Answers({ answers }: { answers: readonly Answer[] }) {
  return (
    <div className="grid gap-4 md:grid-cols-2">
      {answers.map(([question, answer]) => (
        <Card key={question} className="grid content-start gap-2">
          <h3 className="text-lg font-semibold">{question}</h3>
          <p className="text-soft">{answer}</p>
        </Card>
      ))}
    </div>
  )
}
