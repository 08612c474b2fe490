"use client"
import type { Route } from "next"
import { Button, LinkButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { TextAreaField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { useActionForm } from "@/components/ui/use-action-form"
import type { FormState } from "@/lib/platform/http/form-state"
import { reasonSchema } from "@/lib/platform/text/fields"

type Props = {
  action: (previous: FormState, form: FormData) => Promise<FormState>
  /** The hidden fields that say what ends. */
  fields: Record<string, string | number>
  /** The words of the field, of the button, and of the way out. */
  words: { reason: string; end: string; keep: string }
  /** Where whoever thinks better of it goes. */
  back: Route
}

/** Ends something that others count on, once its effect has been read, with the reason that they will read. */
export function EndingForm({ action, fields, words, back }: Props) {
  const { form, field, summary, pending } = useActionForm(action, reasonSchema, { labels: { reason: words.reason } })
  return (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <TextAreaField {...field("reason")} rows={3} hint="Les personnes concernées la liront." maxLength={500} />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" tone="danger" disabled={pending}>
          {words.end}
        </Button>
        <LinkButton tone="quiet" href={back}>
          {words.keep}
        </LinkButton>
      </div>
    </Form>
  )
}
