import { useActionState } from "react"
import { type FormState, untouched } from "@/lib/platform/http/form-state"
import { lookup } from "@/lib/platform/text/lookup"

export type Action = (previous: FormState, form: FormData) => Promise<FormState>

/** Where the summary of errors leads for a field, and what it calls it. */
type Place = { id: string; label: string }

/**
 * A form that the server alone judges: choices, ticks, a button. `useActionForm` is the same for what is typed, which a shape judges at
 * once. `placeOf`: where each refused field stands.
 */
export function useServerForm(action: Action, placeOf: (field: string) => Place) {
  const [state, submit, pending] = useActionState(action, untouched)
  const errors = Object.entries(state.fields).map(([field, message]) => ({ ...placeOf(field), message }))
  return {
    submit,
    pending,
    /** The last answer of the server; the same object until the next one. */
    state,
    /** Nothing has been sent yet: the proposed choice stays. */
    isUntouched: state === untouched,
    summary: { message: state.message, errors, attempt: state },
    /** What was chosen in the form that was refused, else `usual`. */
    keptOf: (field: string, usual = "") => lookup(state.values, field) ?? usual,
    errorOf: (field: string) => lookup(state.fields, field),
  }
}
