"use client"
import { PasswordField } from "@/components/identity/credentials/password-field"
import { UsernameForManagers } from "@/components/identity/credentials/password-form"
import { SubmitButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { Form } from "@/components/ui/form"
import { TextLink } from "@/components/ui/text-link"
import { useActionForm } from "@/components/ui/use-action-form"
import { at } from "@/lib/access/addresses"
import { newPasswordSchema } from "@/lib/identity/credentials/schema"
import { confirmAddress } from "@/lib/membership/signups/actions"

type Props = {
  token: string
  email: string
  /** Asks for the password given at sign-up; otherwise, for the account's own. */
  again: boolean
  ownWords: string[]
}

/**
 * The link of a sign-up. Whoever reads the mailbox gives the password: the one typed at sign-up may be that of a stranger who used their
 * address (docs/decisions/0048).
 */
export function ConfirmForm({ token, email, again, ownWords }: Props) {
  const { form, field, summary, pending } = useActionForm(confirmAddress, newPasswordSchema, { labels: { password: "Mot de passe" } })
  return (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      <UsernameForManagers email={email} />
      <input type="hidden" name="token" value={token} />
      {again ? <input type="hidden" name="again" value="on" /> : null}
      <div className="grid gap-2">
        <PasswordField
          {...field("password")}
          autoComplete={again ? "current-password" : "new-password"}
          {...(again ? {} : { ownWords })}
          hint={
            again
              ? "Celui que vous venez de choisir dans Créer un compte."
              : "Celui de votre compte désormais : 15 caractères au moins, par exemple quatre mots sans rapport entre eux."
          }
        />
        {again ? (
          <p>
            <TextLink href={at("/verification/[token]", { token, autre: 1 })}>Choisir un autre mot de passe</TextLink>
          </p>
        ) : null}
      </div>
      <SubmitButton pending={pending}>Confirmer mon adresse</SubmitButton>
    </Form>
  )
}
