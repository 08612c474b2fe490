import { Star } from "lucide-react"
import type { Metadata } from "next"
import { Page } from "@/components/layout/page"
import { RequestForm } from "@/components/membership/affiliations/request-form"
import { RequestTimeline } from "@/components/membership/affiliations/request-timeline"
import { FoundStructures } from "@/components/search/ask/found-structures"
import { ActionButton } from "@/components/ui/action-button"
import { Banner, Outcome } from "@/components/ui/banner"
import { Card } from "@/components/ui/card"
import { type Column, Table } from "@/components/ui/table"
import { TextLink } from "@/components/ui/text-link"
import { WhatNext } from "@/components/ui/what-next"
import { at } from "@/lib/access/addresses"
import { type OutcomeOf, outcomeOf } from "@/lib/access/outcomes"
import { can } from "@/lib/access/permissions"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"
import { searchForVisitor } from "@/lib/identity/entrance/searches"
import { cancel, remind } from "@/lib/membership/affiliations/actions"
import { type OwnAffiliation, ownAffiliations } from "@/lib/membership/affiliations/queries"
import { ownPendingListings } from "@/lib/membership/listings/queries"
import { param, type SearchParams } from "@/lib/platform/http/search-params"
import { lookup } from "@/lib/platform/text/lookup"
import { formatDay, formatInstant } from "@/lib/platform/time/dates"
import { structureBySiret } from "@/lib/structures/queries"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { mayRemind, remindableFrom } from "@/lib/vocabulary/affiliations/rules"
import { profilNames } from "@/lib/vocabulary/profils/rules"
import { formatSiret, formatTypes } from "@/lib/vocabulary/structures/rules"

export const metadata: Metadata = { title: titleOf("/mes-structures") }

const next: { [Outcome in OutcomeOf<"/mes-structures">]?: readonly string[] } = {
  demande: [
    "Le référent de la structure est prévenu ; s’il n’y en a pas, l’équipe Cap Métiers.",
    "Il est rappelé s’il tarde ; après cinq jours ouvrés, l’équipe Cap Métiers peut répondre à sa place.",
    "Vous recevez la réponse par e-mail. Le suivi est plus bas, avec Relancer et Annuler.",
  ],
  referencement: [
    "L’équipe Cap Métiers vérifie la structure et l’ajoute à la liste.",
    "Votre demande d’affiliation la suit : vous n’avez rien d’autre à faire.",
    "Vous recevez la réponse par e-mail.",
  ],
}

type Props = { searchParams: SearchParams }

export default async function OwnStructuresPage({ searchParams }: Props) {
  const actor = await enter("/mes-structures")
  const asked = await searchParams
  const steps = lookup(next, param(asked.fait))
  const q = param(asked.q)
  const [affiliations, listings, chosen] = await Promise.all([
    ownAffiliations(actor),
    ownPendingListings(actor),
    structureBySiret(param(asked.structure)),
  ])
  const outcome = outcomeOf("/mes-structures", asked.fait)
  return (
    <Page
      title={titleOf("/mes-structures")}
      lead="Les structures où vous travaillez, et vos droits dans chacune."
      banner={<Outcome>{outcome}</Outcome>}
    >
      {steps ? <WhatNext steps={steps} /> : null}
      <section aria-labelledby="liste" className="grid gap-3">
        <h2 id="liste" className="text-xl font-semibold">
          Liste des structures
        </h2>
        <Table
          caption="Liste des structures"
          columns={structureColumns(actor.accountId)}
          rows={affiliations.filter(({ status }) => status === "active")}
          keyOf={({ id }) => id}
          empty={
            actor.isManager ? (
              <>
                Les gestionnaires ne sont rattachés à aucune structure. Toutes sont dans les{" "}
                <TextLink href="/annuaires">Annuaires</TextLink>.
              </>
            ) : (
              "Vous n’êtes rattaché·e à aucune structure pour le moment."
            )
          }
        />
        {affiliations.some(({ status }) => status === "active") ? (
          <p>
            <TextLink href="/mes-structures/changement-employeur">Je change d’employeur</TextLink>
          </p>
        ) : null}
      </section>
      {can(actor, "affiliation.request") ? (
        <section aria-labelledby="demande" className="grid gap-3">
          <h2 id="demande" className="text-xl font-semibold">
            Demande d&apos;affiliation
          </h2>
          <Card>
            <RequestForm chosen={chosen?.state === "active" ? chosen : null} text={q} />
            {q && !chosen ? (
              <FoundStructures
                text={q}
                found={await searchForVisitor(q, 20)}
                hrefOf={(siret) => `/mes-structures?structure=${siret}#demande`}
              />
            ) : null}
          </Card>
          <p>
            <TextLink href="/inscription/structure-absente">Ma structure n&apos;est pas dans la liste</TextLink>
          </p>
        </section>
      ) : null}
      <section aria-labelledby="attente" className="grid gap-3">
        <h2 id="attente" className="text-xl font-semibold">
          Mes demandes d&apos;affiliation en attente
        </h2>
        <Table
          caption="Mes demandes d'affiliation en attente"
          columns={requestColumns(formatName(actor), new Date())}
          rows={affiliations.filter(({ status }) => status === "pending")}
          keyOf={({ id }) => id}
          empty="Aucune demande en attente."
        />
        {listings.map(({ id, raisonSociale, createdAt }) => (
          <Banner key={id} tone="wait">
            <p>
              L’équipe Cap Métiers étudie l’ajout de <strong>{raisonSociale}</strong> à la liste (demande du {formatDay(createdAt)}).
            </p>
          </Banner>
        ))}
      </section>
    </Page>
  )
}

