"use client"
import { PasswordField } from "@/components/identity/credentials/password-field"
import { SubmitButton } from "@/components/ui/button"
import { Choice } from "@/components/ui/choice"
import { Disclosure } from "@/components/ui/disclosure"
import { EmailAddress } from "@/components/ui/email-address"
import { ErrorSummary, isRefused } from "@/components/ui/error-summary"
import { Form } from "@/components/ui/form"
import { useActionForm } from "@/components/ui/use-action-form"
import { passwordAgainSchema } from "@/lib/identity/credentials/schema"
import { appoint } from "@/lib/membership/referent-appointments/actions"

type Props = { people: { id: string; name: string; email: string }[]; isFresh: boolean; isOpen: boolean; more: string }

/** One of the people attached becomes référent. */
export function AppointForm({ people, isFresh, isOpen, more }: Props) {
  const labels = { affiliationId: "Personne à nommer", currentPassword: "Mot de passe actuel" }
  const { form, field, summary, pending } = useActionForm(appoint, passwordAgainSchema, { labels, scope: "nommer" })
  const mustProve = !isFresh || summary.errors.some(({ id }) => id.startsWith("currentPassword"))
  return (
    <Disclosure summary="Nommer référent·e" tone="primary" mustOpen={isRefused(summary) || isOpen}>
      <Form {...form} className="grid max-w-2xl grid-cols-[minmax(0,1fr)] gap-5 pt-3">
        <ErrorSummary {...summary} />
        <fieldset id="affiliationId-nommer" tabIndex={-1} className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-2">
          <legend className="mb-2 font-semibold">Personne à nommer</legend>
          {people.map(({ id, name, email }) => (
            <Choice key={id} type="radio" id={`nommer-${id}`} name="affiliationId" value={id} checked={false} label={name}>
              <EmailAddress>{email}</EmailAddress>
            </Choice>
          ))}
        </fieldset>
        {more ? <p className="text-soft">{more}</p> : null}
        {mustProve ? <PasswordField {...field("currentPassword")} autoComplete="current-password" /> : null}
        <SubmitButton pending={pending}>Nommer référent·e</SubmitButton>
      </Form>
    </Disclosure>
  )
}
