"use client"
import { RecoveryCodes } from "@/components/second-factor/recovery-codes"
import { Button } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { TextField } from "@/components/ui/field"
import { useActionForm } from "@/components/ui/use-action-form"
import { confirmMyTotp, giveMyCode } from "@/lib/second-factor/actions"
import { codeSchema, totpConfirmationSchema } from "@/lib/second-factor/schema"

const oneTime = { autoComplete: "one-time-code", spellCheck: false, autoCapitalize: "none" } as const

/** The code that completes a sign-in. */
export function CodeForm({ retour }: { retour: string }) {
  const { form, field, summary, pending } = useActionForm(giveMyCode, codeSchema, { labels: { code: "Code" } })
  return (
    <form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      <input type="hidden" name="retour" value={retour} />
      <TextField {...field("code")} {...oneTime} hint="Les 6 chiffres de votre application, ou l’un de vos codes de secours." />
      <div>
        <Button type="submit" disabled={pending}>
          {pending ? "Un instant…" : "Continuer"}
        </Button>
      </div>
    </form>
  )
}

/** The first code of an application: it proves that the application was set up right. */
export function TotpConfirmationForm() {
  const { form, field, summary, pending, revealed } = useActionForm(confirmMyTotp, totpConfirmationSchema, {
    labels: { code: "Code affiché par l’application" },
  })
  if (revealed) return <RecoveryCodes codes={revealed} />
  return (
    <form {...form} className="grid gap-5">
      <ErrorSummary {...summary} />
      <TextField {...field("code")} {...oneTime} inputMode="numeric" />
      <div>
        <Button type="submit" disabled={pending}>
          {pending ? "Un instant…" : "Activer"}
        </Button>
      </div>
    </form>
  )
}
