import type { Metadata } from "next"
import { Page } from "@/components/layout/page"
import { Card, Facts } from "@/components/ui/card"
import { enter } from "@/lib/access/actor"
import { ownAccount } from "@/lib/accounts/queries"
import { ownAffiliations } from "@/lib/affiliations/queries"
import { profilNames } from "@/lib/profils/rules"

export const metadata: Metadata = { title: "Mon compte" }

export default async function OwnAccountPage() {
  const actor = await enter("/mon-compte")
  const [account, affiliations] = await Promise.all([ownAccount(actor), ownAffiliations(actor)])
  return (
    <Page title="Mon compte" lead="Vos informations et vos organismes.">
      <section aria-labelledby="informations" className="grid gap-3">
        <h2 id="informations" className="text-xl font-semibold">
          Mes informations
        </h2>
        <Card>
          <Facts
            facts={[
              ["Prénom", account.firstName],
              ["Nom", account.lastName],
              ["Fonction", account.jobTitle ?? "Non renseignée"],
              ["Téléphone", account.phone || "Non renseigné"],
              ["Adresse e-mail", account.email],
            ]}
          />
        </Card>
      </section>
      <section aria-labelledby="organismes" className="grid gap-3">
        <h2 id="organismes" className="text-xl font-semibold">
          Mes organismes
        </h2>
        <Card className="grid gap-4">
          {affiliations
            .filter(({ status }) => status === "active")
            .map((affiliation) => (
              <p key={affiliation.id}>
                <span className="font-semibold">{affiliation.structure.raisonSociale}</span>
                <span className="block text-soft">{profilNames(affiliation).join(", ")}</span>
              </p>
            ))}
          {affiliations.some(({ status }) => status === "active") ? null : <p className="text-soft">Aucun pour le moment.</p>}
        </Card>
      </section>
    </Page>
  )
}
