"use client"
import { useActionState } from "react"
import { StructurePicker } from "@/components/structures/structure-picker"
import { Button } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { SelectField } from "@/components/ui/field"
import { request } from "@/lib/affiliations/actions"
import { untouched } from "@/lib/platform/form-state"
import { needs, needWords } from "@/lib/profils/rules"

const label = "Recherchez votre organisme de rattachement"

/** "Demande d'affiliation": a further structure for someone signed in. */
export function RequestForm() {
  const [state, submit, pending] = useActionState(request, untouched)
  const error = state.fields.siret
  return (
    <form action={submit} className="grid gap-5">
      <ErrorSummary message={state.message} attempt={state} errors={error ? [{ id: "q", label, message: error }] : []} />
      <StructurePicker label={label} initialText={state.values.q ?? ""} error={error} />
      <SelectField name="need" label="Que devez-vous faire ?" optional defaultValue={state.values.need ?? ""} error={state.fields.need}>
        <option value="">Je ne sais pas encore</option>
        {needs.map((need) => (
          <option key={need} value={need}>
            {needWords[need]}
          </option>
        ))}
      </SelectField>
      <div>
        <Button type="submit" disabled={pending}>
          Valider
        </Button>
      </div>
    </form>
  )
}
