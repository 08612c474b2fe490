"use client"
import { SubmitButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { SelectField, TextAreaField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { Options } from "@/components/ui/options"
import { TickField } from "@/components/ui/tick-field"
import { useActionForm } from "@/components/ui/use-action-form"
import { registerForm } from "@/lib/parcourspro/registrations/actions"
import { registrationFields } from "@/lib/parcourspro/registrations/schema"

const labels = {
  structureId: "Pour quelle structure ?",
  sessionId: "Session",
  expectations: "Vos attentes",
  needsAdaptation: "J’ai besoin d’une adaptation (accessibilité, matériel, rythme)",
}

type Props = {
  /** The structures and the sessions that may be chosen, by id. */
  structures: Record<string, string>
  sessions: Record<string, string>
  sessionId: string
}

/** "S'inscrire": for which structure, what one expects, and whether an adaptation is needed; nothing of anyone's health. */
export function RegisterForm({ structures, sessions, sessionId }: Props) {
  const [only, ...others] = Object.keys(structures)
  const defaults = { structureId: others.length === 0 ? (only ?? "") : "", sessionId }
  const { form, field, summary, pending } = useActionForm(registerForm, registrationFields, { labels, defaults })
  return (
    <Form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      <SelectField {...field("sessionId")}>
        <Options of={sessions} />
      </SelectField>
      <SelectField {...field("structureId")}>
        <Options of={structures} {...(others.length > 0 ? { none: "À choisir" } : {})} />
      </SelectField>
      <TextAreaField {...field("expectations")} optional rows={3} maxLength={1000} hint="Le prestataire les lira." />
      <TickField {...field("needsAdaptation")} hint="Le contact de la session vous appellera. N’écrivez rien sur votre santé." />
      <SubmitButton pending={pending}>S’inscrire</SubmitButton>
    </Form>
  )
}
