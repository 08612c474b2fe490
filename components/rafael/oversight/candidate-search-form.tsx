"use client"
import { SubmitButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { TextAreaField, TextField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { useActionForm } from "@/components/ui/use-action-form"
import { findCandidate } from "@/lib/rafael/oversight/actions"
import { candidateSearch } from "@/lib/rafael/oversight/schema"

const labels = { contact: "Adresse e-mail ou téléphone", reason: "Raison de la recherche" }

/** A candidate by their whole address or phone: what is found is shown once. */
export function CandidateSearchForm() {
  const { form, field, summary, pending, revealed } = useActionForm(findCandidate, candidateSearch, { labels })
  if (revealed)
    return (
      <div role="status" className="grid gap-1">
        {revealed.map((words) => (
          <p key={words}>{words}</p>
        ))}
      </div>
    )
  return (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      <TextField {...field("contact")} autoComplete="off" hint="En entier : rien ne se cherche par le nom." />
      <TextAreaField {...field("reason")} rows={2} maxLength={500} hint="Elle est gardée au journal." />
      <SubmitButton pending={pending}>Chercher</SubmitButton>
    </Form>
  )
}
