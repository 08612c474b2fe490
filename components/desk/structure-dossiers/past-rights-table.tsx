import Link from "next/link"
import { Badge } from "@/components/ui/badge"
import { EmailAddress } from "@/components/ui/email-address"
import { Quiet, Table } from "@/components/ui/table"
import type { PastRights } from "@/lib/membership/rights-history/queries"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { profilNames } from "@/lib/vocabulary/profils/rules"

/** Who held what in a structure at some instant. */
export function PastRightsTable({ rights }: { rights: PastRights[] }) {
  return (
    <Table
      caption="Personnes rattachées ce jour-là"
      columns={[
        {
          header: "Nom",
          cell: ({ account, isDisabled }) => (
            <>
              <Link href={`/admin/comptes/${account.id}`} className="font-semibold text-brand underline underline-offset-4">
                {formatName(account)}
              </Link>{" "}
              {isDisabled ? <Badge tone="bad">Compte désactivé</Badge> : null}
            </>
          ),
        },
        { header: "Email", cell: ({ account }) => <EmailAddress>{account.email}</EmailAddress> },
        { header: "Référent", cell: ({ held }) => (held.isReferent ? "Oui" : <Quiet>Non</Quiet>) },
        { header: "Profils", cell: ({ held }) => profilNames(held).join(", ") },
      ]}
      rows={rights}
      keyOf={({ affiliationId }) => affiliationId}
      empty="Personne n’était rattaché à cette structure."
    />
  )
}
