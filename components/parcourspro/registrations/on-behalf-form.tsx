"use client"
import { SubmitButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { TextAreaField, TextField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { TickField } from "@/components/ui/tick-field"
import { useActionForm } from "@/components/ui/use-action-form"
import { registerSomeone } from "@/lib/parcourspro/registrations/actions"
import { onBehalfFields } from "@/lib/parcourspro/registrations/schema"

const labels = {
  email: "Adresse e-mail de la personne",
  siret: "SIRET de sa structure",
  needsAdaptation: "Elle a besoin d’une adaptation",
  reason: "Raison",
}

/** A manager registers someone, and says why. */
export function OnBehalfForm({ sessionId }: { sessionId: string }) {
  const { form, field, summary, pending } = useActionForm(registerSomeone, onBehalfFields, { labels, defaults: { sessionId } })
  return (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      <input type="hidden" name="sessionId" value={sessionId} />
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField {...field("email")} type="email" inputMode="email" />
        <TextField {...field("siret")} inputMode="numeric" />
      </div>
      <TickField {...field("needsAdaptation")} />
      <TextAreaField {...field("reason")} rows={2} maxLength={500} />
      <SubmitButton pending={pending}>Inscrire</SubmitButton>
    </Form>
  )
}
