"use client"
import { useActionState } from "react"
import { NeedField } from "@/components/profils/need-field"
import { StructurePicker } from "@/components/structures/structure-picker"
import { Button } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { request } from "@/lib/affiliations/actions"
import { untouched } from "@/lib/platform/form-state"

const label = "Recherchez votre organisme de rattachement"

/** "Demande d'affiliation": a further structure for someone signed in. */
export function RequestForm() {
  const [state, submit, pending] = useActionState(request, untouched)
  const error = state.fields.siret
  return (
    <form action={submit} className="grid gap-5">
      <ErrorSummary message={state.message} attempt={state} errors={error ? [{ id: "q", label, message: error }] : []} />
      <StructurePicker label={label} initialText={state.values.q ?? ""} error={error} />
      <NeedField
        // React resets the form after the action: only a new element takes the choice back.
        key={state.values.need ?? ""}
        name="need"
        label="Que devez-vous faire ?"
        defaultValue={state.values.need ?? ""}
        error={state.fields.need}
      />
      <div>
        <Button type="submit" disabled={pending}>
          Valider
        </Button>
      </div>
    </form>
  )
}
