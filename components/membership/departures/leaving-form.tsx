"use client"
import type { Route } from "next"
import { Button, LinkButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { TextAreaField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { useActionForm } from "@/components/ui/use-action-form"
import { leaveStructure } from "@/lib/membership/departures/actions"
import { leavingWordsSchema } from "@/lib/membership/departures/schema"

const labels = { message: "Un mot pour les référents" }

/** A member's own departure from a structure. */
export function LeavingForm({ affiliationId, back }: { affiliationId: string; back: Route }) {
  const { form, field, summary, pending } = useActionForm(leaveStructure, leavingWordsSchema, { labels })
  return (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      <input type="hidden" name="affiliationId" value={affiliationId} />
      <TextAreaField {...field("message")} optional rows={2} maxLength={500} />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" tone="danger" disabled={pending}>
          Confirmer mon départ
        </Button>
        <LinkButton tone="quiet" href={back}>
          Rester
        </LinkButton>
      </div>
    </Form>
  )
}
