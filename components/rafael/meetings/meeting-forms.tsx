"use client"
import { SubmitButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { SelectField, TextField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { Options } from "@/components/ui/options"
import { TickField } from "@/components/ui/tick-field"
import { type FieldOf, useActionForm } from "@/components/ui/use-action-form"
import { meetingKinds } from "@/lib/rafael/codes/rules"
import { plan } from "@/lib/rafael/meetings/actions"
import { meetingForm } from "@/lib/rafael/meetings/schema"

export const meetingLabels = {
  kind: "Nature",
  day: "Jour",
  from: "De",
  until: "À",
  place: "Lieu, ou comment rejoindre",
  isRemote: "À distance",
  seats: "Nombre de places",
}

/** When, where, and for how many. */
export function MeetingFields({ field }: { field: FieldOf }) {
  return (
    <>
      <div className="grid gap-5 sm:grid-cols-2">
        <SelectField {...field("kind")}>
          <Options of={meetingKinds} />
        </SelectField>
        <TextField {...field("day")} type="date" />
        <TextField {...field("from")} type="time" />
        <TextField {...field("until")} type="time" />
      </div>
      <TextField {...field("place")} maxLength={300} />
      <TextField {...field("seats")} inputMode="numeric" optional />
      <TickField {...field("isRemote")} />
    </>
  )
}

/** Plans a meeting of a session, before anyone is summoned to it. */
export function MeetingForm({ sessionId }: { sessionId: string }) {
  const { form, field, summary, pending } = useActionForm(plan, meetingForm, { labels: meetingLabels, defaults: { kind: "information" } })
  return (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      <input type="hidden" name="sessionId" value={sessionId} />
      <MeetingFields field={field} />
      <SubmitButton pending={pending}>Prévoir la réunion</SubmitButton>
    </Form>
  )
}
