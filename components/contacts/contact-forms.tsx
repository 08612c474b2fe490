"use client"
import { Button, SubmitButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { TextAreaField, TextField } from "@/components/ui/field"
import { useActionForm } from "@/components/ui/use-action-form"
import { answer, contact } from "@/lib/contacts/actions"
import { contactAnswerFields, contactSchema, openContactSchema } from "@/lib/contacts/schema"

const labels = { name: "Votre nom", email: "Votre adresse e-mail", subject: "Sujet", message: "Message" }

/** "Nous contacter": whoever is signed in is known already. */
export function ContactForm({ isSignedIn }: { isSignedIn: boolean }) {
  const { form, field, summary, pending } = useActionForm(contact, isSignedIn ? contactSchema : openContactSchema, {
    labels,
    scope: "contact",
  })
  return (
    <form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      {isSignedIn ? null : (
        <div className="grid gap-5 sm:grid-cols-2">
          <TextField {...field("name")} autoComplete="name" />
          <TextField {...field("email")} type="email" inputMode="email" autoComplete="email" hint="Nous y répondrons." />
        </div>
      )}
      <TextField {...field("subject")} maxLength={120} />
      <TextAreaField
        {...field("message")}
        maxLength={3000}
        rows={6}
        hint="Pour une question sur une structure, donnez son nom ou son SIRET. N’écrivez jamais votre mot de passe."
      />
      <SubmitButton pending={pending}>Envoyer le message</SubmitButton>
    </form>
  )
}

/** The managers' answer, which leaves by mail. */
export function ContactAnswerForm({ contactMessageId }: { contactMessageId: string }) {
  const { form, field, summary, pending } = useActionForm(answer, contactAnswerFields, {
    labels: { answer: "Réponse" },
    scope: contactMessageId,
  })
  return (
    <form {...form} className="grid gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="contactMessageId" value={contactMessageId} />
      <TextAreaField {...field("answer")} maxLength={3000} hint="La personne la reçoit par e-mail, avec votre nom." />
      <div>
        <Button type="submit" disabled={pending} aria-describedby={`ecrit-${contactMessageId}`}>
          Envoyer la réponse
        </Button>
      </div>
    </form>
  )
}
