"use client"
import { PasswordField } from "@/components/identity/credentials/password-field"
import { SubmitButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { Form } from "@/components/ui/form"
import { useActionForm } from "@/components/ui/use-action-form"
import { changeMyPassword } from "@/lib/identity/credentials/actions"
import { passwordChangeSchema } from "@/lib/identity/credentials/schema"

const labels = { currentPassword: "Mot de passe actuel", password: "Nouveau mot de passe" }

/** The password of the person signed in. `ownWords`: what someone who knows them would try. */
export function PasswordForm({ email, ownWords }: { email: string; ownWords: string[] }) {
  const { form, field, summary, pending } = useActionForm(changeMyPassword, passwordChangeSchema, { labels, scope: "changement" })
  return (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      <UsernameForManagers email={email} />
      <PasswordField {...field("currentPassword")} autoComplete="current-password" />
      <PasswordField
        {...field("password")}
        autoComplete="new-password"
        ownWords={ownWords}
        hint="15 caractères au moins, par exemple quatre mots sans rapport entre eux."
      />
      <p className="text-soft">Vos autres connexions seront fermées.</p>
      <SubmitButton pending={pending}>Changer de mot de passe</SubmitButton>
    </Form>
  )
}

/** Tells a password manager whose password this is; without a name, it is never sent. */
export function UsernameForManagers({ email }: { email: string }) {
  return <input type="text" autoComplete="username" value={email} readOnly hidden />
}
