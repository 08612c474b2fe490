import type { Metadata } from "next"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { EventForm } from "@/components/parcourspro/events/event-form"
import { Banner } from "@/components/ui/banner"
import { Card } from "@/components/ui/card"
import { TextLink } from "@/components/ui/text-link"
import { at } from "@/lib/access/addresses"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"
import { themes } from "@/lib/parcourspro/themes/queries"

const path = "/admin/parcourspro/actions/nouvelle"
export const metadata: Metadata = { title: titleOf(path) }

export default async function NewEventPage() {
  await enter(path)
  const known = await themes()
  return (
    <Page title={titleOf(path)} width="narrow">
      {known.length === 0 ? (
        <Banner tone="wait">
          <p>
            Une action a un thème : <TextLink href={at("/admin/parcourspro", { vue: "themes" })}>ajoutez-en un d’abord</TextLink>.
          </p>
        </Banner>
      ) : null}
      <Card>
        <EventForm themes={Object.fromEntries(known.map(({ id, name }) => [id, name]))} />
      </Card>
      <BackLink href={at("/admin/parcourspro", { vue: "actions" })}>Revenir aux actions</BackLink>
    </Page>
  )
}
