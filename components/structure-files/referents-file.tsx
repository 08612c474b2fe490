import { Star } from "lucide-react"
import Link from "next/link"
import { ProvenForm } from "@/components/credentials/proven-form"
import { GestureForm } from "@/components/managers/gesture-form"
import { Badge } from "@/components/ui/badge"
import { Card } from "@/components/ui/card"
import { formatName } from "@/lib/accounts/rules"
import { appoint, remove } from "@/lib/appointments/actions"
import type { Person } from "@/lib/people/queries"
import { formatMonth } from "@/lib/platform/dates"
import type { ManagedStructureFile } from "@/lib/structure-files/queries"

type Props = {
  structure: ManagedStructureFile
  /** The first people attached, among whom to appoint. */
  people: Person[]
  total: number
  me: string
  isFresh: boolean
}

/** Who decides for a structure, whether they can be reached, and the gestures that change it. */
export function ReferentsFile({ structure, people, total, me, isFresh }: Props) {
  const { affiliations } = structure
  const others = people.filter(({ isReferent, isDisabled, accountId }) => !isReferent && !isDisabled && accountId !== me)
  return (
    <Card className="grid gap-5">
      {affiliations.length === 0 ? <p>Aucun : l’équipe Cap Métiers répond aux demandes.</p> : null}
      <ul className="grid gap-4">
        {affiliations.map(({ id, account }) => (
          <li key={id} className="grid gap-1">
            <p className="flex flex-wrap items-center gap-2">
              <Star aria-hidden className="size-4 shrink-0 fill-accent text-accent" />
              <Link href={`/admin/comptes/${account.id}`} className="font-semibold text-brand underline underline-offset-4">
                {formatName(account)}
              </Link>
              {account.disabledAt ? <Badge tone="bad">Compte désactivé</Badge> : null}
              {account.bouncedAt ? <Badge tone="bad">Messages refusés</Badge> : null}
              <span className="text-soft wrap-anywhere">
                {account.email} · vu·e en {formatMonth(account.lastUsedAt)}
              </span>
            </p>
            {account.id === me ? null : (
              <GestureForm
                action={remove}
                target={{ affiliationId: id }}
                summary={`Retirer le rôle de référent à ${formatName(account)}`}
                submit="Retirer le rôle de référent"
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
      {others.length > 0 ? (
        <details>
          <summary className="inline-flex min-h-11 cursor-pointer items-center font-semibold text-brand">Nommer un référent</summary>
          <ul className="grid gap-4 pt-2">
            {others.map((person) => (
              <li key={person.affiliationId} className="grid gap-2 border-line not-first:border-t not-first:pt-4">
                <p id={`nommer-${person.affiliationId}`}>
                  <strong>{formatName(person)}</strong> <span className="text-soft wrap-anywhere">· {person.email}</span>
                </p>
                <ProvenForm
                  action={appoint}
                  fields={{ affiliationId: person.affiliationId }}
                  isFresh={isFresh}
                  tone="secondary"
                  describedBy={`nommer-${person.affiliationId}`}
                >
                  Nommer référent·e
                </ProvenForm>
              </li>
            ))}
          </ul>
          {total > people.length ? (
            <p className="pt-3 text-soft">
              Les {people.length} premières personnes par nom, sur {total}.
            </p>
          ) : null}
        </details>
      ) : null}
    </Card>
  )
}
