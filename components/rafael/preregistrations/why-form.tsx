"use client"
import type { Route } from "next"
import { Button, LinkButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { SelectField, TextAreaField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { Options } from "@/components/ui/options"
import { useActionForm } from "@/components/ui/use-action-form"
import { type Reason, reasons } from "@/lib/rafael/codes/rules"
import { withdraw } from "@/lib/rafael/preregistrations/actions"
import { returnFields, withdrawalFields } from "@/lib/rafael/preregistrations/schema"
import { giveBack } from "@/lib/rafael/validations/actions"

const labels = { reason: "Motif", reasonText: "Précisions" }
const gestures = {
  withdraw: { action: withdraw, fields: withdrawalFields, button: "Retirer la préinscription" },
  giveBack: { action: giveBack, fields: returnFields, button: "Renvoyer" },
} as const

type Props = { gesture: keyof typeof gestures; preregistrationId: string; choices: readonly Reason[]; back: Route }

/** A gesture that ends or returns a pre-registration: why, from a list, and in words when there are some. */
export function WhyForm({ gesture, preregistrationId, choices, back }: Props) {
  const { action, fields, button } = gestures[gesture]
  const { form, field, summary, pending } = useActionForm(action, fields, { labels, defaults: { reason: choices[0] ?? "other" } })
  return (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      <input type="hidden" name="preregistrationId" value={preregistrationId} />
      <SelectField {...field("reason")}>
        <Options of={Object.fromEntries(choices.map((reason) => [reason, reasons[reason]]))} />
      </SelectField>
      <TextAreaField {...field("reasonText")} optional rows={3} maxLength={500} hint="Les personnes concernées liront ces mots." />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" tone="danger" disabled={pending}>
          {button}
        </Button>
        <LinkButton tone="quiet" href={back}>
          Ne rien changer
        </LinkButton>
      </div>
    </Form>
  )
}
