import type { Metadata } from "next"
import { CreationForm } from "@/components/desk/structure-dossiers/structure-forms"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { Card } from "@/components/ui/card"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"

export const metadata: Metadata = { title: titleOf("/admin/structures/nouvelle") }

export default async function NewStructurePage() {
  await enter("/admin/structures/nouvelle")
  return (
    <Page
      title={titleOf("/admin/structures/nouvelle")}
      lead="Le SIRET est cherché dans l’annuaire national pour remplir le reste."
      width="narrow"
    >
      <Card>
        <CreationForm />
      </Card>
      <BackLink href="/admin/structures">Revenir aux structures</BackLink>
    </Page>
  )
}
