"use client"
import { useActionState } from "react"
import { Button, LinkButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { TextAreaField } from "@/components/ui/field"
import { announceEmployerChange } from "@/lib/departures/actions"
import { untouched } from "@/lib/platform/form-state"

type Line = { id: string; name: string; place: string; profils: string; isReferent: boolean }

/** The structures one leaves, ticked beforehand: most people who change employer leave them all. */
export function EmployerChangeForm({ structures }: { structures: Line[] }) {
  const [state, submit, pending] = useActionState(announceEmployerChange, untouched)
  const isUntouched = state === untouched
  const error = state.fields.affiliationIds
  const errors = Object.entries(state.fields).map(([field, message]) =>
    field === "message"
      ? { id: "message", label: "Message", message }
      : { id: `quitte-${structures[0]?.id}`, label: "Structures", message },
  )
  return (
    <form action={submit} className="grid gap-5">
      <ErrorSummary message={state.message} errors={errors} attempt={state} />
      <fieldset className="grid gap-2">
        <legend className="mb-2 font-semibold">Je quitte</legend>
        {error ? <p className="text-sm font-semibold text-bad">{error}</p> : null}
        {structures.map(({ id, name, place, profils, isReferent }) => (
          <div
            key={id}
            className="flex gap-3 rounded-control border border-line px-4 py-3 has-checked:border-brand has-checked:bg-brand-tint"
          >
            <input
              id={`quitte-${id}`}
              type="checkbox"
              name={`quitte-${id}`}
              defaultChecked={isUntouched || state.values[`quitte-${id}`] === "on"}
              aria-describedby={`effet-${id}`}
              className="mt-1 size-5 shrink-0 accent-brand"
            />
            <div className="min-w-0">
              <label htmlFor={`quitte-${id}`} className="font-semibold">
                {name}
              </label>
              {place ? <span className="text-soft"> · {place}</span> : null}
              <p id={`effet-${id}`} className="text-soft">
                {isReferent
                  ? "Vous en êtes référent·e : l’équipe Cap Métiers est prévenue et nomme quelqu’un d’autre avant votre départ."
                  : `Vos droits y sont fermés aussitôt : ${profils}.`}
              </p>
            </div>
          </div>
        ))}
      </fieldset>
      <TextAreaField
        name="message"
        label="Message"
        optional
        rows={3}
        maxLength={500}
        defaultValue={state.values.message ?? ""}
        hint="Par exemple votre dernier jour, ou qui prend la suite. Les référents le liront."
        error={state.fields.message}
      />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" tone="danger" disabled={pending}>
          Prévenir et partir
        </Button>
        <LinkButton tone="quiet" href="/mes-structures">
          Ne rien changer
        </LinkButton>
      </div>
    </form>
  )
}
