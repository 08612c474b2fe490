import { ActionButton } from "@/components/ui/action-button"
import { Card } from "@/components/ui/card"
import { enterFor } from "@/lib/signon/choices/actions"
import type { Choice } from "@/lib/signon/choices/queries"
import { profilNames } from "@/lib/vocabulary/profils/rules"

type Props = { demande: string; open: Choice["open"] }

/** One gesture a structure: whoever holds several is asked nothing more. */
export function StructureButtons({ demande, open }: Props) {
  if (open.length === 0)
    return (
      <ActionButton action={enterFor} fields={{ demande, structure: "aucune" }}>
        Entrer sans structure
      </ActionButton>
    )
  return (
    <ul className="grid gap-3">
      {open.map((membership) => {
        const { id, structure } = membership
        return (
          <li key={id}>
            <Card className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
              <div className="grid min-w-0 gap-1" id={`structure-${id}`}>
                <p className="font-semibold wrap-anywhere">{structure.raisonSociale}</p>
                <p className="text-soft">{[structure.city, ...profilNames(membership)].filter(Boolean).join(", ")}</p>
              </div>
              <ActionButton action={enterFor} fields={{ demande, structure: id }} describedBy={`structure-${id}`}>
                Entrer
              </ActionButton>
            </Card>
          </li>
        )
      })}
    </ul>
  )
}
