"use client"
import { Button } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { Form } from "@/components/ui/form"
import { SeveralBar } from "@/components/ui/several-bar"
import { useServerForm } from "@/components/ui/use-server-form"
import { resendSeveral } from "@/lib/desk/resends/actions"

/** Sends again the messages that are ticked in the list. */
export function SeveralResend({ form, from }: { form: string; from: string }) {
  const { submit, pending, summary } = useServerForm(resendSeveral, () => ({ id: form, label: "Messages" }))
  return (
    <SeveralBar form={form} noun={["message", "messages"]} isMasculine>
      <Form id={form} action={submit} className="grid gap-2" aria-label="Renvoyer les messages cochés">
        <ErrorSummary {...summary} />
        <input type="hidden" name="from" value={from} />
        <Button type="submit" size="bar" disabled={pending}>
          Renvoyer les messages cochés
        </Button>
      </Form>
    </SeveralBar>
  )
}
