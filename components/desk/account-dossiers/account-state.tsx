import { entryWords, lastEntry } from "@/components/desk/account-dossiers/entry-words"
import { Banner } from "@/components/ui/banner"
import { Card, Facts } from "@/components/ui/card"
import type { AccountFile } from "@/lib/desk/account-dossiers/queries"
import { formatPhone } from "@/lib/platform/text/phone"
import { formatDay } from "@/lib/platform/time/dates"

/** Who the person is, and the answer to "why can I not get in?". */
export function AccountState({ account }: { account: AccountFile }) {
  const { tone, words } = entryWords({ ...account, affiliations: account.entries })
  return (
    <>
      <Banner tone={tone}>
        <p className="font-semibold">{words}</p>
        {account.bouncedAt ? (
          <p>
            Ses messages reviennent depuis le {formatDay(account.bouncedAt)} : tant que l’adresse n’en reçoit pas, cette personne ne compte
            pas comme référent joignable.
          </p>
        ) : null}
      </Banner>
      <Card>
        <Facts
          facts={[
            ["Email", account.email],
            ["Fonction", account.jobTitle ?? "Non renseignée"],
            ["Téléphone", account.phone ? formatPhone(account.phone) : "Non renseigné"],
            ["Compte créé le", formatDay(account.createdAt)],
            ["Dernière connexion", lastEntry(account)],
            ["Second facteur", account.hasFactor ? "Oui" : "Non"],
            ...(account.isManager ? [["Rôle", "Gestionnaire Cap Métiers"] as const] : []),
          ]}
        />
      </Card>
    </>
  )
}
