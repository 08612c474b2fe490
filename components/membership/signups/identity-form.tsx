"use client"
import { useEffect, useEffectEvent } from "react"
import { AddressField } from "@/components/identity/accounts/address-field"
import { NameFields } from "@/components/identity/accounts/name-fields"
import { PasswordField } from "@/components/identity/credentials/password-field"
import { NeedField } from "@/components/membership/profils/need-field"
import { SubmitButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { TextField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { useActionForm } from "@/components/ui/use-action-form"
import { describeMyself, describeMyselfAgain } from "@/lib/membership/signups/actions"
import { firstIdentitySchema, identitySchema } from "@/lib/membership/signups/schema"
import { fieldsWorthKeeping, keepDraft, readTabDraft } from "./device-draft"

const labels = {
  firstName: "Prénom",
  lastName: "Nom",
  jobTitle: "Fonction",
  phone: "Téléphone",
  need: "Que devez-vous faire ?",
  email: "Adresse e-mail",
  password: "Mot de passe",
}

type Props = {
  siret: string
  /** The sign-up that this step belongs to; "" when it begins one. */
  demande: string
  structureName: string
  /** What was typed before, when the person comes back from step 3. */
  before: Record<string, string>
  hasPassword: boolean
  /** Words that someone who knows the person would try as a password, besides those typed here: those of their structure. */
  ownWords: string[]
}

/** Step 2 of sign-up. */
export function IdentityForm({ siret, demande, structureName, before, hasPassword, ownWords }: Props) {
  const { form, field, fill, summary, pending } = useActionForm(
    hasPassword ? describeMyselfAgain : describeMyself,
    hasPassword ? identitySchema : firstIdentitySchema,
    {
      labels,
      defaults: before,
      mayLeave: true,
    },
  )
  const restore = useEffectEvent(() => {
    // What the server kept is newer than what the tab kept.
    if (hasPassword) return
    for (const [name, value] of Object.entries(readTabDraft().person ?? {})) if (value) fill(name, value)
  })
  useEffect(() => restore(), [])
  return (
    <Form
      {...form}
      className="grid gap-5"
      onInput={({ currentTarget }) =>
        keepDraft(
          { step: "person", ...(siret ? { structure: { siret, name: structureName } } : {}) },
          { person: fieldsWorthKeeping(currentTarget, Object.keys(labels)) },
        )
      }
    >
      <ErrorSummary {...summary} />
      <input type="hidden" name="siret" value={siret} />
      {demande ? <input type="hidden" name="demande" value={demande} /> : null}
      <NameFields field={field} fill={fill} />
      <TextField {...field("jobTitle")} hint="Par exemple « Conseillère en insertion »." autoComplete="organization-title" />
      <TextField {...field("phone")} optional type="tel" autoComplete="tel" hint="Par exemple 05 56 00 00 00." />
      <NeedField {...field("need")} />
      <AddressField field={field} fill={fill} hint="De préférence votre adresse professionnelle : vous y recevrez un lien à confirmer." />
      <PasswordField
        {...field("password")}
        autoComplete="new-password"
        ownWords={ownWords}
        hint={
          hasPassword
            ? "Laissez vide pour garder celui que vous avez choisi, ou choisissez-en un autre (15 caractères au moins)."
            : "15 caractères au moins, par exemple quatre mots sans rapport entre eux."
        }
      />
      <SubmitButton pending={pending}>Continuer</SubmitButton>
    </Form>
  )
}
