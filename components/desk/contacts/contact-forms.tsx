"use client"
import { AddressField } from "@/components/identity/accounts/address-field"
import { Button, SubmitButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { TextAreaField, TextField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { useActionForm } from "@/components/ui/use-action-form"
import { answerMessage, contact } from "@/lib/desk/contacts/actions"
import { contactAnswerFields, contactSchema, openContactSchema } from "@/lib/desk/contacts/schema"

const labels = {
  name: "Votre nom",
  email: "Votre adresse e-mail",
  structure: "Structure concernée",
  page: "Page concernée",
  subject: "Sujet",
  message: "Message",
}

type ContactProps = {
  isSignedIn: boolean
  /** The page the person was on, and their structure, as far as they are known; the person may correct both. */
  page: string
  structure: string
}

/** "Nous contacter": whoever is signed in is known already. */
export function ContactForm({ isSignedIn, page, structure }: ContactProps) {
  const { form, field, fill, summary, pending } = useActionForm(contact, isSignedIn ? contactSchema : openContactSchema, {
    labels,
    defaults: { page, structure },
    scope: "contact",
  })
  return (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      {isSignedIn ? null : (
        <div className="grid gap-5 sm:grid-cols-2">
          <TextField {...field("name")} autoComplete="name" />
          <AddressField field={field} fill={fill} hint="Nous y répondrons." />
        </div>
      )}
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField {...field("structure")} optional maxLength={200} autoComplete="organization" hint="Son nom ou son SIRET." />
        <TextField {...field("page")} optional maxLength={120} autoComplete="off" hint="Là où la question se pose." />
      </div>
      <TextField {...field("subject")} maxLength={120} autoComplete="off" />
      <TextAreaField {...field("message")} maxLength={3000} rows={6} hint="N’écrivez jamais votre mot de passe." />
      <SubmitButton pending={pending}>Envoyer le message</SubmitButton>
    </Form>
  )
}

/** The managers' answer, which leaves by mail. */
export function ContactAnswerForm({ contactMessageId }: { contactMessageId: string }) {
  const { form, field, summary, pending } = useActionForm(answerMessage, contactAnswerFields, {
    labels: { answer: "Réponse" },
    scope: contactMessageId,
  })
  return (
    <Form {...form} className="grid gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="contactMessageId" value={contactMessageId} />
      <TextAreaField {...field("answer")} maxLength={3000} hint="La personne la reçoit par e-mail, avec votre nom." />
      <div>
        <Button type="submit" disabled={pending} aria-describedby={`ecrit-${contactMessageId}`}>
          Envoyer la réponse
        </Button>
      </div>
    </Form>
  )
}
