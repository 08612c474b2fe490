"use client"
import type { Route } from "next"
import { Button, LinkButton, SubmitButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { TextAreaField, TextField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { TickField } from "@/components/ui/tick-field"
import { useActionForm } from "@/components/ui/use-action-form"
import { addSession, moveSession, reproduce, saveSeats } from "@/lib/rafael/training-sessions/actions"
import { dateChangeFields, seatsFields, sessionCopyFields, sessionFields } from "@/lib/rafael/training-sessions/schema"

const dateLabels = {
  startsOn: "Premier jour",
  endsOn: "Dernier jour",
  registrationFrom: "Préinscriptions à partir du",
  registrationUntil: "Préinscriptions jusqu’au",
}
const seatLabels = {
  places: "Places",
  minimum: "Minimum pour ouvrir",
  hasLateEntry: "On peut encore entrer après le premier jour",
  contactName: "Contact pour cette session",
  contactEmail: "E-mail du contact",
  contactPhone: "Téléphone du contact",
}
type Field = ReturnType<typeof useActionForm>["field"]

function Dates({ field }: { field: Field }) {
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <TextField {...field("startsOn")} type="date" />
      <TextField {...field("endsOn")} type="date" />
      <TextField {...field("registrationFrom")} type="date" optional />
      <TextField {...field("registrationUntil")} type="date" optional />
    </div>
  )
}

function Seats({ field }: { field: Field }) {
  return (
    <>
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField {...field("places")} inputMode="numeric" />
        <TextField {...field("minimum")} inputMode="numeric" optional />
      </div>
      <TickField {...field("hasLateEntry")} />
      <div className="grid gap-5 sm:grid-cols-2">
        <div className="sm:col-span-2">
          <TextField {...field("contactName")} optional hint="À remplir si ce n’est pas le contact de la formation." />
        </div>
        <TextField {...field("contactEmail")} type="email" inputMode="email" optional />
        <TextField {...field("contactPhone")} type="tel" inputMode="tel" optional />
      </div>
    </>
  )
}

/** A new session of a delivery. */
export function SessionForm({ deliveryId }: { deliveryId: string }) {
  const { form, field, summary, pending } = useActionForm(addSession, sessionFields, { labels: { ...dateLabels, ...seatLabels } })
  return (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      <input type="hidden" name="deliveryId" value={deliveryId} />
      <Dates field={field} />
      <Seats field={field} />
      <SubmitButton pending={pending}>Ajouter la session</SubmitButton>
    </Form>
  )
}

/** "Reproduire à d'autres dates". */
export function CopyForm({ sessionId }: { sessionId: string }) {
  const { form, field, summary, pending } = useActionForm(reproduce, sessionCopyFields, { labels: dateLabels })
  return (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      <input type="hidden" name="sessionId" value={sessionId} />
      <Dates field={field} />
      <SubmitButton pending={pending}>Reproduire la session</SubmitButton>
    </Form>
  )
}

/** The places of a session. */
export function SeatsForm({ sessionId, current }: { sessionId: string; current: Record<string, string> }) {
  const { form, field, summary, pending } = useActionForm(saveSeats, seatsFields, { labels: seatLabels, defaults: current })
  return (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      <input type="hidden" name="sessionId" value={sessionId} />
      <Seats field={field} />
      <SubmitButton pending={pending}>Enregistrer</SubmitButton>
    </Form>
  )
}

type ConsequencesProps = { sessionId: string; concerned: number; back: Route; current?: Record<string, string> }

/** Other dates, once their effect has been read. */
export function MoveForm({ sessionId, concerned, back, current = {} }: ConsequencesProps) {
  const { form, field, summary, pending } = useActionForm(moveSession, dateChangeFields, {
    labels: { ...dateLabels, reason: "Raison" },
    defaults: current,
  })
  return (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      <input type="hidden" name="sessionId" value={sessionId} />
      <input type="hidden" name="concerned" value={concerned} />
      <Dates field={field} />
      <TextAreaField {...field("reason")} rows={2} hint="Les personnes concernées la liront." maxLength={500} />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" disabled={pending}>
          Changer les dates
        </Button>
        <LinkButton tone="quiet" href={back}>
          Garder les dates
        </LinkButton>
      </div>
    </Form>
  )
}
