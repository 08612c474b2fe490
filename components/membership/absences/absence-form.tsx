"use client"
import { SubmitButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { TextField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { useServerForm } from "@/components/ui/use-server-form"
import { announceAbsence } from "@/lib/membership/absences/actions"
import { lookup } from "@/lib/platform/text/lookup"

const labels: Record<string, string> = { from: "Du", to: "Au", standIn: "Suppléant·e" }

type Props = {
  structureId: string
  people: { id: string; name: string; about: string }[]
  /** The first day that may be chosen: today, in Paris. */
  today: string
  /** Another référent answers too: nobody need stand in. */
  hasColleagues: boolean
}

const choiceLook =
  "flex min-h-11 items-start gap-3 rounded-control border border-line px-4 py-2.5 has-checked:border-brand has-checked:bg-brand-tint"

/** From when to when, and who stands in. */
export function AbsenceForm({ structureId, people, today, hasColleagues }: Props) {
  const { submit, pending, summary, keptOf, errorOf } = useServerForm(announceAbsence, (id) => ({
    id,
    label: lookup(labels, id) ?? "Absence",
  }))
  const chosen = keptOf("standIn")
  const error = errorOf("standIn")
  return (
    <Form action={submit} noValidate className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <ErrorSummary {...summary} />
      <input type="hidden" name="structureId" value={structureId} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5 sm:grid-cols-2">
        <TextField name="from" label="Du" type="date" min={today} error={errorOf("from")} defaultValue={keptOf("from", today)} />
        <TextField name="to" label="Au" type="date" min={today} hint="Ce jour compris." error={errorOf("to")} defaultValue={keptOf("to")} />
      </div>
      <fieldset
        id="standIn"
        tabIndex={-1}
        aria-describedby={error ? "standIn-erreur" : undefined}
        className="grid grid-cols-[minmax(0,1fr)] gap-2"
      >
        <legend className="mb-2 font-semibold">Suppléant·e</legend>
        {error ? (
          <p id="standIn-erreur" className="text-sm font-semibold text-bad">
            {error}
          </p>
        ) : null}
        {people.map(({ id, name, about }) => (
          <label key={id} className={choiceLook}>
            <input type="radio" name="standIn" value={id} defaultChecked={chosen === id} className="mt-1 size-5 shrink-0 accent-brand" />
            <span className="min-w-0 wrap-anywhere">
              <span className="font-semibold">{name}</span> <span className="text-soft">{about}</span>
            </span>
          </label>
        ))}
        <label className={choiceLook}>
          <input type="radio" name="standIn" value="" defaultChecked={chosen === ""} className="mt-1 size-5 shrink-0 accent-brand" />
          <span className="min-w-0 wrap-anywhere">
            <span className="font-semibold">Personne</span>{" "}
            <span className="text-soft">
              {hasColleagues
                ? ": les autres référents présents répondent, sinon l’équipe Cap Métiers."
                : ": l’équipe Cap Métiers répondra dès le premier jour."}
            </span>
          </span>
        </label>
      </fieldset>
      <SubmitButton pending={pending}>Enregistrer mon absence</SubmitButton>
    </Form>
  )
}
