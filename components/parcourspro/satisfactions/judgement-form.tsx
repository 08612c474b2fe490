"use client"
import { SubmitButton } from "@/components/ui/button"
import { Choice } from "@/components/ui/choice"
import { ErrorSummary } from "@/components/ui/error-summary"
import { Form } from "@/components/ui/form"
import { useServerForm } from "@/components/ui/use-server-form"
import { say } from "@/lib/parcourspro/satisfactions/actions"
import { question, scores } from "@/lib/parcourspro/satisfactions/rules"

type Props = { registrationId: string; current: string }

/** The one question, and its five answers. */
export function JudgementForm({ registrationId, current }: Props) {
  const { submit, pending, summary, keptOf, errorOf } = useServerForm(say, () => ({ id: "score", label: question }))
  const chosen = keptOf("score", current)
  const error = errorOf("score")
  return (
    <Form action={submit} className="grid gap-5">
      <ErrorSummary {...summary} />
      <input type="hidden" name="registrationId" value={registrationId} />
      <fieldset id="score" tabIndex={-1} aria-describedby={error ? "score-erreur" : undefined} className="grid gap-2">
        <legend className="mb-2 font-semibold">{question}</legend>
        {error ? (
          <p id="score-erreur" className="text-sm font-semibold text-bad">
            {error}
          </p>
        ) : null}
        {Object.entries(scores).map(([score, words]) => (
          <Choice key={score} type="radio" id={`avis-${score}`} name="score" value={score} checked={score === chosen} label={words} />
        ))}
      </fieldset>
      <SubmitButton pending={pending}>Envoyer mon avis</SubmitButton>
    </Form>
  )
}
