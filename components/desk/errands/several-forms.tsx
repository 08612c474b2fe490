"use client"
import { ActionButton } from "@/components/ui/action-button"
import { EndingForm } from "@/components/ui/ending-form"
import { at } from "@/lib/access/addresses"
import { acceptSeveral, refuseSeveral } from "@/lib/desk/errand-answers/actions"
import type { Nature } from "@/lib/desk/errands/rules"

type Props = { nature: Nature; ids: string[] }

/** Accepts several, once what that does has been read; `marks`: what the page showed of each correction. */
export function SeveralAcceptanceForm({ nature, ids, marks }: Props & { marks: string }) {
  const label = nature === "referencements" ? "Ajouter à la liste" : "Faire les modifications"
  return (
    <ActionButton action={acceptSeveral} fields={{ nature, ids: ids.join(","), marks }}>
      {ids.length > 1 ? `${label} (${ids.length})` : label}
    </ActionButton>
  )
}

/** Refuses several, for one reason. */
export function SeveralRefusalForm({ nature, ids }: Props) {
  return (
    <EndingForm
      action={refuseSeveral}
      fields={{ nature, ids: ids.join(",") }}
      words={{
        reason: "Raison du refus",
        end: ids.length > 1 ? `Refuser ces ${ids.length} demandes` : "Confirmer le refus",
        keep: "Ne pas refuser",
      }}
      back={at("/admin/demandes", { onglet: nature })}
    />
  )
}
