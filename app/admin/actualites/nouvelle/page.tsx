import type { Metadata } from "next"
import { AnnouncementForm } from "@/components/desk/news/announcement-form"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { Card } from "@/components/ui/card"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"

export const metadata: Metadata = { title: titleOf("/admin/actualites/nouvelle") }

export default async function NewAnnouncementPage() {
  await enter("/admin/actualites/nouvelle")
  return (
    <Page title={titleOf("/admin/actualites/nouvelle")} lead="Personne ne la lit avant que vous ne la publiiez." width="narrow">
      <Card>
        <AnnouncementForm />
      </Card>
      <BackLink href="/admin/actualites">Revenir aux actualités</BackLink>
    </Page>
  )
}
