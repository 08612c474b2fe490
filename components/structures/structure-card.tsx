import { Star } from "lucide-react"
import type { ReactNode } from "react"
import { Badge } from "@/components/ui/badge"
import { Card, Facts } from "@/components/ui/card"
import type { OwnStructureCard } from "@/lib/structures/queries"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { structureFacts } from "@/lib/vocabulary/structures/rules"

type Props = {
  structure: OwnStructureCard
  me: string
  /** What there is to say of some of its référents, by account: that they are away, and who stands in. */
  notes?: ReadonlyMap<string, string>
  children: ReactNode
}

/** What the portal knows of a structure, who decides there, and what the reader may do about it. */
export function StructureCard({ structure, me, notes, children }: Props) {
  const { state, affiliations } = structure
  return (
    <Card className="grid gap-5">
      {state === "closed" ? (
        <div>
          <Badge tone="bad">Structure fermée</Badge>
        </div>
      ) : null}
      <div className="grid gap-6 md:grid-cols-[3fr_2fr]">
        <Facts facts={structureFacts(structure)} />
        <div className="grid content-start gap-1">
          <p className="text-soft">{affiliations.length > 1 ? "Référents" : "Référent"}</p>
          {affiliations.length === 0 ? <p className="font-medium">Aucun : l’équipe Cap Métiers répond aux demandes.</p> : null}
          <ul className="grid gap-1">
            {affiliations.map(({ id, account }) => (
              <li key={id} className="flex gap-1.5 font-medium">
                <Star aria-hidden className="mt-1 size-4 shrink-0 fill-accent text-accent" />
                <span className="min-w-0">
                  {account.id === me ? "Vous" : formatName(account)}
                  {account.disabledAt ? <span className="text-soft"> (compte désactivé)</span> : null}
                  {notes?.get(account.id) ? <span className="block text-sm font-normal text-soft">{notes.get(account.id)}</span> : null}
                </span>
              </li>
            ))}
          </ul>
        </div>
      </div>
      <div className="flex flex-wrap gap-3 empty:hidden">{children}</div>
    </Card>
  )
}
