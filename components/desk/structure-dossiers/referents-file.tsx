import { Star } from "lucide-react"
import type { Route } from "next"
import Form from "next/form"
import Link from "next/link"
import { AppointForm } from "@/components/desk/structure-dossiers/appoint-form"
import { GestureForm } from "@/components/identity/managers/gesture-form"
import { Badge } from "@/components/ui/badge"
import { Button } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { SearchField } from "@/components/ui/search-field"
import { at } from "@/lib/access/addresses"
import type { ManagedStructureFile } from "@/lib/desk/structure-dossiers/queries"
import type { Person } from "@/lib/membership/people/queries"
import { remove } from "@/lib/membership/referent-appointments/actions"
import { formatPhone } from "@/lib/platform/text/phone"
import { formatMonth } from "@/lib/platform/time/dates"
import { formatName } from "@/lib/vocabulary/accounts/rules"

type Props = {
  structure: ManagedStructureFile
  /** The first people attached, or those searched for, among whom to appoint. */
  people: Person[]
  /** The search, and how many people it found, when there are more than the list shows. */
  search: { address: Route; text: string; total: number } | null
  me: string
  isFresh: boolean
}

/** Who decides for a structure, whether they can be reached, and the gestures that change it. */
export function ReferentsFile({ structure, people, search, me, isFresh }: Props) {
  const { affiliations } = structure
  const others = people.filter(({ isReferent, isDisabled, accountId }) => !isReferent && !isDisabled && accountId !== me)
  return (
    <Card className="grid grid-cols-[minmax(0,1fr)] gap-5">
      {affiliations.length === 0 ? <p>Aucun : l’équipe Cap Métiers répond aux demandes.</p> : null}
      <ul className="grid gap-4">
        {affiliations.map(({ id, account }) => (
          <li key={id} className="grid gap-1">
            <p id={`referent-${id}`} className="flex flex-wrap items-center gap-2">
              <Star aria-hidden className="size-4 shrink-0 fill-accent text-accent" />
              <Link href={at("/admin/comptes/[id]", { id: account.id })} className="font-semibold text-brand underline underline-offset-4">
                {formatName(account)}
              </Link>
              {account.disabledAt ? <Badge tone="bad">Compte désactivé</Badge> : null}
              {account.bouncedAt ? <Badge tone="bad">Messages refusés</Badge> : null}
              <span className="text-soft wrap-anywhere">
                {account.email} · {account.phone ? `${formatPhone(account.phone)} · ` : ""}
                {account.lastUsedAt > account.createdAt ? `vu·e en ${formatMonth(account.lastUsedAt)}` : "jamais connecté·e"}
              </span>
            </p>
            {account.id === me ? null : (
              <GestureForm
                action={remove}
                target={{ affiliationId: id }}
                summary={`Retirer le rôle de référent à ${formatName(account)}`}
                submit="Retirer le rôle de référent"
                describedBy={`referent-${id}`}
                reasonHint="La personne lira cette raison."
                password={{ isFresh }}
                tick={{
                  name: "withoutReferent",
                  label: "La structure peut rester sans référent",
                  hint: "À cocher seulement si vous allez en nommer un autre, ou répondre aux demandes à sa place.",
                }}
              >
                La personne reste rattachée, avec ses profils.
              </GestureForm>
            )}
          </li>
        ))}
      </ul>
      {search ? (
        <Form action={`${search.address}#referents`} className="grid max-w-2xl gap-3 sm:grid-cols-[1fr_auto] sm:items-end">
          <SearchField
            name="recherche"
            label="Chercher la personne à nommer"
            hint="Nom, adresse ou fonction."
            value={search.text}
            maxLength={100}
          />
          <Button type="submit" tone="secondary">
            Chercher
          </Button>
        </Form>
      ) : null}
      {search?.text && others.length === 0 ? (
        <p role="status">Parmi les personnes à nommer, aucune ne répond à « {search.text} ».</p>
      ) : null}
      {others.length > 0 ? (
        <AppointForm
          people={others.map((person) => ({ id: person.affiliationId, name: formatName(person), email: person.email }))}
          isFresh={isFresh}
          isOpen={Boolean(search?.text)}
          more={
            search && search.total > people.length
              ? `Les ${people.length} premières par nom, sur ${search.total} : cherchez pour les autres.`
              : ""
          }
        />
      ) : null}
    </Card>
  )
}
