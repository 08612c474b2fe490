"use client"
import { AddressField } from "@/components/identity/accounts/address-field"
import { PasswordField } from "@/components/identity/credentials/password-field"
import { SubmitButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { Form } from "@/components/ui/form"
import { useActionForm } from "@/components/ui/use-action-form"
import { askForAddress } from "@/lib/identity/accounts/actions"
import { addressChangeSchema } from "@/lib/identity/accounts/schema"

const labels = { email: "Nouvelle adresse e-mail", currentPassword: "Mot de passe actuel" }

/** Another address to sign in with: nothing changes before it is confirmed from there. */
export function AddressForm() {
  const { form, field, fill, summary, pending } = useActionForm(askForAddress, addressChangeSchema, { labels, scope: "adresse" })
  return (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      <AddressField field={field} fill={fill} hint="Nous y envoyons un lien à confirmer ; l’adresse actuelle est prévenue." />
      <PasswordField {...field("currentPassword")} autoComplete="current-password" />
      <SubmitButton pending={pending}>Changer d’adresse</SubmitButton>
    </Form>
  )
}
