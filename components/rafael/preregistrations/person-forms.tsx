"use client"
import { ContactFields, contactLabels, ErasureFields } from "@/components/rafael/candidacies/candidacy-forms"
import { SubmitButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { Form } from "@/components/ui/form"
import { useActionForm } from "@/components/ui/use-action-form"
import { useServerForm } from "@/components/ui/use-server-form"
import { correctionFields } from "@/lib/rafael/candidacies/schema"
import { correctContactOf, eraseDataOf } from "@/lib/rafael/candidate-rights/actions"

/** A prescriber corrects how to reach someone who asks it of them. */
export function PersonContactForm({ preregistrationId, current }: { preregistrationId: string; current: Record<string, string> }) {
  const { form, field, summary, pending } = useActionForm(correctContactOf, correctionFields, { labels: contactLabels, defaults: current })
  return (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      <input type="hidden" name="preregistrationId" value={preregistrationId} />
      <ContactFields field={field} isOwn={false} />
      <SubmitButton pending={pending}>Corriger ses coordonnées</SubmitButton>
    </Form>
  )
}

/** A prescriber erases all that names someone, at their request. */
export function PersonErasureForm({ preregistrationId }: { preregistrationId: string }) {
  const { submit, pending, summary, errorOf } = useServerForm(eraseDataOf, (id) => ({ id, label: "Effacer ses données" }))
  return (
    <Form action={submit} className="grid gap-5">
      <ErrorSummary {...summary} />
      <input type="hidden" name="preregistrationId" value={preregistrationId} />
      <ErasureFields
        label="La personne le demande : ses préinscriptions en cours sont retirées et cela ne peut pas être défait."
        button="Effacer ses données"
        error={errorOf("sure")}
        pending={pending}
      />
    </Form>
  )
}
