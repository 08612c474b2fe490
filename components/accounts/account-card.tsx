import { FactorResetForm } from "@/components/second-factor/factor-reset-form"
import { ActionButton } from "@/components/ui/action-button"
import { Badge } from "@/components/ui/badge"
import { Card } from "@/components/ui/card"
import type { AccountForManagers } from "@/lib/accounts/queries"
import { formatName } from "@/lib/accounts/rules"
import { formatDay, waitWords } from "@/lib/platform/dates"
import { unlock } from "@/lib/sessions/actions"

/** One account as a manager on the phone needs it: can this person sign in, and if not, why. */
export function AccountCard({ account, isOwn, isFresh }: { account: AccountForManagers; isOwn: boolean; isFresh: boolean }) {
  const { disabledAt, failures, waitSeconds } = account
  return (
    <Card className="flex flex-wrap items-center justify-between gap-4">
      <div className="grid min-w-0 gap-1">
        <h3 id={`compte-${account.id}`} className="flex flex-wrap items-center gap-2 font-semibold">
          {formatName(account)} {account.isManager ? <Badge tone="brand">Gestionnaire</Badge> : null}
          {disabledAt ? (
            <Badge tone="bad">Désactivé</Badge>
          ) : waitSeconds > 0 ? (
            <Badge tone="wait">Ralenti</Badge>
          ) : (
            <Badge tone="good">Peut entrer</Badge>
          )}
        </h3>
        <p className="break-words text-soft">
          {account.email} · dernière connexion le {formatDay(account.lastUsedAt)}
        </p>
        {disabledAt ? <p>Ne peut pas entrer : compte désactivé le {formatDay(disabledAt)}.</p> : null}
        {failures > 0 ? (
          <p>
            {failures === 1 ? "1 mauvais mot de passe" : `${failures} mauvais mots de passe`} depuis hier
            {waitSeconds > 0 ? ` : prochain essai dans ${waitWords(waitSeconds)}.` : ". La personne peut essayer à nouveau."}
          </p>
        ) : null}
      </div>
      <div className="flex flex-wrap gap-3">
        {failures > 0 ? (
          <ActionButton action={unlock} fields={{ accountId: account.id }} tone="secondary" describedBy={`compte-${account.id}`}>
            Déverrouiller
          </ActionButton>
        ) : null}
      </div>
      {account.hasFactor && !isOwn ? <FactorResetForm accountId={account.id} isFresh={isFresh} /> : null}
    </Card>
  )
}
