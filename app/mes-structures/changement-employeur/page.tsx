import type { Metadata } from "next"
import { Page } from "@/components/layout/page"
import { EmployerChangeForm } from "@/components/membership/departures/employer-change-form"
import { Card } from "@/components/ui/card"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"
import { ownAffiliations } from "@/lib/membership/affiliations/queries"
import { profilNames } from "@/lib/vocabulary/profils/rules"
import { formatPlace } from "@/lib/vocabulary/structures/rules"

export const metadata: Metadata = { title: titleOf("/mes-structures/changement-employeur") }

export default async function EmployerChangePage() {
  const actor = await enter("/mes-structures/changement-employeur")
  const active = (await ownAffiliations(actor)).filter(({ status }) => status === "active")
  const structures = active.map((affiliation) => ({
    id: affiliation.id,
    name: affiliation.structure.raisonSociale,
    place: formatPlace(affiliation.structure),
    profils: profilNames(affiliation).join(", "),
    isReferent: affiliation.isReferent,
  }))
  return (
    <Page
      title="Je change d’employeur"
      lead="Dites une fois quelles structures vous quittez : leurs référents sont prévenus ensemble. Votre compte reste le même."
      width="narrow"
    >
      <Card>
        {structures.length > 0 ? (
          <EmployerChangeForm structures={structures} />
        ) : (
          <p className="text-soft">Vous n’êtes rattaché·e à aucune structure.</p>
        )}
      </Card>
    </Page>
  )
}
