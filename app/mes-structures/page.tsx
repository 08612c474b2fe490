import type { Metadata } from "next"
import { Page } from "@/components/layout/page"
import { OwnRequestsTable, OwnStructuresTable } from "@/components/membership/affiliations/own-structures-tables"
import { RequestForm } from "@/components/membership/affiliations/request-form"
import { FoundStructures } from "@/components/search/ask/found-structures"
import { Banner, Outcome } from "@/components/ui/banner"
import { Card, Section } from "@/components/ui/card"
import { TextLink } from "@/components/ui/text-link"
import { WhatNext } from "@/components/ui/what-next"
import { at } from "@/lib/access/addresses"
import { type OutcomeOf, outcomeOf } from "@/lib/access/outcomes"
import { can } from "@/lib/access/permissions"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"
import { searchForVisitor } from "@/lib/identity/entrance/searches"
import { ownAffiliations } from "@/lib/membership/affiliations/queries"
import { delayOf } from "@/lib/membership/answer-delays/queries"
import { delaySentence } from "@/lib/membership/answer-delays/rules"
import { handOverWords } from "@/lib/membership/follow-up/queries"
import { ownPendingListings } from "@/lib/membership/listings/queries"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { particle } from "@/lib/platform/text/elision"
import { lookup } from "@/lib/platform/text/lookup"
import { formatDay } from "@/lib/platform/time/dates"
import { structureBySiret } from "@/lib/structures/queries"

export const metadata: Metadata = { title: titleOf("/mes-structures") }

const next: { [Outcome in OutcomeOf<"/mes-structures">]?: () => readonly string[] } = {
  demande: () => [
    "Le référent de la structure est prévenu ; s’il n’y en a pas, l’équipe Cap Métiers.",
    `Il est rappelé s’il tarde ; après ${handOverWords()}, l’équipe Cap Métiers peut répondre à sa place.`,
    "Vous recevez la réponse par e-mail. Le suivi est plus bas, avec Relancer et Annuler.",
  ],
  referencement: () => [
    "L’équipe Cap Métiers vérifie la structure et l’ajoute à la liste.",
    "Votre demande d’affiliation la suit : vous n’avez rien d’autre à faire.",
    "Vous recevez la réponse par e-mail.",
  ],
}

const readAddress = reading({ q: words, structure: words, fait: words })

type Props = { searchParams: SearchParams }

export default async function OwnStructuresPage({ searchParams }: Props) {
  const actor = await enter("/mes-structures")
  const { q, structure: siret, fait } = await readAddress(searchParams)
  const steps = lookup(next, fait)?.()
  const [affiliations, listings, chosen] = await Promise.all([ownAffiliations(actor), ownPendingListings(actor), structureBySiret(siret)])
  const active = affiliations.filter(({ status }) => status === "active")
  const pending = affiliations.filter(({ status }) => status === "pending")
  const delay = chosen && (await delayOf(chosen))
  // One at first: further structures are asked for once someone has said who this person is. Whoever comes with one chosen finds it.
  const isFirst = active.length === 0 && pending.length + listings.length > 0 && !chosen
  return (
    <Page
      title={titleOf("/mes-structures")}
      lead="Les structures où vous travaillez, et vos droits dans chacune."
      banner={<Outcome>{outcomeOf("/mes-structures", fait)}</Outcome>}
    >
      {steps ? <WhatNext steps={steps} /> : null}
      <Section id="liste" title="Liste des structures">
        <OwnStructuresTable actor={actor} affiliations={active} />
        {active.length > 0 ? (
          <p>
            <TextLink href="/mes-structures/changement-employeur">Je change d’employeur</TextLink>
          </p>
        ) : null}
      </Section>
      {can(actor, "affiliation.request") && isFirst ? (
        <p className="text-soft">
          D’autres structures ? Vous pourrez les demander ici dès que votre première demande aura reçu sa réponse.
        </p>
      ) : null}
      {can(actor, "affiliation.request") && !isFirst ? (
        <Section id="demande" title="Demande d'affiliation">
          <Card>
            <RequestForm
              chosen={chosen?.state === "active" ? asFound(chosen) : null}
              delay={delay ? delaySentence(delay, chosen.departement) : null}
              text={q}
            />
            {q && !chosen ? (
              <FoundStructures
                text={q}
                found={await searchForVisitor(q, 20)}
                hrefOf={(siret) => at("/mes-structures", { structure: siret }, "demande")}
              />
            ) : null}
          </Card>
        </Section>
      ) : null}
      <Section id="attente" title="Mes demandes d'affiliation en attente">
        <OwnRequestsTable actor={actor} affiliations={pending} now={new Date()} />
        {listings.map(({ id, raisonSociale, createdAt }) => (
          <Banner key={id} tone="wait">
            <p>
              L’équipe Cap Métiers étudie l’ajout {particle(raisonSociale)}
              <strong>{raisonSociale}</strong> à la liste (demande du {formatDay(createdAt)}).
            </p>
          </Banner>
        ))}
      </Section>
    </Page>
  )
}

/** A structure that someone has come to choose, in the shape that the combobox knows: without our id. */
function asFound({ id: _id, ...structure }: NonNullable<Awaited<ReturnType<typeof structureBySiret>>>) {
  return structure
}
