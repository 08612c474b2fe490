import { Star } from "lucide-react"
import type { Metadata } from "next"
import Link from "next/link"
import { RequestForm } from "@/components/affiliations/request-form"
import { Page } from "@/components/layout/page"
import { ActionButton } from "@/components/ui/action-button"
import { Outcome } from "@/components/ui/banner"
import { Card } from "@/components/ui/card"
import { type Column, Table } from "@/components/ui/table"
import { enter } from "@/lib/access/actor"
import { can } from "@/lib/access/permissions"
import { formatName } from "@/lib/accounts/rules"
import { cancel } from "@/lib/affiliations/actions"
import { type OwnAffiliation, ownAffiliations } from "@/lib/affiliations/queries"
import { formatDay } from "@/lib/platform/dates"
import { param, type SearchParams } from "@/lib/platform/search-params"
import { profilNames } from "@/lib/profils/rules"
import { formatSiret, formatTypes } from "@/lib/structures/rules"

export const metadata: Metadata = { title: "Mes structures" }

const done: Record<string, string> = {
  demande: "Votre demande est transmise. Vous serez prévenu de la réponse par e-mail.",
  annulation: "Votre demande est annulée.",
  referencement: "Votre demande de référencement est transmise à l’équipe Cap Métiers.",
}

type Props = { searchParams: SearchParams }

export default async function OwnStructuresPage({ searchParams }: Props) {
  const actor = await enter("/mes-structures")
  const asked = await searchParams
  const fait = param(asked.fait)
  const affiliations = await ownAffiliations(actor)
  const outcome = fait && done[fait]
  return (
    <Page
      title="Mes structures"
      lead="Les structures où vous travaillez, et vos droits dans chacune."
      banner={<Outcome>{outcome}</Outcome>}
    >
      <section aria-labelledby="liste" className="grid gap-3">
        <h2 id="liste" className="text-xl font-semibold">
          Liste des structures
        </h2>
        <Table
          caption="Liste des structures"
          columns={structureColumns(actor.accountId)}
          rows={affiliations.filter(({ status }) => status === "active")}
          keyOf={({ id }) => id}
          empty="Vous n’êtes rattaché à aucune structure pour le moment."
        />
      </section>
      {can(actor, "affiliation.request") ? (
        <section aria-labelledby="demande" className="grid gap-3">
          <h2 id="demande" className="text-xl font-semibold">
            Demande d&apos;affiliation
          </h2>
          <Card>
            <RequestForm />
          </Card>
        </section>
      ) : null}
      <section aria-labelledby="attente" className="grid gap-3">
        <h2 id="attente" className="text-xl font-semibold">
          Mes demandes d&apos;affiliation en attente
        </h2>
        <Table
          caption="Mes demandes d'affiliation en attente"
          columns={requestColumns(formatName(actor))}
          rows={affiliations.filter(({ status }) => status === "pending")}
          keyOf={({ id }) => id}
          empty="Aucune demande en attente."
        />
      </section>
    </Page>
  )
}

function structureColumns(accountId: string): Column<OwnAffiliation>[] {
  return [
    { header: "Nom", cell: ({ structure }) => <span className="font-semibold">{structure.raisonSociale}</span> },
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
      cell: ({ isReferent }) =>
        isReferent ? (
          <Link href="/demandes" className="inline-flex min-h-11 items-center text-brand underline underline-offset-4">
            Voir les demandes
          </Link>
        ) : (
          <span className="text-soft">Aucune</span>
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
          {person.id === me ? <Star aria-hidden className="mt-1 size-4 shrink-0 fill-accent text-accent" /> : null}
          {person.id === me ? "Vous" : formatName(person)}
        </li>
      ))}
    </ul>
  )
}

function requestColumns(name: string): Column<OwnAffiliation>[] {
  return [
    { header: "Nom", cell: () => name },
    { header: "Raison sociale", cell: ({ structure }) => <span className="font-semibold">{structure.raisonSociale}</span> },
    { header: "Type", cell: ({ structure }) => formatTypes(structure.types) },
    { header: "Siret", cell: ({ structure }) => <span className="whitespace-nowrap tabular-nums">{formatSiret(structure.siret)}</span> },
    { header: "Date de la demande", cell: ({ requestedAt }) => formatDay(requestedAt) },
    {
      header: "Actions",
      cell: ({ id }) => (
        <ActionButton action={cancel} fields={{ affiliationId: id }} tone="danger">
          Annuler
        </ActionButton>
      ),
    },
  ]
}
