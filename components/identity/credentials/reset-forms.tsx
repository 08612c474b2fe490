"use client"
import * as z from "zod/mini"
import { PasswordField } from "@/components/identity/credentials/password-field"
import { UsernameForManagers } from "@/components/identity/credentials/password-form"
import { SubmitButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { TextField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { useActionForm } from "@/components/ui/use-action-form"
import { askForReset, chooseNewPassword } from "@/lib/identity/credentials/actions"
import { newPasswordSchema } from "@/lib/identity/credentials/schema"
import { emailField } from "@/lib/vocabulary/accounts/schema"

const askSchema = z.strictObject({ email: emailField })

/** Asks for the link. */
export function AskResetForm() {
  const { form, field, summary, pending } = useActionForm(askForReset, askSchema, { labels: { email: "Adresse e-mail" } })
  return (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      <TextField
        {...field("email")}
        type="email"
        inputMode="email"
        autoComplete="username"
        hint="Celle avec laquelle vous vous connectez."
      />
      <SubmitButton pending={pending}>Recevoir un lien</SubmitButton>
    </Form>
  )
}

type ResetProps = {
  token: string
  email: string
  ownWords: string[]
  /** Whether the account has never had a password: no session of its own can be open. */
  isFirst: boolean
}

/** What the link leads to. */
export function ResetForm({ token, email, ownWords, isFirst }: ResetProps) {
  const { form, field, summary, pending } = useActionForm(chooseNewPassword, newPasswordSchema, {
    labels: { password: "Nouveau mot de passe" },
  })
  return (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      <UsernameForManagers email={email} />
      <input type="hidden" name="token" value={token} />
      <PasswordField
        {...field("password")}
        autoComplete="new-password"
        ownWords={ownWords}
        hint="15 caractères au moins, par exemple quatre mots sans rapport entre eux."
      />
      {isFirst ? null : <p className="text-soft">Toutes vos connexions ouvertes seront fermées.</p>}
      <SubmitButton pending={pending}>Choisir ce mot de passe</SubmitButton>
    </Form>
  )
}
