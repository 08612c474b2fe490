"use client"
import { useRouter } from "next/navigation"
import { type SubmitEvent, startTransition, useEffect, useState } from "react"
import { RecoveryCodes } from "@/components/identity/credentials/recovery-codes"
import { SubmitButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { TextField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { useServerForm } from "@/components/ui/use-server-form"
import { addMyPasskey } from "@/lib/identity/passkeys/actions"
import type { PasskeyInvitation } from "@/lib/identity/passkeys/queries"

/** Makes a passkey with this device, a phone or a security key, and names it so that it can be told from the others. */
export function PasskeyForm({ invitation, suggestedName }: { invitation: PasskeyInvitation; suggestedName: string }) {
  const { state, submit, pending, keptOf, errorOf } = useServerForm(addMyPasskey, (id) => ({ id, label: "Nom de la clé" }))
  const [problem, setProblem] = useState<string>()
  const { refresh } = useRouter()
  // An invitation serves once: after a refusal the page brings another one, and asks for the password if it is due.
  useEffect(() => {
    if (state.message) refresh()
  }, [state, refresh])
  if (state.revealed) return <RecoveryCodes codes={state.revealed} />

  async function make(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setProblem(undefined)
    // A key without a name is not made on the device: the form goes to the server, which refuses it in words.
    if (!String(form.get("name")).trim()) return startTransition(() => submit(form))
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
          : "La clé d’accès n’a pas été créée : votre appareil n’a pas répondu, ou ne sait pas en faire.",
      )
    }
  }

  const nameError = errorOf("name")
  return (
    <Form action={submit} onSubmit={(event) => void make(event)} className="grid gap-5">
      <ErrorSummary
        message={problem ?? state.message ?? (nameError ? undefined : errorOf("assertion"))}
        errors={nameError ? [{ id: "name", label: "Nom de la clé", message: nameError }] : []}
        attempt={problem ?? state}
      />
      <input type="hidden" name="challenge" value={invitation.challenge} />
      <input type="hidden" name="assertion" value="" />
      <TextField
        name="name"
        label="Nom de la clé"
        error={nameError}
        defaultValue={keptOf("name", suggestedName)}
        maxLength={60}
        hint="Pour la reconnaître parmi les vôtres."
      />
      <SubmitButton pending={pending}>Créer la clé d’accès</SubmitButton>
      <noscript>
        <p className="text-soft">Créer une clé d’accès demande JavaScript.</p>
      </noscript>
    </Form>
  )
}
