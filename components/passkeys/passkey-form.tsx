"use client"
import { type SubmitEvent, startTransition, useActionState, useState } from "react"
import { PasswordField } from "@/components/credentials/password-field"
import { RecoveryCodes } from "@/components/second-factor/recovery-codes"
import { Button } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { TextField } from "@/components/ui/field"
import { addMyPasskey } from "@/lib/passkeys/actions"
import type { PasskeyInvitation } from "@/lib/passkeys/queries"
import { untouched } from "@/lib/platform/form-state"

const labels: Record<string, string> = { name: "Nom de la clé", currentPassword: "Mot de passe actuel" }

/** Makes a passkey with this device, a phone or a security key, and names it so that it can be told from the others. */
export function PasskeyForm({
  invitation,
  isFresh,
  suggestedName,
}: {
  invitation: PasskeyInvitation
  isFresh: boolean
  suggestedName: string
}) {
  const [state, submit, pending] = useActionState(addMyPasskey, untouched)
  const [problem, setProblem] = useState<string>()
  if (state.revealed) return <RecoveryCodes codes={state.revealed} />

  async function make(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setProblem(undefined)
    try {
      const { startRegistration } = await import("@simplewebauthn/browser")
      const assertion = await startRegistration({ optionsJSON: invitation.options })
      form.set("assertion", JSON.stringify(assertion))
      startTransition(() => submit(form))
    } catch (error) {
      const isKnown = error instanceof Error && error.name === "InvalidStateError"
      setProblem(
        isKnown
          ? "Cet appareil a déjà une clé d’accès pour votre compte."
          : "La clé d’accès n’a pas été créée : votre appareil n’a pas répondu, ou ne sait pas en faire.",
      )
    }
  }

  const errors = Object.entries(state.fields).map(([id, message]) => ({ id, label: labels[id] ?? id, message }))
  return (
    <form action={submit} onSubmit={(event) => void make(event)} className="grid gap-5">
      <ErrorSummary message={problem ?? state.message} errors={errors} attempt={problem ?? state} />
      <input type="hidden" name="challenge" value={invitation.challenge} />
      <input type="hidden" name="assertion" value="" />
      <TextField
        name="name"
        label="Nom de la clé"
        error={state.fields.name}
        defaultValue={state.values.name ?? suggestedName}
        maxLength={60}
        hint="Pour la reconnaître parmi les vôtres."
      />
      {isFresh && !state.fields.currentPassword ? null : (
        <PasswordField
          name="currentPassword"
          id="currentPassword"
          label="Mot de passe actuel"
          error={state.fields.currentPassword}
          autoComplete="current-password"
        />
      )}
      <div>
        <Button type="submit" disabled={pending}>
          {pending ? "Un instant…" : "Créer la clé d’accès"}
        </Button>
      </div>
      <noscript>
        <p className="text-soft">Créer une clé d’accès demande JavaScript.</p>
      </noscript>
    </form>
  )
}
