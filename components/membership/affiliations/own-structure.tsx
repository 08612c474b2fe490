import { Card, Facts } from "@/components/ui/card"
import { TextLink } from "@/components/ui/text-link"
import { at } from "@/lib/access/addresses"
import type { OwnAffiliation } from "@/lib/membership/affiliations/queries"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { profilNames } from "@/lib/vocabulary/profils/rules"
import { formatSiret } from "@/lib/vocabulary/structures/rules"

/** One structure of the person: their profils there, and who answers for it. */
export function OwnStructure({ affiliation, accountId }: { affiliation: OwnAffiliation; accountId: string }) {
  const { structure } = affiliation
  const referents = structure.affiliations.map(({ account }) => (account.id === accountId ? "vous" : formatName(account)))
  return (
    <Card className="grid gap-3">
      <h3 className="text-lg font-semibold">{structure.raisonSociale}</h3>
      <Facts
        facts={[
          ["SIRET", formatSiret(structure.siret)],
          ["Mes profils", profilNames(affiliation).join(", ")],
          ["Référents", referents.join(", ") || "Aucun pour le moment"],
        ]}
      />
      <div>
        <TextLink href={at("/mes-structures/[id]", { id: structure.id })}>Voir les utilisateurs de la structure</TextLink>
      </div>
    </Card>
  )
}
