"use client"
import type { ReactNode } from "react"
import { PasswordField } from "@/components/identity/credentials/password-field"
import { RecoveryCodes } from "@/components/identity/credentials/recovery-codes"
import { Button } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { Form } from "@/components/ui/form"
import { useActionForm } from "@/components/ui/use-action-form"
import { passwordAgainSchema } from "@/lib/identity/credentials/schema"
import type { FormState } from "@/lib/platform/http/form-state"

type Props = {
  action: (previous: FormState, form: FormData) => Promise<FormState>
  /** Whether the password was given so recently that it is not asked again. */
  isFresh: boolean
  /** Hidden fields sent with the click, whose values also tell this form apart on the page. */
  fields?: Record<string, string>
  tone?: "primary" | "secondary" | "danger"
  /** The id of the element that tells this button from similar ones on the page. */
  describedBy?: string
  children: string
  /** What is shown above the button. */
  words?: ReactNode
}

/** A button for a gesture that needs a recent password: when the last one is too old, the same form asks for it. */
export function ProvenForm({ action, isFresh, fields = {}, tone = "primary", describedBy, children, words }: Props) {
  const scope = [children, ...Object.values(fields)].join("-").replace(/[^\p{L}\p{N}-]+/gu, "-")
  const { form, field, summary, pending, revealed } = useActionForm(action, passwordAgainSchema, {
    labels: { currentPassword: "Mot de passe actuel" },
    scope,
  })
  if (revealed) return <RecoveryCodes codes={revealed} />
  const { currentPassword } = Object.fromEntries(summary.errors.map((error) => [error.id.split("-")[0] ?? "", error]))
  return (
    <Form {...form} className="grid justify-items-start gap-4">
      <ErrorSummary {...summary} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {words}
      {isFresh && !currentPassword ? null : (
        <div className="w-full max-w-md">
          <PasswordField {...field("currentPassword")} autoComplete="current-password" />
        </div>
      )}
      <Button type="submit" tone={tone} disabled={pending} aria-describedby={describedBy}>
        {children}
      </Button>
    </Form>
  )
}
