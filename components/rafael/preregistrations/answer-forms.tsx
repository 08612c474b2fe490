"use client"
import { Options } from "@/components/rafael/options"
import { TickField } from "@/components/rafael/tick-field"
import { Button, SubmitButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { SelectField, TextAreaField, TextField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { useActionForm } from "@/components/ui/use-action-form"
import { useServerForm } from "@/components/ui/use-server-form"
import { lookup } from "@/lib/platform/text/lookup"
import { answer, summon } from "@/lib/rafael/answers/actions"
import { meetingKinds, type Reason, reasons } from "@/lib/rafael/codes/rules"
import { summonsForm } from "@/lib/rafael/preregistrations/schema"
import type { Answer } from "@/lib/rafael/states/rules"

function Ticked({ ids }: { ids: readonly string[] }) {
  return ids.map((id) => <input key={id} type="hidden" name={`choix-${id}`} value="on" />)
}

const labels = { kind: "Nature", day: "Jour", from: "De", until: "À", place: "Lieu, ou comment rejoindre", isRemote: "À distance" }

/** Summons one or several people to a meeting. */
export function SummonForm({ ids, scope }: { ids: readonly string[]; scope?: string }) {
  const { form, field, summary, pending } = useActionForm(summon, summonsForm, {
    labels,
    defaults: { kind: "information" },
    ...(scope ? { scope } : {}),
  })
  return (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      <Ticked ids={ids} />
      <div className="grid gap-5 sm:grid-cols-2">
        <SelectField {...field("kind")}>
          <Options of={meetingKinds} />
        </SelectField>
        <TextField {...field("day")} type="date" />
        <TextField {...field("from")} type="time" />
        <TextField {...field("until")} type="time" />
      </div>
      <TextField {...field("place")} maxLength={300} />
      <TickField {...field("isRemote")} />
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
      <Ticked ids={ids} />
      <input type="hidden" name="arrow" value={arrow} />
      {choices ? (
        <>
          <SelectField id={`reason-${arrow}`} name="reason" label="Motif" error={errorOf("reason")} defaultValue={keptOf("reason")}>
            <Options of={Object.fromEntries(choices.map((reason) => [reason, reasons[reason]]))} none="À choisir" />
          </SelectField>
          <TextAreaField
            id={`reasonText-${arrow}`}
            name="reasonText"
            label="Précisions"
            optional
            rows={2}
            maxLength={500}
            error={errorOf("reasonText")}
            defaultValue={keptOf("reasonText")}
            hint="La personne et qui l’accompagne liront ces mots."
          />
        </>
      ) : null}
      <div>
        <Button type="submit" tone={tone} disabled={pending}>
          {button}
        </Button>
      </div>
    </Form>
  )
}
