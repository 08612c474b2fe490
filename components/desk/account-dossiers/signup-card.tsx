import { ActionButton } from "@/components/ui/action-button"
import { Badge } from "@/components/ui/badge"
import { Card } from "@/components/ui/card"
import type { UnconfirmedSignup } from "@/lib/desk/account-searches/queries"
import { resendToSignup } from "@/lib/desk/resends/actions"
import { formatInstant } from "@/lib/platform/time/dates"
import { formatName } from "@/lib/vocabulary/accounts/rules"

/** Someone who signed up and never clicked: why they have no account yet, and the link again. */
export function SignupCard({ signup, now }: { signup: UnconfirmedSignup; now: Date }) {
  const { email, sentAt, expiresAt, structureName } = signup
  return (
    <Card className="flex flex-wrap items-center justify-between gap-4">
      <div className="grid min-w-0 gap-1">
        <h3 id={`inscription-${email}`} className="flex flex-wrap items-center gap-2 font-semibold">
          {formatName(signup)} <Badge tone="wait">Adresse non confirmée</Badge>
        </h3>
        <p className="text-soft wrap-anywhere">
          {email}
          {structureName ? ` · ${structureName}` : ""}
        </p>
        <p>
          Ne peut pas entrer parce que le lien envoyé le {formatInstant(sentAt)} n’a pas été utilisé
          {expiresAt <= now ? ", et a expiré" : ""}.
        </p>
      </div>
      <ActionButton action={resendToSignup} fields={{ email }} tone="secondary" describedBy={`inscription-${email}`}>
        Renvoyer
      </ActionButton>
    </Card>
  )
}
