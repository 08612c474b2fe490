"use client"
import { clsx } from "clsx"
import { KeyRound } from "lucide-react"
import { useRouter } from "next/navigation"
import { startTransition, useEffect, useRef, useState } from "react"
import { Button } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { useServerForm } from "@/components/ui/use-server-form"
import type { PasskeyQuestion } from "@/lib/identity/passkeys/queries"
import type { FormState } from "@/lib/platform/http/form-state"

type Props = {
  action: (previous: FormState, form: FormData) => Promise<FormState>
  question: PasskeyQuestion
  retour: string
  /** Whether the browser also offers the passkey among the suggestions of the address field. */
  withAutofill?: boolean
}

/** Signs in with a passkey of this device, a phone or a security key. Shown only where the browser knows how. */
export function PasskeyButton({ action, question, retour, withAutofill = false }: Props) {
  const { state, submit, pending } = useServerForm(action, (id) => ({ id, label: "Clé d’accès" }))
  const [isSupported, setIsSupported] = useState(false)
  const [problem, setProblem] = useState<string>()
  const { refresh } = useRouter()
  const asked = useRef<PasskeyQuestion>(undefined)

  async function ask(useBrowserAutofill: boolean) {
    const { startAuthentication } = await import("@simplewebauthn/browser")
    const assertion = await startAuthentication({ optionsJSON: question.options, useBrowserAutofill })
    const form = new FormData()
    form.set("assertion", JSON.stringify(assertion))
    form.set("challenge", question.challenge)
    form.set("retour", retour)
    startTransition(() => submit(form))
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: one offer a question
  useEffect(() => {
    if (asked.current === question) return
    asked.current = question
    void (async () => {
      const { browserSupportsWebAuthn, browserSupportsWebAuthnAutofill } = await import("@simplewebauthn/browser")
      setIsSupported(browserSupportsWebAuthn())
      // The person did not answer, or used the button instead: there is nothing to say.
      if (withAutofill && (await browserSupportsWebAuthnAutofill())) await ask(true).catch(() => {})
    })()
  }, [question])

  // A question serves once and for a short time: the page brings a new one after a refusal, or before this one is too old.
  useEffect(() => {
    if (state.message) refresh()
  }, [state, refresh])
  // biome-ignore lint/correctness/useExhaustiveDependencies: each question grows old
  useEffect(() => {
    const tooOld = setTimeout(refresh, 25 * 60_000)
    return () => clearTimeout(tooOld)
  }, [question, refresh])

  // Its space is reserved until the browser has said whether it can: nothing moves when the button appears.
  return (
    <div className={clsx("grid justify-items-start gap-3 noscript:hidden", isSupported || "invisible")}>
      <ErrorSummary message={problem ?? state.message} errors={[]} attempt={problem ?? state} />
      <Button
        tone="secondary"
        disabled={pending}
        onClick={() => {
          setProblem(undefined)
          ask(false).catch(() => setProblem("Aucune clé d’accès n’a répondu. Réessayez, ou entrez autrement."))
        }}
      >
        <KeyRound aria-hidden className="size-5" />
        Utiliser une clé d’accès
      </Button>
    </div>
  )
}
