import type { Metadata } from "next"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { ApplicationForm } from "@/components/signon/applications/application-form"
import { Card } from "@/components/ui/card"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"
import { possibleSiblings } from "@/lib/signon/applications/queries"

const path = "/admin/applications/nouvelle"
export const metadata: Metadata = { title: titleOf(path) }

/** What most applications are. */
const usual = { entry: "member", eventWay: "none", proof: "secret", profile: "on", email: "on", structure: "on", beneficiaire: "on" }

export default async function NewApplicationPage() {
  const actor = await enter(path)
  return (
    <Page
      title={titleOf(path)}
      width="narrow"
      lead="Ce que dit la personne qui connecte l’outil, recopié ici. Rien ne s’ouvre avant que vous ne créiez son secret, à la page suivante."
    >
      <Card>
        <ApplicationForm current={usual} siblings={await possibleSiblings(actor)} />
      </Card>
      <BackLink href="/admin/applications">Revenir aux applications</BackLink>
    </Page>
  )
}
