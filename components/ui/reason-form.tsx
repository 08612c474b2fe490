"use client"
import type { ReactNode } from "react"
import { Button } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { TextAreaField } from "@/components/ui/field"
import { useActionForm } from "@/components/ui/use-action-form"
import { reasonSchema } from "@/lib/platform/fields"
import type { FormState } from "@/lib/platform/form-state"

const labels = { reason: "Raison du refus" }

type Props = {
  action: (previous: FormState, form: FormData) => Promise<FormState>
  fields: Record<string, string>
  /** What stands beside the button. */
  children?: ReactNode
}

/** A refusal asks for the reason that the person will read. */
export function ReasonForm({ action, fields, children }: Props) {
  const { form, field, summary, pending } = useActionForm(action, reasonSchema, labels)
  return (
    <form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <TextAreaField {...field("reason")} hint="La personne lira cette raison : dites-lui aussi ce qu’elle peut faire." maxLength={500} />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" tone="danger" disabled={pending}>
          Confirmer le refus
        </Button>
        {children}
      </div>
    </form>
  )
}
