"use client"
import { useEffect, useState } from "react"
import { begin } from "@/components/signon/trials/run-trial"
import { Button } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { Form } from "@/components/ui/form"
import { useServerForm } from "@/components/ui/use-server-form"
import { tryOut } from "@/lib/signon/trials/actions"

type Props = { applicationId: string; issuer: string; scopes: string[]; children: string }

/** Opens a trial, then goes to the portal as the application would. It is the browser that plays it: without JavaScript there is none. */
export function TrialForm({ applicationId, issuer, scopes, children }: Props) {
  const { submit, pending, state, summary } = useServerForm(tryOut, (id) => ({ id, label: children }))
  const [clientId, secret] = state.revealed ?? []
  // The trial that could not begin, if it is the last one.
  const [lost, setLost] = useState<string | null>(null)
  const isLost = clientId !== undefined && lost === clientId
  // biome-ignore lint/correctness/useExhaustiveDependencies: one trial leaves once, however often the page draws itself.
  useEffect(() => {
    if (clientId && secret) begin(applicationId, { clientId, secret }, { issuer, scopes }).catch(() => setLost(clientId))
  }, [clientId, secret])
  return (
    <Form action={submit} className="grid justify-items-start gap-3">
      <ErrorSummary {...summary} message={isLost ? "Le portail n’a pas répondu : réessayez." : summary.message} />
      <input type="hidden" name="applicationId" value={applicationId} />
      <Button type="submit" tone="secondary" disabled={pending || (clientId !== undefined && !isLost)}>
        {children}
      </Button>
      <noscript>
        <p>L’essai se fait dans votre navigateur : il demande JavaScript.</p>
      </noscript>
    </Form>
  )
}
