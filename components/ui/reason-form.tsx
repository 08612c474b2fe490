"use client"
import type { ReactNode } from "react"
import { Button } from "@/components/ui/button"
import { Disclosure } from "@/components/ui/disclosure"
import { ErrorSummary } from "@/components/ui/error-summary"
import { TextAreaField } from "@/components/ui/field"
import { useActionForm } from "@/components/ui/use-action-form"
import { reasonSchema } from "@/lib/platform/fields"
import type { FormState } from "@/lib/platform/form-state"

const labels = { reason: "Raison du refus" }

type Props = {
  action: (previous: FormState, form: FormData) => Promise<FormState>
  /** The hidden field that says what is refused. */
  target: { name: string; value: string }
  /** Folded under these words until asked for. */
  folded?: string
  /** What stands beside the button. */
  children?: ReactNode
}

/** A refusal asks for the reason that the person will read. */
export function ReasonForm({ action, target, folded, children }: Props) {
  const { form, field, summary, pending } = useActionForm(action, reasonSchema, { labels, scope: target.value })
  const content = (
    <form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      <input type="hidden" {...target} />
      <TextAreaField {...field("reason")} hint="La personne lira cette raison : dites-lui aussi ce qu’elle peut faire." maxLength={500} />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" tone="danger" disabled={pending}>
          Confirmer le refus
        </Button>
        {children}
      </div>
    </form>
  )
  if (!folded) return content
  return (
    <Disclosure summary={folded} mustOpen={summary.message !== undefined || summary.errors.length > 0}>
      {content}
    </Disclosure>
  )
}
