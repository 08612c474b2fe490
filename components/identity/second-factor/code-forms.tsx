"use client"
import type { ReactNode } from "react"
import { RecoveryCodes } from "@/components/identity/credentials/recovery-codes"
import { ActionButton } from "@/components/ui/action-button"
import { SubmitButton } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { ErrorSummary } from "@/components/ui/error-summary"
import { TextField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { useActionForm } from "@/components/ui/use-action-form"
import { cancelMyTotp, confirmMyTotp, giveMyCode } from "@/lib/identity/second-factor/actions"
import { codeSchema, totpConfirmationSchema } from "@/lib/identity/second-factor/schema"

const oneTime = { autoComplete: "one-time-code", spellCheck: false, autoCapitalize: "none" } as const

/** The code that completes a sign-in. */
export function CodeForm({ retour }: { retour: string }) {
  const { form, field, summary, pending } = useActionForm(giveMyCode, codeSchema, { labels: { code: "Code" } })
  return (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      <input type="hidden" name="retour" value={retour} />
      <TextField {...field("code")} {...oneTime} hint="Les 6 chiffres de votre application, ou l’un de vos codes de secours." />
      <SubmitButton pending={pending}>Continuer</SubmitButton>
    </Form>
  )
}

/**
 * The second step of the set-up: a first code proves that the application has the secret. `children` is the first step; the recovery
 * codes take the place of both. With null there is nothing left to set up, but the component must stay in the page: without
 * JavaScript the codes come with the next page, to the form that asked for them.
 */
export function TotpSetUp({ children }: { children: ReactNode | null }) {
  const { form, field, summary, pending, revealed } = useActionForm(confirmMyTotp, totpConfirmationSchema, {
    labels: { code: "Code affiché par l’application" },
  })
  if (revealed)
    return (
      <Card>
        <RecoveryCodes codes={revealed} />
      </Card>
    )
  if (children === null) return null
  return (
    <>
      <Card className="grid gap-6">
        {children}
        <h2 className="text-lg font-semibold">2. Recopiez le code qu’elle affiche</h2>
        <Form {...form} className="grid gap-5">
          <ErrorSummary {...summary} />
          <TextField {...field("code")} {...oneTime} inputMode="numeric" />
          <SubmitButton pending={pending}>Activer</SubmitButton>
        </Form>
      </Card>
      <ActionButton action={cancelMyTotp} tone="secondary">
        Abandonner
      </ActionButton>
    </>
  )
}
