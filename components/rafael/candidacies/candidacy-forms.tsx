"use client"
import { Button, SubmitButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { TextAreaField, TextField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { TickField } from "@/components/ui/tick-field"
import { type FieldOf, useActionForm } from "@/components/ui/use-action-form"
import { useServerForm } from "@/components/ui/use-server-form"
import { correct, erase, giveUp, openPage } from "@/lib/rafael/candidacies/actions"
import { correctionFields, openingFields, renunciationFields } from "@/lib/rafael/candidacies/schema"

/** The birth date that opens the page: a mailbox may be shared. */
export function OpeningForm({ token }: { token: string }) {
  const { form, field, summary, pending } = useActionForm(openPage, openingFields, {
    labels: { birthDate: "Date de naissance" },
    mayLeave: true,
  })
  return (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      <input type="hidden" name="token" value={token} />
      <TextField {...field("birthDate")} type="date" autoComplete="bday" />
      <SubmitButton pending={pending}>Ouvrir ma candidature</SubmitButton>
    </Form>
  )
}

export const contactLabels = { email: "Adresse e-mail", phone: "Téléphone", postcode: "Code postal", city: "Commune" }

/** How to reach someone: typed by them (`isOwn`), whose browser may know it, or by whoever accompanies them. */
export function ContactFields({ field, isOwn }: { field: FieldOf; isOwn: boolean }) {
  const known = (what: string) => (isOwn ? what : "off")
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <TextField {...field("email")} inputMode="email" autoComplete={known("email")} optional />
      <TextField {...field("phone")} inputMode="tel" autoComplete={known("tel")} optional />
      <TextField {...field("postcode")} inputMode="numeric" autoComplete={known("postal-code")} optional />
      <TextField {...field("city")} autoComplete={known("address-level2")} />
    </div>
  )
}

/** The candidate corrects how to reach them. */
export function CorrectionForm({ token, current }: { token: string; current: Record<string, string> }) {
  const { form, field, summary, pending } = useActionForm(correct, correctionFields, { labels: contactLabels, defaults: current })
  return (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      <input type="hidden" name="token" value={token} />
      <ContactFields field={field} isOwn />
      <SubmitButton pending={pending}>Corriger mes coordonnées</SubmitButton>
    </Form>
  )
}

/** The candidate gives up one of their pre-registrations. */
export function RenunciationForm({ token, preregistrationId }: { token: string; preregistrationId: string }) {
  const { form, field, summary, pending } = useActionForm(giveUp, renunciationFields, {
    labels: { reasonText: "Pourquoi, si vous voulez le dire" },
    scope: preregistrationId,
  })
  return (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      <input type="hidden" name="token" value={token} />
      <input type="hidden" name="preregistrationId" value={preregistrationId} />
      <TextAreaField {...field("reasonText")} optional rows={2} maxLength={500} />
      <div>
        <Button type="submit" tone="danger" disabled={pending}>
          Renoncer
        </Button>
      </div>
    </Form>
  )
}

/** All that names the candidate is erased. */
export function ErasureForm({ token }: { token: string }) {
  const { submit, pending, summary, errorOf } = useServerForm(erase, (id) => ({ id, label: "Effacer mes données" }))
  return (
    <Form action={submit} className="grid gap-5">
      <ErrorSummary {...summary} />
      <input type="hidden" name="token" value={token} />
      <ErasureFields
        label="Je comprends : mes candidatures en cours sont retirées et cela ne peut pas être défait."
        button="Effacer mes données"
        error={errorOf("sure")}
        pending={pending}
      />
    </Form>
  )
}

type ErasureProps = { label: string; button: string; error: string | undefined; pending: boolean }

/** What is asked before all that names someone is erased. */
export function ErasureFields({ label, button, error, pending }: ErasureProps) {
  return (
    <>
      <TickField id="sure" name="sure" label={label} error={error} />
      <div>
        <Button type="submit" tone="danger" disabled={pending}>
          {button}
        </Button>
      </div>
    </>
  )
}
