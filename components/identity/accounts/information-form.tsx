"use client"
import { NameFields } from "@/components/identity/accounts/name-fields"
import { SubmitButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { TextField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { useActionForm } from "@/components/ui/use-action-form"
import { changeMyInformation } from "@/lib/identity/accounts/actions"
import { informationSchema } from "@/lib/identity/accounts/schema"
import { accountFieldNames } from "@/lib/vocabulary/accounts/rules"

/** Who the person is, as colleagues and référents see them. */
export function InformationForm({ current }: { current: Record<string, string> }) {
  const { form, field, fill, summary, pending } = useActionForm(changeMyInformation, informationSchema, {
    labels: accountFieldNames,
    defaults: current,
  })
  return (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      <NameFields field={field} fill={fill} />
      <TextField {...field("jobTitle")} autoComplete="organization-title" />
      <TextField {...field("phone")} optional type="tel" autoComplete="tel" hint="Par exemple 05 56 00 00 00." />
      <SubmitButton pending={pending}>Modifier</SubmitButton>
    </Form>
  )
}
