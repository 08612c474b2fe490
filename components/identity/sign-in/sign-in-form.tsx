"use client"
import { PasswordField } from "@/components/identity/credentials/password-field"
import { SubmitButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { TextField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { useActionForm } from "@/components/ui/use-action-form"
import { signInAction } from "@/lib/identity/sign-in/actions"
import { signInSchema } from "@/lib/identity/sign-in/schema"

const labels = { email: "Adresse e-mail", password: "Mot de passe" }

type Props = {
  retour: string
  /** Known already: of someone who has just confirmed it; "" otherwise. */
  email: string
}

export function SignInForm({ retour, email }: Props) {
  const { form, field, summary, pending } = useActionForm(signInAction, signInSchema, { labels, defaults: { email }, mayLeave: true })
  return (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      <input type="hidden" name="retour" value={retour} />
      <TextField {...field("email")} type="email" inputMode="email" autoComplete="username webauthn" />
      <PasswordField {...field("password")} autoComplete="current-password" />
      <SubmitButton pending={pending} waiting="Connexion…">
        Se connecter
      </SubmitButton>
    </Form>
  )
}
