"use client"
import { SubmitButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { SelectField, TextField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { Options } from "@/components/ui/options"
import { TickField } from "@/components/ui/tick-field"
import { useActionForm } from "@/components/ui/use-action-form"
import { ask } from "@/lib/parcourspro/memberships/actions"
import { membershipRequest } from "@/lib/parcourspro/memberships/schema"

const labels = {
  structureId: "Pour quelle structure ?",
  offer: "Année et cotisation",
  invoiceContact: "Adresse e-mail pour la facture",
  charter: "J’ai lu la charte, et ma structure l’accepte",
}

type Props = { structures: Record<string, string>; offers: Record<string, string> }

/** "Demander l'adhésion", for one of the structures of a référent. */
export function MembershipForm({ structures, offers }: Props) {
  const defaults = { structureId: Object.keys(structures)[0] ?? "", offer: Object.keys(offers)[0] ?? "" }
  const { form, field, summary, pending } = useActionForm(ask, membershipRequest, { labels, defaults })
  return (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      <SelectField {...field("structureId")}>
        <Options of={structures} />
      </SelectField>
      <SelectField {...field("offer")}>
        <Options of={offers} />
      </SelectField>
      <TextField {...field("invoiceContact")} type="email" inputMode="email" />
      <TickField {...field("charter")} />
      <SubmitButton pending={pending}>Demander l’adhésion</SubmitButton>
    </Form>
  )
}
