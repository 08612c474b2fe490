import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { EventSessionForm } from "@/components/parcourspro/event-sessions/session-form"
import { Card } from "@/components/ui/card"
import { at } from "@/lib/access/addresses"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"
import { eventSheet } from "@/lib/parcourspro/oversight/queries"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"

const path = "/admin/parcourspro/sessions/nouvelle"
export const metadata: Metadata = { title: titleOf(path) }
const readAddress = reading({ action: words })

export default async function NewEventSessionPage({ searchParams }: { searchParams: SearchParams }) {
  const actor = await enter(path)
  const { action } = await readAddress(searchParams)
  const event = (await eventSheet(actor, action)) ?? notFound()
  return (
    <Page title={titleOf(path)} lead={`${event.title}, ${event.provider.raisonSociale}.`} width="narrow">
      <Card>
        <EventSessionForm of={{ eventId: event.id }} />
      </Card>
      <BackLink href={at("/admin/parcourspro/actions/[id]", { id: event.id })}>Revenir à l’action</BackLink>
    </Page>
  )
}
