"use client"
import { Button } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { TextAreaField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { type Action, useServerForm } from "@/components/ui/use-server-form"

type Props = {
  action: Action
  ids: readonly string[]
  arrow: string
  button: string
  isEnding: boolean
  /** Whether a reason is asked, and who will read it. */
  reason: "none" | "needed"
  /** What else the answer carries. */
  fields?: Record<string, string>
}

/** One answer to one or several registrations, with its reason when it must have one. */
export function AnswerForm({ action, ids, arrow, button, isEnding, reason, fields = {} }: Props) {
  const { submit, pending, summary, keptOf, errorOf } = useServerForm(action, (name) => ({
    id: `${name}-${arrow}`,
    label: name === "reason" ? "Raison" : button,
  }))
  return (
    <Form action={submit} className="grid gap-4">
      <ErrorSummary {...summary} />
      {ids.map((id) => (
        <input key={id} type="hidden" name={`choix-${id}`} value="on" />
      ))}
      <input type="hidden" name="arrow" value={arrow} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {reason === "needed" ? (
        <TextAreaField
          id={`reason-${arrow}`}
          name="reason"
          label="Raison"
          rows={3}
          maxLength={500}
          hint="La personne lira cette raison : dites-lui aussi ce qu’elle peut faire."
          error={errorOf("reason")}
          defaultValue={keptOf("reason")}
        />
      ) : null}
      <div>
        <Button type="submit" tone={isEnding ? "danger" : "primary"} disabled={pending}>
          {button}
        </Button>
      </div>
    </Form>
  )
}
