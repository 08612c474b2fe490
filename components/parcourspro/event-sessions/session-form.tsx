"use client"
import { SubmitButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { TextAreaField, TextField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { TickField } from "@/components/ui/tick-field"
import { useActionForm } from "@/components/ui/use-action-form"
import { createSession, editSession } from "@/lib/parcourspro/event-sessions/actions"
import { eventSessionFields } from "@/lib/parcourspro/event-sessions/schema"

const labels = {
  halfDays: "Demi-journées",
  isRemote: "La session se tient à distance",
  place: "Lieu",
  postcode: "Code postal",
  city: "Commune",
  trainers: "Intervenant·es",
  places: "Places",
  minimum: "Minimum pour la tenir",
  opensOn: "Inscriptions à partir du",
  closesOn: "Inscriptions jusqu’au",
  contactName: "Contact",
  contactEmail: "E-mail du contact",
  contactPhone: "Téléphone du contact",
  adaptationContact: "Contact pour une adaptation",
  internalRules: "Règlement intérieur",
}

type Props = {
  /** The action that a new session is of, or the session that is changed. */
  of: { eventId: string } | { sessionId: string; seen: string; values: Record<string, string> }
}

/** A session of the programme, new or changed. */
export function EventSessionForm({ of }: Props) {
  const isNew = "eventId" in of
  const { form, field, summary, pending } = useActionForm(isNew ? createSession : editSession, eventSessionFields, {
    labels,
    defaults: isNew ? {} : of.values,
  })
  return (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      {isNew ? (
        <input type="hidden" name="eventId" value={of.eventId} />
      ) : (
        <>
          <input type="hidden" name="sessionId" value={of.sessionId} />
          <input type="hidden" name="seen" value={of.seen} />
        </>
      )}
      <TextAreaField {...field("halfDays")} rows={4} hint="Une par ligne : 01/03/2027 09:00-12:30. Une journée s’écrit en deux lignes." />
      <TickField {...field("isRemote")} />
      <TextField
        {...field("place")}
        maxLength={200}
        optional
        hint="Salle et rue ; à distance, le lien, lu par les seules personnes confirmées."
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField {...field("postcode")} inputMode="numeric" optional />
        <TextField {...field("city")} optional maxLength={80} />
        <TextField {...field("places")} inputMode="numeric" />
        <TextField {...field("minimum")} inputMode="numeric" optional />
        <TextField {...field("opensOn")} type="date" optional />
        <TextField {...field("closesOn")} type="date" />
      </div>
      <TextAreaField {...field("trainers")} rows={2} optional hint="Une personne par ligne : nom ; qualité." />
      <TextField {...field("contactName")} optional maxLength={120} />
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField {...field("contactEmail")} type="email" inputMode="email" optional />
        <TextField {...field("contactPhone")} type="tel" inputMode="tel" optional />
      </div>
      <TextField
        {...field("adaptationContact")}
        optional
        maxLength={200}
        hint="À qui parler d’une adaptation : nom, téléphone ou adresse."
      />
      <TextField {...field("internalRules")} optional maxLength={300} hint="Où il se lit : la convocation le dit." />
      <SubmitButton pending={pending}>Enregistrer</SubmitButton>
    </Form>
  )
}
