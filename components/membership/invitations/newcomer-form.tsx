"use client"
import { NameFields } from "@/components/identity/accounts/name-fields"
import { PasswordField } from "@/components/identity/credentials/password-field"
import { UsernameForManagers } from "@/components/identity/credentials/password-form"
import { SubmitButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { TextField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { useActionForm } from "@/components/ui/use-action-form"
import { signUp } from "@/lib/membership/invitation-answers/actions"
import { newcomerFields } from "@/lib/membership/invitation-answers/schema"

const labels = { firstName: "Prénom", lastName: "Nom", jobTitle: "Fonction", phone: "Téléphone", password: "Mot de passe" }

/** The short sign-up of someone invited: their structure is chosen, and the link has confirmed their address. */
export function NewcomerForm({ token, email, structureName }: { token: string; email: string; structureName: string }) {
  const { form, field, fill, summary, pending } = useActionForm(signUp, newcomerFields, { labels })
  return (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      <UsernameForManagers email={email} />
      <input type="hidden" name="token" value={token} />
      <NameFields field={field} fill={fill} />
      <TextField {...field("jobTitle")} hint="Par exemple « Conseillère en insertion »." autoComplete="organization-title" />
      <TextField {...field("phone")} optional type="tel" autoComplete="tel" hint="Par exemple 05 56 00 00 00." />
      <PasswordField
        {...field("password")}
        autoComplete="new-password"
        ownWords={[email, structureName]}
        hint="15 caractères au moins, par exemple quatre mots sans rapport entre eux."
      />
      <SubmitButton pending={pending}>Accepter</SubmitButton>
    </Form>
  )
}
