"use client"
import { AddressField } from "@/components/identity/accounts/address-field"
import { PasswordField } from "@/components/identity/credentials/password-field"
import { SubmitButton } from "@/components/ui/button"
import { Disclosure } from "@/components/ui/disclosure"
import { ErrorSummary, isRefused } from "@/components/ui/error-summary"
import { TextAreaField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { useActionForm } from "@/components/ui/use-action-form"
import { correctAddressOf } from "@/lib/desk/address-corrections/actions"
import { addressCorrectionFields } from "@/lib/desk/address-corrections/schema"

const labels = { email: "Nouvelle adresse e-mail", reason: "Raison", currentPassword: "Mot de passe actuel" }

/** Puts right the address of someone who cannot do it themselves. */
export function AddressCorrectionForm({ accountId, isFresh }: { accountId: string; isFresh: boolean }) {
  const { form, field, fill, summary, pending } = useActionForm(correctAddressOf, addressCorrectionFields, { labels, scope: "correction" })
  const mustProve = !isFresh || summary.errors.some(({ id }) => id.startsWith("currentPassword"))
  return (
    <Disclosure summary="Corriger l’adresse" mustOpen={isRefused(summary)} tone="primary">
      <Form {...form} className="grid max-w-2xl gap-5 pt-3">
        <ErrorSummary {...summary} />
        <input type="hidden" name="accountId" value={accountId} />
        <p>
          Vérifiez d’abord qui vous parle. Les deux adresses sont prévenues, avec votre nom et la raison. Les connexions ouvertes et les
          liens déjà envoyés ne servent plus ; le mot de passe reste le même.
        </p>
        <AddressField field={field} fill={fill} autoComplete="off" />
        <TextAreaField {...field("reason")} hint="La personne lira cette raison." maxLength={500} />
        {mustProve ? <PasswordField {...field("currentPassword")} autoComplete="current-password" /> : null}
        <SubmitButton pending={pending}>Corriger l’adresse</SubmitButton>
      </Form>
    </Disclosure>
  )
}
