"use client"
import type { Route } from "next"
import { Button, LinkButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { TextAreaField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { useActionForm } from "@/components/ui/use-action-form"
import { detachPerson } from "@/lib/membership/departures/actions"
import { detachmentWordsSchema } from "@/lib/membership/departures/schema"

const labels = { reason: "Un mot pour cette personne" }

/**
 * The confirmation of a detachment. `mayForce`: for a manager, who may leave the structure without référent by ticking a box that says
 * so.
 */
export function DetachmentForm({ affiliationId, mayForce, back }: { affiliationId: string; mayForce: boolean; back: Route }) {
  const { form, field, summary, pending } = useActionForm(detachPerson, detachmentWordsSchema, { labels })
  return (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      <input type="hidden" name="affiliationId" value={affiliationId} />
      <TextAreaField {...field("reason")} optional rows={2} maxLength={500} hint="Elle le lira dans le message qui la prévient." />
      {mayForce ? (
        <label className="flex gap-3 rounded-control border border-wait bg-wait-tint px-4 py-3 font-semibold">
          <input type="checkbox" name="withoutReferent" className="mt-0.5 size-5 shrink-0 accent-brand" />
          Laisser la structure sans référent : l’équipe Cap Métiers répondra aux demandes.
        </label>
      ) : null}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" tone="danger" disabled={pending}>
          Confirmer le détachement
        </Button>
        <LinkButton tone="quiet" href={back}>
          Ne pas détacher
        </LinkButton>
      </div>
    </Form>
  )
}
