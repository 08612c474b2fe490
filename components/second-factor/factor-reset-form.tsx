"use client"
import { PasswordField } from "@/components/credentials/password-field"
import { Button } from "@/components/ui/button"
import { Disclosure } from "@/components/ui/disclosure"
import { ErrorSummary } from "@/components/ui/error-summary"
import { TextAreaField } from "@/components/ui/field"
import { useActionForm } from "@/components/ui/use-action-form"
import { resetFactors } from "@/lib/second-factor/actions"
import { factorResetFields } from "@/lib/second-factor/schema"

const labels = { reason: "Raison, et comment la personne a prouvé qui elle est", currentPassword: "Mot de passe actuel" }

/** Folded until asked for: what it takes away does not come back. */
export function FactorResetForm({ accountId, isFresh }: { accountId: string; isFresh: boolean }) {
  const { form, field, summary, pending } = useActionForm(resetFactors, factorResetFields, { labels, scope: accountId })
  const isRefused = summary.message !== undefined || summary.errors.length > 0
  return (
    <Disclosure summary="Retirer les seconds facteurs" mustOpen={isRefused}>
      <form {...form} className="grid gap-5">
        <ErrorSummary {...summary} />
        <input type="hidden" name="accountId" value={accountId} />
        <p>Clés d’accès, application et codes de secours disparaissent, les connexions sont fermées, et la personne est prévenue.</p>
        <TextAreaField {...field("reason")} maxLength={500} />
        {isFresh && !summary.errors.some(({ id }) => id.startsWith("currentPassword")) ? null : (
          <PasswordField {...field("currentPassword")} autoComplete="current-password" />
        )}
        <div>
          <Button type="submit" tone="danger" disabled={pending}>
            Confirmer le retrait
          </Button>
        </div>
      </form>
    </Disclosure>
  )
}
