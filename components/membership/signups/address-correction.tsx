"use client"
import { AddressField } from "@/components/identity/accounts/address-field"
import { SubmitButton } from "@/components/ui/button"
import { Disclosure } from "@/components/ui/disclosure"
import { ErrorSummary, isRefused } from "@/components/ui/error-summary"
import { Form } from "@/components/ui/form"
import { useActionForm } from "@/components/ui/use-action-form"
import { correctMyAddress } from "@/lib/membership/signups/actions"
import { correctedAddress } from "@/lib/membership/signups/schema"

/** For someone who sees that the message went to a wrong address: their answers stay, the link goes to the right one. */
export function AddressCorrection({ demande, sentTo, meant }: { demande: string; sentTo: string; meant: string | null }) {
  const { form, field, fill, summary, pending } = useActionForm(correctMyAddress, correctedAddress, {
    labels: { email: "La bonne adresse" },
    defaults: { email: meant ?? sentTo },
  })
  return (
    <Disclosure summary="Corriger mon adresse" tone="primary" mustOpen={isRefused(summary)}>
      <Form {...form} className="grid gap-4 pt-2">
        <ErrorSummary {...summary} />
        <input type="hidden" name="demande" value={demande} />
        <AddressField field={field} fill={fill} hint="Le lien déjà parti ne servira plus." />
        <SubmitButton pending={pending}>Envoyer à cette adresse</SubmitButton>
      </Form>
    </Disclosure>
  )
}
