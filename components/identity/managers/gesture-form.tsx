"use client"
import type { ReactNode } from "react"
import { PasswordField } from "@/components/identity/credentials/password-field"
import { Button } from "@/components/ui/button"
import { Choice } from "@/components/ui/choice"
import { Disclosure } from "@/components/ui/disclosure"
import { ErrorSummary, isRefused } from "@/components/ui/error-summary"
import { TextAreaField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { useActionForm } from "@/components/ui/use-action-form"
import { gestureFields } from "@/lib/identity/managers/schema"
import type { FormState } from "@/lib/platform/http/form-state"

type Props = {
  action: (previous: FormState, form: FormData) => Promise<FormState>
  /** Hidden fields: what the gesture is done to. */
  target: Record<string, string>
  /** The words under which the form is folded. */
  summary: string
  submit: string
  tone?: "primary" | "danger"
  /** Who reads the reason, and what it should say. */
  reasonHint: string
  reasonLabel?: string
  /** Whether the gesture asks for the password, and whether it was given recently enough. */
  password?: { isFresh: boolean }
  /** A box to tick besides. */
  tick?: { name: string; label: string; hint: string }
  /** The id of the element that tells this gesture from similar ones on the page. */
  describedBy?: string
  /** What the gesture does, before it is done. */
  children: ReactNode
}

/** A manager's gesture that asks for a reason. It is folded, so that one reads what it does before doing it. */
export function GestureForm({
  action,
  target,
  summary: title,
  submit,
  tone = "danger",
  reasonHint,
  reasonLabel = "Raison",
  password,
  tick,
  describedBy,
  children,
}: Props) {
  const labels = { reason: reasonLabel, currentPassword: "Mot de passe actuel" }
  const scope = [submit, ...Object.values(target)].join("-").replace(/[^\p{L}\p{N}-]+/gu, "-")
  const { form, field, summary, pending } = useActionForm(action, gestureFields, { labels, scope })
  const mustProve = password && (!password.isFresh || summary.errors.some(({ id }) => id.startsWith("currentPassword")))
  return (
    <Disclosure summary={title} mustOpen={isRefused(summary)} tone={tone} describedBy={describedBy}>
      <Form {...form} className="grid max-w-2xl gap-5 pt-3">
        <ErrorSummary {...summary} />
        {Object.entries(target).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <div>{children}</div>
        <TextAreaField {...field("reason")} hint={reasonHint} maxLength={500} />
        {tick ? (
          <Choice type="checkbox" id={`${tick.name}-${scope}`} name={tick.name} checked={false} label={tick.label}>
            {tick.hint}
          </Choice>
        ) : null}
        {mustProve ? <PasswordField {...field("currentPassword")} autoComplete="current-password" /> : null}
        <div>
          <Button type="submit" tone={tone} disabled={pending} aria-describedby={describedBy}>
            {submit}
          </Button>
        </div>
      </Form>
    </Disclosure>
  )
}
