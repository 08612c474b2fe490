"use client"
import { useActionState } from "react"
import { Button, LinkButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { validate } from "@/lib/decisions/actions"
import { untouched } from "@/lib/platform/form-state"
import { parcoursProSheets, type RafaelProfil, rafaelProfilSheets } from "@/lib/profils/rules"

type Props = {
  affiliationId: string
  available: RafaelProfil[]
  proposed: RafaelProfil | null
  mayBePrestataire: boolean
  /** Whether the person becomes référent: always, ticked beforehand, left to tick, or not for this actor to say (null). */
  referent: "always" | "proposed" | "choice" | null
}

/** Validation and profils in one gesture: what fits the applicant's need is already ticked. */
export function ValidationForm({ affiliationId, available, proposed, mayBePrestataire, referent }: Props) {
  const [state, submit, pending] = useActionState(validate, untouched)
  const isUntouched = state === untouched
  const chosen = state.values.rafaelProfil ?? proposed ?? ""
  const errors = Object.values(state.fields).map((message) => ({ id: "rafaelProfil", label: "Profil Rafael", message }))
  return (
    <form action={submit} className="grid gap-6">
      <ErrorSummary message={state.message} errors={errors} attempt={state} />
      <input type="hidden" name="affiliationId" value={affiliationId} />
      <fieldset id="rafaelProfil" className="grid gap-2">
        <legend className="mb-2 font-semibold">Profil Rafael (un seul)</legend>
        {available.map((profil) => (
          <Choice
            key={profil}
            type="radio"
            name="rafaelProfil"
            value={profil}
            checked={profil === chosen}
            sheet={rafaelProfilSheets[profil]}
          />
        ))}
        <Choice
          type="radio"
          name="rafaelProfil"
          value=""
          checked={chosen === ""}
          sheet={{ name: "Aucun profil Rafael", allows: "Seulement ParcoursPro." }}
        />
      </fieldset>
      <fieldset className="grid gap-2">
        <legend className="mb-2 font-semibold">ParcoursPro</legend>
        <p className="rounded-control bg-sunken px-4 py-3 text-soft">
          <strong className="text-ink">{parcoursProSheets.beneficiaire.name}</strong> : accordé à chaque compte validé.
        </p>
        <Choice type="checkbox" name="isEmployeur" checked={state.values.isEmployeur === "on"} sheet={parcoursProSheets.employeur} />
        {mayBePrestataire ? (
          <Choice
            type="checkbox"
            name="isPrestataire"
            checked={state.values.isPrestataire === "on"}
            sheet={parcoursProSheets.prestataire}
          />
        ) : null}
      </fieldset>
      {referent === "always" ? (
        <p className="rounded-control border-l-4 border-brand bg-brand-tint px-4 py-3">
          <strong>Deviendra référent·e</strong> : la structure n’en a pas encore, cette personne recevra et validera les prochaines
          demandes.
        </p>
      ) : null}
      {referent === "choice" || referent === "proposed" ? (
        <Choice
          type="checkbox"
          name="becomesReferent"
          checked={isUntouched ? referent === "proposed" : state.values.becomesReferent === "on"}
          sheet={{ name: "Nommer référent·e de la structure", allows: "Recevra et validera les demandes, avec les référents en place." }}
        />
      ) : null}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" disabled={pending}>
          Confirmer
        </Button>
        <LinkButton href="/demandes" tone="quiet">
          Revenir aux demandes
        </LinkButton>
      </div>
    </form>
  )
}

type ChoiceProps = {
  type: "radio" | "checkbox"
  name: string
  value?: string
  checked: boolean
  sheet: { name: string; allows: string }
}

/** One right, and in one line what it allows. */
function Choice({ type, name, value, checked, sheet }: ChoiceProps) {
  const id = `${name}-${value || "aucun"}`
  return (
    <div className="flex gap-3 rounded-control border border-line bg-surface px-4 py-3 has-checked:border-brand has-checked:bg-brand-tint">
      <input
        id={id}
        type={type}
        name={name}
        {...(value === undefined ? {} : { value })}
        defaultChecked={checked}
        aria-describedby={`${id}-permet`}
        className="mt-1 size-5 shrink-0 accent-brand"
      />
      <div>
        <label htmlFor={id} className="font-semibold">
          {sheet.name}
        </label>
        <p id={`${id}-permet`} className="text-soft">
          {sheet.allows}
        </p>
      </div>
    </div>
  )
}
