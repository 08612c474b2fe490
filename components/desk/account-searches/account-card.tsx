import Link from "next/link"
import { entryWords, lastEntry } from "@/components/desk/account-dossiers/entry-words"
import { ActionButton } from "@/components/ui/action-button"
import { Badge } from "@/components/ui/badge"
import { Card } from "@/components/ui/card"
import type { FoundAccount } from "@/lib/desk/account-searches/queries"
import { unlock } from "@/lib/desk/suspensions/actions"
import { formatName } from "@/lib/vocabulary/accounts/rules"

/** One account as a manager on the phone needs it: can this person get in, and if not, why. */
export function AccountCard({ account }: { account: FoundAccount }) {
  const { tone, short, words } = entryWords(account)
  const structures = account.affiliations.filter(({ status }) => status === "active")
  return (
    <Card className="flex flex-wrap items-center justify-between gap-4">
      <div className="grid min-w-0 gap-1">
        <h3 id={`compte-${account.id}`} className="flex flex-wrap items-center gap-2 font-semibold">
          <Link href={`/admin/comptes/${account.id}`} className="text-brand underline underline-offset-4">
            {formatName(account)}
          </Link>
          {account.isManager ? <Badge tone="brand">Gestionnaire</Badge> : null}
          <Badge tone={tone}>{short}</Badge>
          {account.bouncedAt ? <Badge tone="bad">Messages refusés</Badge> : null}
        </h3>
        <p className="text-soft wrap-anywhere">
          {account.email} · dernière connexion : {lastEntry(account)}
        </p>
        {tone === "good" ? null : <p>{words}</p>}
        {structures.length > 0 ? (
          <p className="text-soft">
            {structures
              .slice(0, 3)
              .map(({ structureName, isReferent }) => `${structureName}${isReferent ? " (référent·e)" : ""}`)
              .join(" · ")}
            {structures.length > 3 ? ` · et ${structures.length - 3} autres` : ""}
          </p>
        ) : null}
      </div>
      {account.failures > 0 ? (
        <ActionButton action={unlock} fields={{ accountId: account.id }} tone="secondary" describedBy={`compte-${account.id}`}>
          Déverrouiller
        </ActionButton>
      ) : null}
    </Card>
  )
}
