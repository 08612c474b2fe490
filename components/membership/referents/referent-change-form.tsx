"use client"
import type { Route } from "next"
import { Button, LinkButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { TextAreaField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { useServerForm } from "@/components/ui/use-server-form"
import { askForReferentChange } from "@/lib/membership/referents/actions"
import { lookup } from "@/lib/platform/text/lookup"

type Props = {
  structureId: string
  people: { id: string; name: string; about: string }[]
  /** "Je pars" is ticked at first for those who come to say so. */
  isLeaving: boolean
  back: Route
}

const choiceLook =
  "flex min-h-11 items-start gap-3 rounded-control border border-line px-4 py-2.5 has-checked:border-brand has-checked:bg-brand-tint"
const labels: Record<string, string> = { affiliationId: "Personne à nommer", message: "Message" }

/** Whom to appoint, and whether the asker leaves. */
export function ReferentChangeForm({ structureId, people, isLeaving, back }: Props) {
  const { submit, pending, summary, isUntouched, keptOf, errorOf } = useServerForm(askForReferentChange, (id) => ({
    id,
    label: lookup(labels, id) ?? "Demande",
  }))
  const chosen = keptOf("affiliationId")
  const error = errorOf("affiliationId")
  return (
    <Form action={submit} className="grid gap-5">
      <ErrorSummary {...summary} />
      <input type="hidden" name="structureId" value={structureId} />
      <fieldset id="affiliationId" tabIndex={-1} aria-describedby={error ? "affiliationId-erreur" : undefined} className="grid gap-2">
        <legend className="mb-2 font-semibold">{labels.affiliationId}</legend>
        {error ? (
          <p id="affiliationId-erreur" className="text-sm font-semibold text-bad">
            {error}
          </p>
        ) : null}
        {people.map(({ id, name, about }) => (
          <label key={id} className={choiceLook}>
            <input
              type="radio"
              name="affiliationId"
              value={id}
              defaultChecked={chosen === id}
              className="mt-1 size-5 shrink-0 accent-brand"
            />
            <span>
              <span className="font-semibold">{name}</span> <span className="text-soft">{about}</span>
            </span>
          </label>
        ))}
        {people.length === 0 ? <p className="text-soft">Personne à proposer ici : dites-le dans le message.</p> : null}
        <label className={choiceLook}>
          <input type="radio" name="affiliationId" value="" defaultChecked={chosen === ""} className="mt-1 size-5 shrink-0 accent-brand" />
          <span className="font-semibold">Personne pour le moment</span>
        </label>
      </fieldset>
      <label className={choiceLook}>
        <input
          type="checkbox"
          name="isLeaving"
          defaultChecked={isUntouched ? isLeaving : keptOf("isLeaving") === "on"}
          className="mt-1 size-5 shrink-0 accent-brand"
        />
        <span>
          <span className="font-semibold">Je pars</span>{" "}
          <span className="text-soft">: l’équipe Cap Métiers me détachera une fois l’autre personne nommée.</span>
        </span>
      </label>
      <TextAreaField
        name="message"
        label="Message"
        optional
        rows={3}
        maxLength={500}
        defaultValue={keptOf("message")}
        error={errorOf("message")}
      />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" disabled={pending}>
          Envoyer la demande
        </Button>
        <LinkButton tone="quiet" href={back}>
          Revenir à la structure
        </LinkButton>
      </div>
    </Form>
  )
}
