"use client"
import { Button, LinkButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { TextAreaField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { useActionForm } from "@/components/ui/use-action-form"
import { withdrawForm } from "@/lib/parcourspro/registrations/actions"
import { withdrawal } from "@/lib/parcourspro/registrations/schema"

/** "Me désister", once its effect has been read. */
export function WithdrawForm({ registrationId }: { registrationId: string }) {
  const labels = { registrationId: "Inscription", reason: "Pourquoi ?" }
  const { form, field, summary, pending } = useActionForm(withdrawForm, withdrawal, { labels, defaults: { registrationId } })
  return (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      <input type="hidden" name="registrationId" value={registrationId} />
      <TextAreaField {...field("reason")} optional rows={2} maxLength={500} hint="Le prestataire le lira." />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" tone="danger" disabled={pending}>
          Me désister
        </Button>
        <LinkButton tone="quiet" href="/parcourspro/inscriptions">
          Garder mon inscription
        </LinkButton>
      </div>
    </Form>
  )
}
