"use client"
import { SubmitButton } from "@/components/ui/button"
import { Choice } from "@/components/ui/choice"
import { ErrorSummary } from "@/components/ui/error-summary"
import { SelectField, TextAreaField, TextField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { useServerForm } from "@/components/ui/use-server-form"
import { open } from "@/lib/membership/reviews/actions"
import { departementName } from "@/lib/platform/text/departements"
import { lookup } from "@/lib/platform/text/lookup"
import { grantable, profilName } from "@/lib/vocabulary/profils/rules"

const labels: Record<string, string> = {
  scope: "Portée",
  deadline: "Dernier jour pour répondre",
  message: "Message",
  departement: "Département",
}
const scopeNames = [
  ["all", "Toutes les structures"],
  ["type", "Les structures d’un type"],
  ["departement", "Les structures d’un département"],
  ["profil", "Les personnes qui ont un profil"],
] as const

type Props = {
  /** The départements where structures are. */
  places: string[]
  /** The first day that may be chosen. */
  first: string
  /** The day proposed. */
  proposed: string
  /** When reminders leave, before that day: "15 jours, 5 jours et 1 jour". */
  reminders: string
  /** The working days from that day to the suspension. */
  suspension: number
}

/** Opens a review: whose rights, until when, and what follows when nobody answers. */
export function OpeningForm({ places, first, proposed, reminders, suspension }: Props) {
  const { submit, pending, summary, keptOf, errorOf } = useServerForm(open, (id) => ({ id, label: lookup(labels, id) ?? "Revue" }))
  const chosen = keptOf("scope", "all")
  const error = errorOf("scope")
  return (
    <Form action={submit} noValidate className="group grid grid-cols-[minmax(0,1fr)] gap-5">
      <ErrorSummary {...summary} />
      <fieldset
        id="scope"
        tabIndex={-1}
        aria-describedby={error ? "scope-erreur" : undefined}
        className="grid grid-cols-[minmax(0,1fr)] gap-2 sm:grid-cols-2"
      >
        <legend className="mb-2 font-semibold">Portée</legend>
        {error ? (
          <p id="scope-erreur" className="text-sm font-semibold text-bad sm:col-span-2">
            {error}
          </p>
        ) : null}
        {scopeNames.map(([value, name]) => (
          <Choice
            key={`${value}-${chosen}`}
            type="radio"
            id={`scope-${value}`}
            name="scope"
            value={value}
            checked={chosen === value}
            label={name}
          />
        ))}
      </fieldset>
      {/* Only the field of the scope that is chosen; without script too. */}
      <div className="hidden group-has-[#scope-type:checked]:block">
        <SelectField name="type" label="Type" defaultValue={keptOf("type", "prescripteur")} key={`t-${keptOf("type")}`}>
          <option value="prescripteur">Prescripteur</option>
          <option value="formateur">Organisme de formation</option>
        </SelectField>
      </div>
      <div className="hidden group-has-[#scope-departement:checked]:block">
        <SelectField
          name="departement"
          label="Département"
          defaultValue={keptOf("departement")}
          key={`d-${keptOf("departement")}`}
          error={errorOf("departement")}
        >
          <option value="">Choisir</option>
          {places.map((code) => (
            <option key={code} value={code}>
              {departementName(code)}
            </option>
          ))}
        </SelectField>
      </div>
      <div className="hidden group-has-[#scope-profil:checked]:block">
        <SelectField name="profil" label="Profil" defaultValue={keptOf("profil", "prescripteur_3")} key={`p-${keptOf("profil")}`}>
          {grantable.map((profil) => (
            <option key={profil} value={profil}>
              {profilName(profil)}
            </option>
          ))}
        </SelectField>
      </div>
      <TextField
        name="deadline"
        label="Dernier jour pour répondre"
        type="date"
        min={first}
        hint={`Les référents sont relancés ${reminders} avant.`}
        error={errorOf("deadline")}
        defaultValue={keptOf("deadline", proposed)}
      />
      <TextAreaField
        name="message"
        label="Message aux référents"
        optional
        rows={3}
        maxLength={1000}
        error={errorOf("message")}
        defaultValue={keptOf("message")}
      />
      <Choice
        type="checkbox"
        id="suspends"
        name="suspends"
        checked={keptOf("suspends") === "on"}
        label="Suspendre ce que personne ne confirme"
      >
        Les Prescripteurs Niveau 2 et Niveau 3 sans réponse sont suspendus {suspension} jours ouvrés après l’échéance, après un message. Un
        geste les rétablit.
      </Choice>
      <SubmitButton pending={pending}>Ouvrir la revue</SubmitButton>
    </Form>
  )
}
