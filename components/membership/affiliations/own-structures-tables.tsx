/** The structures someone is attached to, and the requests they are waiting for. */

import { Star } from "lucide-react"
import { RequestTimeline } from "@/components/membership/affiliations/request-timeline"
import { ActionButton } from "@/components/ui/action-button"
import { Digits } from "@/components/ui/digits"
import { type Column, Table } from "@/components/ui/table"
import { TextLink } from "@/components/ui/text-link"
import { at } from "@/lib/access/addresses"
import type { Actor } from "@/lib/access/permissions"
import { cancel, remind } from "@/lib/membership/affiliations/actions"
import type { OwnAffiliation } from "@/lib/membership/affiliations/queries"
import { formatDay, formatInstant } from "@/lib/platform/time/dates"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { mayRemind, remindableFrom } from "@/lib/vocabulary/affiliations/rules"
import { profilNames } from "@/lib/vocabulary/profils/rules"
import { formatSiret, formatTypes } from "@/lib/vocabulary/structures/rules"

type Props = { actor: Actor; affiliations: OwnAffiliation[] }

/** The structures of the actor, with what each opens. */
export function OwnStructuresTable({ actor, affiliations }: Props) {
  return (
    <Table
      caption="Liste des structures"
      columns={structureColumns(actor.accountId)}
      rows={affiliations}
      keyOf={({ id }) => id}
      empty={
        actor.isManager ? (
          <>
            Les gestionnaires ne sont rattachés à aucune structure. Toutes sont dans les <TextLink href="/annuaires">Annuaires</TextLink>.
          </>
        ) : (
          "Vous n’êtes rattaché·e à aucune structure pour le moment."
        )
      }
    />
  )
}

/** The requests of the actor that wait for an answer, each with where it is. */
export function OwnRequestsTable({ actor, affiliations, now }: Props & { now: Date }) {
  return (
    <Table
      caption="Mes demandes d'affiliation en attente"
      columns={requestColumns(formatName(actor), now)}
      rows={affiliations}
      keyOf={({ id }) => id}
      empty="Aucune demande en attente."
    />
  )
}

function structureColumns(accountId: string): Column<OwnAffiliation>[] {
  return [
    {
      header: "Nom",
      cell: ({ structure }) => (
        <TextLink href={at("/mes-structures/[id]", { id: structure.id })} strong>
          {structure.raisonSociale}
        </TextLink>
      ),
    },
    {
      header: "Siret",
      cell: ({ structure }) => <Digits>{formatSiret(structure.siret)}</Digits>,
    },
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
    {
      header: "Siret",
      cell: ({ structure }) => <Digits>{formatSiret(structure.siret)}</Digits>,
    },
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
