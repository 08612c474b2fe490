"use client"
import { Button } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { Form } from "@/components/ui/form"
import { useServerForm } from "@/components/ui/use-server-form"
import type { FormState } from "@/lib/platform/http/form-state"

type Props = {
  action: (previous: FormState, form: FormData) => Promise<FormState>
  /** Hidden fields sent with the click. */
  fields?: Record<string, string>
  tone?: "primary" | "secondary" | "danger" | "quiet"
  size?: "usual" | "compact"
  /** The id of the element that tells this button from similar ones on the page, for those who do not see where it is. */
  describedBy?: string
  /** A sign for the eye alone, before the words. */
  sign?: string
  children: string
}

/** A form that is only a button: it works without JavaScript, and counts once however often it is clicked. */
export function ActionButton({ action, fields = {}, tone = "primary", size = "usual", describedBy, sign, children }: Props) {
  const { submit, pending, summary } = useServerForm(action, (id) => ({ id, label: children }))
  return (
    <Form action={submit} className="grid justify-items-start gap-3">
      <ErrorSummary {...summary} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button type="submit" tone={tone} size={size} disabled={pending} aria-describedby={describedBy}>
        {sign ? <span aria-hidden>{sign}</span> : null}
        {children}
      </Button>
    </Form>
  )
}
