"use client"
import { MeetingFields, meetingLabels } from "@/components/rafael/meetings/meeting-forms"
import { TickedIds } from "@/components/rafael/preregistrations/ticked-ids"
import { WhyFields } from "@/components/rafael/preregistrations/why-fields"
import { Button, SubmitButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { SelectField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { Options } from "@/components/ui/options"
import { useActionForm } from "@/components/ui/use-action-form"
import { useServerForm } from "@/components/ui/use-server-form"
import { lookup } from "@/lib/platform/text/lookup"
import { answer, summon, summonToPlanned } from "@/lib/rafael/answers/actions"
import type { Reason } from "@/lib/rafael/codes/rules"
import { meetingForm } from "@/lib/rafael/meetings/schema"
import type { Answer } from "@/lib/rafael/states/rules"

type ToPlannedProps = { ids: readonly string[]; meetings: Record<string, string> }

/** Summons one or several people to a meeting that is planned already. `meetings`: what each is, by its id. */
export function SummonToForm({ ids, meetings }: ToPlannedProps) {
  const { submit, pending, summary, keptOf, errorOf } = useServerForm(summonToPlanned, () => ({ id: "meetingId", label: "Réunion" }))
  return (
    <Form action={submit} className="grid gap-5">
      <ErrorSummary {...summary} />
      <TickedIds ids={ids} />
      <SelectField name="meetingId" label="Réunion" error={errorOf("meetingId")} defaultValue={keptOf("meetingId")}>
        <Options of={meetings} />
      </SelectField>
      <SubmitButton pending={pending}>Convoquer à cette réunion</SubmitButton>
    </Form>
  )
}

/** Summons one or several people to a new meeting. */
export function SummonForm({ ids, scope }: { ids: readonly string[]; scope?: string }) {
  const { form, field, summary, pending } = useActionForm(summon, meetingForm, {
    labels: meetingLabels,
    defaults: { kind: "information" },
    ...(scope ? { scope } : {}),
  })
  return (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      <TickedIds ids={ids} />
      <MeetingFields field={field} />
      <SubmitButton pending={pending}>Convoquer</SubmitButton>
    </Form>
  )
}

const names = { reason: "Motif", reasonText: "Précisions" }

type AnswerProps = {
  ids: readonly string[]
  arrow: Exclude<Answer, "summon">
  button: string
  tone?: "primary" | "secondary" | "danger"
  /** The reasons to choose from, when one is asked. */
  choices?: readonly Reason[]
}

/** One answer of the training body, to one or several. */
export function AnswerForm({ ids, arrow, button, tone = "primary", choices }: AnswerProps) {
  const { submit, pending, summary, keptOf, errorOf } = useServerForm(answer, (name) => ({
    id: `${name}-${arrow}`,
    label: lookup(names, name) ?? button,
  }))
  return (
    <Form action={submit} className="grid gap-4">
      <ErrorSummary {...summary} />
      <TickedIds ids={ids} />
      <input type="hidden" name="arrow" value={arrow} />
      {choices ? (
        <WhyFields
          choices={choices}
          errorOf={errorOf}
          keptOf={keptOf}
          hint="La personne et qui l’accompagne liront ces mots."
          suffix={`-${arrow}`}
        />
      ) : null}
      <div>
        <Button type="submit" tone={tone} disabled={pending}>
          {button}
        </Button>
      </div>
    </Form>
  )
}
