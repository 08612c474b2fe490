import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { cache } from "react"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { EventForm } from "@/components/parcourspro/events/event-form"
import { Card } from "@/components/ui/card"
import { at } from "@/lib/access/addresses"
import { enter } from "@/lib/identity/entrance/actor"
import { eventSheet } from "@/lib/parcourspro/oversight/queries"
import { themes } from "@/lib/parcourspro/themes/queries"

const path = "/admin/parcourspro/actions/[id]/modifier"
type Props = { params: Promise<{ id: string }> }

const opened = cache(async (id: string) => (await eventSheet(await enter(at(path, { id })), id)) ?? notFound())

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Modifier ${(await opened((await params).id)).title}` }
}

export default async function EditEventPage({ params }: Props) {
  const { id } = await params
  const [event, known] = await Promise.all([opened(id), themes()])
  const offered = Object.fromEntries([...known, { id: event.themeId, name: event.theme.name }].map((theme) => [theme.id, theme.name]))
  const { title, themeId, kind, objectives, audience, prerequisites, programme, methods, evaluation, nature } = event
  return (
    <Page title="Modifier l’action" lead={title} width="narrow">
      <Card>
        <EventForm
          themes={offered}
          current={{
            eventId: id,
            seen: event.updatedAt.toISOString(),
            values: {
              ...{ title, themeId, kind, objectives, audience, prerequisites, programme, methods, evaluation, nature },
              providerSiret: event.provider.siret,
              duration: decimal(event.duration / 60),
              price: decimal(event.price / 100),
              adherentsOnly: event.adherentsOnly ? "on" : "",
              needsEmployer: event.needsEmployer ? "on" : "",
            },
          }}
        />
      </Card>
      <BackLink href={at("/admin/parcourspro/actions/[id]", { id })}>Revenir à l’action</BackLink>
    </Page>
  )
}

/** A number as its field takes it: "3,5". */
function decimal(value: number) {
  return String(Math.round(value * 100) / 100).replace(".", ",")
}
