"use client"
import { Button, LinkButton } from "@/components/ui/button"
import { Choice } from "@/components/ui/choice"
import { ErrorSummary } from "@/components/ui/error-summary"
import { TextAreaField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { useServerForm } from "@/components/ui/use-server-form"
import { announceEmployerChange } from "@/lib/membership/departures/actions"

type Line = { id: string; name: string; place: string; profils: string; isReferent: boolean }

/** The structures to leave are ticked at first, because most people who change employer leave them all. */
export function EmployerChangeForm({ structures }: { structures: Line[] }) {
  const { submit, pending, summary, isUntouched, keptOf, errorOf } = useServerForm(announceEmployerChange, (field) =>
    field === "message" ? { id: "message", label: "Message" } : { id: "structures", label: "Structures" },
  )
  const error = errorOf("affiliationIds")
  return (
    <Form action={submit} className="grid gap-5">
      <ErrorSummary {...summary} />
      <fieldset id="structures" tabIndex={-1} aria-describedby={error ? "structures-erreur" : undefined} className="grid gap-2">
        <legend className="mb-2 font-semibold">Je quitte</legend>
        {error ? (
          <p id="structures-erreur" className="text-sm font-semibold text-bad">
            {error}
          </p>
        ) : null}
        {structures.map(({ id, name, place, profils, isReferent }) => (
          <Choice
            key={id}
            type="checkbox"
            id={`quitte-${id}`}
            name={`quitte-${id}`}
            checked={isUntouched || keptOf(`quitte-${id}`) === "on"}
            label={place ? `${name}, ${place}` : name}
          >
            {isReferent
              ? "Vous en êtes référent·e : l’équipe Cap Métiers est prévenue et nomme quelqu’un d’autre avant votre départ."
              : `Vos droits y sont fermés aussitôt : ${profils}.`}
          </Choice>
        ))}
      </fieldset>
      <TextAreaField
        name="message"
        label="Message"
        optional
        rows={3}
        maxLength={500}
        defaultValue={keptOf("message")}
        hint="Par exemple votre dernier jour, ou qui prend la suite. Les référents le liront."
        error={errorOf("message")}
      />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" tone="danger" disabled={pending}>
          Prévenir et partir
        </Button>
        <LinkButton tone="quiet" href="/mes-structures">
          Ne rien changer
        </LinkButton>
      </div>
    </Form>
  )
}
