import Link from "next/link"
import { entryWords, lastEntry } from "@/components/desk/account-dossiers/entry-words"
import { ActionButton } from "@/components/ui/action-button"
import { Badge } from "@/components/ui/badge"
import { EmailAddress } from "@/components/ui/email-address"
import { Quiet, Table } from "@/components/ui/table"
import { at } from "@/lib/access/addresses"
import type { FoundAccount } from "@/lib/desk/account-searches/queries"
import { unlock } from "@/lib/desk/suspensions/actions"
import { formatName } from "@/lib/vocabulary/accounts/rules"

type Props = { accounts: FoundAccount[]; empty: string }

/** Accounts as a manager on the phone needs them, one on a line: can this person get in, and if not, why. */
export function AccountsTable({ accounts, empty }: Props) {
  return (
    <Table
      caption="Comptes"
      columns={[
        { header: "Nom", place: "name", cell: (account) => <Name account={account} /> },
        { header: "Accès", place: "whole", cell: (account) => <Entry account={account} /> },
        { header: "Structures", cell: ({ affiliations }) => <Structures affiliations={affiliations} /> },
        {
          header: "Dernière connexion",
          place: "none",
          cell: (account) => <span className="unfolded:whitespace-nowrap">{lastEntry(account)}</span>,
        },
        {
          header: "Actions",
          place: "actions",
          cell: ({ id, failures }) =>
            failures > 0 ? (
              <ActionButton action={unlock} fields={{ accountId: id }} tone="secondary" size="compact" describedBy={`compte-${id}`}>
                Déverrouiller
              </ActionButton>
            ) : null,
        },
      ]}
      rows={accounts}
      keyOf={({ id }) => id}
      empty={empty}
    />
  )
}

function Name({ account: { id, email, isManager, bouncedAt, ...person } }: { account: FoundAccount }) {
  return (
    <>
      <Link id={`compte-${id}`} href={at("/admin/comptes/[id]", { id })} className="font-semibold text-brand underline underline-offset-4">
        {formatName(person)}
      </Link>
      {isManager ? (
        <>
          {" "}
          <Badge tone="brand">Gestionnaire</Badge>
        </>
      ) : null}
      {bouncedAt ? (
        <>
          {" "}
          <Badge tone="bad">Messages refusés</Badge>
        </>
      ) : null}
      <span className="block text-sm text-soft unfolded:min-w-68">
        <EmailAddress>{email}</EmailAddress>
      </span>
    </>
  )
}

/** Whether the person gets in and, in a few words, why not. */
function Entry({ account }: { account: FoundAccount }) {
  const { tone, short, brief } = entryWords(account)
  return (
    <>
      <Badge tone={tone}>{short}</Badge> {brief}
    </>
  )
}

function Structures({ affiliations }: Pick<FoundAccount, "affiliations">) {
  const structures = affiliations.filter(({ status }) => status === "active")
  if (structures.length === 0) return <Quiet>Aucune</Quiet>
  const others = structures.length - 3
  return (
    <>
      {structures
        .slice(0, 3)
        .map(({ structureName, isReferent }) => `${structureName}${isReferent ? " (référent·e)" : ""}`)
        .join(" · ")}
      {others > 0 ? ` · et ${others} autre${others > 1 ? "s" : ""}` : ""}
    </>
  )
}
