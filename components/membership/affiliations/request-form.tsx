"use client"
import { useActionState } from "react"
import { NeedField } from "@/components/membership/profils/need-field"
import { StructurePicker } from "@/components/search/ask/structure-picker"
import { Button } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { request } from "@/lib/membership/affiliations/actions"
import { untouched } from "@/lib/platform/http/form-state"
import type { FoundStructure } from "@/lib/search/ask/queries"

const label = "Recherchez votre organisme de rattachement"

/** "Demande d'affiliation": a further structure for someone signed in; `chosen`, the one they come to choose. */
export function RequestForm({ chosen, text }: { chosen: FoundStructure | null; text: string }) {
  const [state, submit, pending] = useActionState(request, untouched)
  const error = state.fields.siret
  return (
    <form action={submit} className="grid gap-5">
      <ErrorSummary message={state.message} attempt={state} errors={error ? [{ id: "q", label, message: error }] : []} />
      <StructurePicker label={label} initialText={state.values.q ?? text} initialChoice={chosen} error={error} />
      <NeedField
        // React resets the form after the action: only a new element takes the choice back.
        key={state.values.need ?? ""}
        name="need"
        label="Que devez-vous faire ?"
        defaultValue={state.values.need ?? ""}
        error={state.fields.need}
      />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" disabled={pending}>
          Valider
        </Button>
        {/* Without JavaScript the page lists the answers, and each can be chosen. */}
        <noscript>
          <Button type="submit" tone="secondary" formAction="/mes-structures" formMethod="get">
            Voir les structures trouvées
          </Button>
        </noscript>
      </div>
    </form>
  )
}
