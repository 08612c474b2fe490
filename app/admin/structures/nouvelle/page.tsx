import type { Metadata } from "next"
import { CreationForm } from "@/components/desk/structure-dossiers/structure-forms"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { Card } from "@/components/ui/card"
import { enter } from "@/lib/identity/entrance/actor"

export const metadata: Metadata = { title: "Créer une structure" }

export default async function NewStructurePage() {
  await enter("/admin/structures/nouvelle")
  return (
    <Page title="Créer une structure" lead="Le SIRET est cherché dans l’annuaire national pour remplir le reste." width="narrow">
      <Card>
        <CreationForm />
      </Card>
      <BackLink href="/admin/structures">Revenir aux structures</BackLink>
    </Page>
  )
}
