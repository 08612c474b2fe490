"use client"
import { Button, SubmitButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { TextAreaField, TextField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { TickField } from "@/components/ui/tick-field"
import { useActionForm } from "@/components/ui/use-action-form"
import { registerSomeone, withdrawSomeone } from "@/lib/parcourspro/registrations/actions"
import { onBehalfFields, withdrawalOnBehalf } from "@/lib/parcourspro/registrations/schema"

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

/** A manager takes someone off the session, and says why. */
export function WithdrawSomeoneForm({ sessionId }: { sessionId: string }) {
  const { form, field, summary, pending } = useActionForm(withdrawSomeone, withdrawalOnBehalf, {
    labels: { email: labels.email, reason: labels.reason },
    defaults: { sessionId },
    scope: "desister",
  })
  return (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      <input type="hidden" name="sessionId" value={sessionId} />
      <TextField {...field("email")} type="email" inputMode="email" />
      <TextAreaField {...field("reason")} rows={2} maxLength={500} hint="La personne et le prestataire la liront." />
      <div>
        <Button type="submit" tone="danger" disabled={pending}>
          Désister
        </Button>
      </div>
    </Form>
  )
}
