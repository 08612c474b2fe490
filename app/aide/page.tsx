import type { Metadata } from "next"
import Form from "next/form"
import { ContactForm } from "@/components/desk/contacts/contact-forms"
import { AnswerList } from "@/components/desk/help/answer-list"
import { answers, audiences } from "@/components/desk/help/answers"
import { Page } from "@/components/layout/page"
import { Outcome } from "@/components/ui/banner"
import { Button, LinkButton } from "@/components/ui/button"
import { Card, Section } from "@/components/ui/card"
import { SearchField } from "@/components/ui/search-field"
import { TextLink } from "@/components/ui/text-link"
import { WhatNext } from "@/components/ui/what-next"
import { isDone, outcomeOf } from "@/lib/access/outcomes"
import { type Actor, isReferent } from "@/lib/access/permissions"
import { titleOf } from "@/lib/access/routes"
import { type Audience, answersTo, pageName, structureOf } from "@/lib/desk/help/rules"
import { currentActor } from "@/lib/identity/entrance/actor"
import { ownStructureNames } from "@/lib/membership/affiliations/queries"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { counted } from "@/lib/platform/text/counts"

export const metadata: Metadata = { title: titleOf("/aide") }

const readAddress = reading({ q: words, depuis: words, fait: words })

type Props = { searchParams: SearchParams }

export default async function HelpPage({ searchParams }: Props) {
  const [actor, { q: text, depuis: from, fait }] = await Promise.all([currentActor(), readAddress(searchParams)])
  const isSent = isDone("/aide", "message", fait)
  const groups = audiencesOf(actor)
  const found = answersTo(
    text,
    answers.filter(({ audience }) => groups.includes(audience)),
  )
  return (
    <Page
      title={titleOf("/aide")}
      lead="Cherchez une réponse, ou écrivez à l’équipe Cap Métiers."
      banner={<Outcome>{outcomeOf("/aide", fait)}</Outcome>}
    >
      {isSent ? (
        <WhatNext
          steps={[
            "Vous recevez tout de suite une copie ou un accusé de réception.",
            "Une personne de l’équipe lit votre message et y répond par e-mail, en général sous deux jours ouvrés.",
          ]}
        />
      ) : null}
      <Form action="/aide" role="search" className="flex flex-wrap items-end gap-3">
        {from ? <input type="hidden" name="depuis" value={from} /> : null}
        <div className="min-w-0 flex-1 basis-72">
          <SearchField name="q" label="Rechercher dans l’aide" value={text} placeholder="Par exemple : mot de passe" />
        </div>
        <Button type="submit">Rechercher</Button>
        <LinkButton href="#contact" tone="secondary">
          Nous contacter
        </LinkButton>
      </Form>
      {text ? (
        <Section id="reponses" title={found.length > 0 ? counted(found.length, "réponse") : "Aucune réponse"}>
          {found.length > 0 ? (
            <AnswerList answers={found} from={from} />
          ) : (
            <p>
              Rien ne répond à « {text} ». Essayez un autre mot, ou écrivez-nous plus bas.{" "}
              <TextLink href="/aide">Voir toutes les questions</TextLink>
            </p>
          )}
        </Section>
      ) : (
        groups.map((audience) => (
          <Section key={audience} id={audience} title={audiences[audience]}>
            <AnswerList answers={found.filter((answer) => answer.audience === audience)} from={from} />
          </Section>
        ))
      )}
      <Section
        id="contact"
        title="Écrire à l’équipe Cap Métiers"
        lead={
          actor ? "Vous en recevez une copie." : "Vous recevez un accusé de réception. Connecté·e, vous n’avez pas à dire qui vous êtes."
        }
      >
        <Card>
          <ContactForm isSignedIn={actor !== null} page={pageName(from)} structure={await structureConcerned(actor, from)} />
        </Card>
      </Section>
    </Page>
  )
}

/** Answers that concern the person come first. */
function audiencesOf(actor: Actor | null): Audience[] {
  if (!actor) return ["visitor", "person", "referent"]
  if (actor.isManager) return ["manager", "referent", "person", "visitor"]
  return isReferent(actor) ? ["referent", "person", "visitor"] : ["person", "referent", "visitor"]
}

/** The structure of the page the person comes from, or the only one they have. */
async function structureConcerned(actor: Actor | null, from: string) {
  const own = actor ? await ownStructureNames(actor) : []
  const id = structureOf(from)
  return (own.find((structure) => structure.id === id) ?? (own.length === 1 ? own[0] : undefined))?.name ?? ""
}