function structureColumns(accountId: string): Column<OwnAffiliation>[] {
  return [
    {
      header: "Nom",
      cell: ({ structure }) => (
        <TextLink href={at("/mes-structures/[id]", { id: structure.id })} strong className="unfolded:-mt-2.5">
          {structure.raisonSociale}
        </TextLink>
      ),
    },
    { header: "Siret", cell: ({ structure }) => <span className="whitespace-nowrap tabular-nums">{formatSiret(structure.siret)}</span> },
    { header: "Ville", cell: ({ structure }) => structure.city ?? "Non renseignée" },
    { header: "Département", cell: ({ structure }) => structure.departement ?? "Non renseigné" },
    { header: "Type", cell: ({ structure }) => formatTypes(structure.types) },
    { header: "Mes profils", cell: (affiliation) => profilNames(affiliation).join(", ") },
    {
      header: "Référent",
      cell: ({ structure }) => <Referents people={structure.affiliations.map(({ account }) => account)} me={accountId} />,
    },
    {
      header: "Actions",
      wide: true,
      cell: ({ isReferent, structure }) => (
        <ul className="grid">
          <li>
            <TextLink href={at("/mes-structures/[id]", { id: structure.id })}>Voir les utilisateurs</TextLink>
          </li>
          <li>
            <TextLink href={isReferent ? "/demandes" : at("/mes-structures/[id]/quitter", { id: structure.id })}>
              {isReferent ? "Voir les demandes" : "Je quitte cette structure"}
            </TextLink>
          </li>
        </ul>
      ),
    },
  ]
}

function Referents({ people, me }: { people: { id: string; firstName: string; lastName: string }[]; me: string }) {
  if (people.length === 0) return <>Aucun</>
  return (
    <ul>
      {people.map((person) => (
        <li key={person.id} className="flex gap-1">
          <Star aria-hidden className="mt-1 size-4 shrink-0 fill-accent text-accent" />
          {person.id === me ? "Vous" : formatName(person)}
        </li>
      ))}
    </ul>
  )
}

function requestColumns(name: string, now: Date): Column<OwnAffiliation>[] {
  return [
    { header: "Nom", cell: () => name },
    { header: "Raison sociale", cell: ({ structure }) => <span className="font-semibold">{structure.raisonSociale}</span> },
    { header: "Type", cell: ({ structure }) => formatTypes(structure.types) },
    { header: "Siret", cell: ({ structure }) => <span className="whitespace-nowrap tabular-nums">{formatSiret(structure.siret)}</span> },
    { header: "Date de la demande", cell: ({ requestedAt }) => formatDay(requestedAt) },
    { header: "Suivi", cell: (request) => <RequestTimeline request={request} now={now} /> },
    {
      header: "Actions",
      wide: true,
      cell: (request) => (
        <div className="grid gap-2">
          {mayRemind(request, now).ok ? (
            <ActionButton action={remind} fields={{ affiliationId: request.id }} tone="secondary">
              Relancer
            </ActionButton>
          ) : (
            <p className="text-sm text-soft">Relance possible à partir du {formatInstant(remindableFrom(request))}.</p>
          )}
          <ActionButton action={cancel} fields={{ affiliationId: request.id }} tone="danger">
            Annuler
          </ActionButton>
        </div>
      ),
    },
  ]
}
