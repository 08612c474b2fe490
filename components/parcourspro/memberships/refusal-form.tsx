"use client"
import { Button } from "@/components/ui/button"
import { Disclosure } from "@/components/ui/disclosure"
import { ErrorSummary, isRefused } from "@/components/ui/error-summary"
import { TextAreaField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { useActionForm } from "@/components/ui/use-action-form"
import { refuse } from "@/lib/parcourspro/memberships/actions"
import { reasonSchema } from "@/lib/platform/text/fields"

/** Refuses an adhesion, with the reason that the référents will read. */
export function RefusalForm({ structureId, year, describedBy }: { structureId: string; year: number; describedBy: string }) {
  const { form, field, summary, pending } = useActionForm(refuse, reasonSchema, {
    labels: { reason: "Raison du refus" },
    scope: `${structureId}-${year}`,
  })
  return (
    <Disclosure summary="Refuser" describedBy={describedBy} mustOpen={isRefused(summary)}>
      <Form {...form} className="grid gap-4">
        <ErrorSummary {...summary} />
        <input type="hidden" name="structureId" value={structureId} />
        <input type="hidden" name="year" value={year} />
        <TextAreaField {...field("reason")} rows={2} maxLength={500} hint="Les référents de la structure la liront." />
        <div>
          <Button type="submit" tone="danger" disabled={pending} aria-describedby={describedBy}>
            Confirmer le refus
          </Button>
        </div>
      </Form>
    </Disclosure>
  )
}
