"use client"
import { TickedIds } from "@/components/rafael/preregistrations/ticked-ids"
import { WhyFields } from "@/components/rafael/preregistrations/why-fields"
import { Button } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { Form } from "@/components/ui/form"
import { useServerForm } from "@/components/ui/use-server-form"
import { lookup } from "@/lib/platform/text/lookup"
import { leavingReasons } from "@/lib/rafael/codes/rules"
import { follow } from "@/lib/rafael/several/actions"
import { type StepWord, severalSteps } from "@/lib/rafael/several/rules"

const names = { reason: "Motif", reasonText: "Précisions" }

/** `list`: where they were ticked, and where one goes back to. */
type Props = { ids: readonly string[]; step: StepWord; list: string }

/** One gesture of a prescriber, on several; with its reason when it withdraws them. */
export function SeveralForm({ ids, step, list }: Props) {
  const { label } = severalSteps[step]
  const { submit, pending, summary, keptOf, errorOf } = useServerForm(follow, (name) => ({ id: name, label: lookup(names, name) ?? label }))
  return (
    <Form action={submit} className="grid gap-4">
      <ErrorSummary {...summary} />
      <TickedIds ids={ids} />
      <input type="hidden" name="step" value={step} />
      <input type="hidden" name="list" value={list} />
      {step === "retirer" ? (
        <WhyFields choices={leavingReasons} errorOf={errorOf} keptOf={keptOf} hint="Les personnes concernées liront ces mots." />
      ) : null}
      <div>
        <Button type="submit" tone={step === "retirer" ? "danger" : "primary"} disabled={pending}>
          {label}
        </Button>
      </div>
    </Form>
  )
}
