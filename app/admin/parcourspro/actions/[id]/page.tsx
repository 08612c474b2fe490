import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { cache } from "react"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { periodWords } from "@/components/parcourspro/event-sessions/session-words"
import { SessionBadge } from "@/components/parcourspro/providers/tables"
import { ActionButton } from "@/components/ui/action-button"
import { Banner, Outcome } from "@/components/ui/banner"
import { LinkButton } from "@/components/ui/button"
import { Card, Facts, Section } from "@/components/ui/card"
import { Table } from "@/components/ui/table"
import { TextLink } from "@/components/ui/text-link"
import { at } from "@/lib/access/addresses"
import { outcomeOf } from "@/lib/access/outcomes"
import { enter } from "@/lib/identity/entrance/actor"
import { durationWords, kindNames, natures, priceWords } from "@/lib/parcourspro/codes/rules"
import { archive } from "@/lib/parcourspro/events/actions"
import { eventSheet } from "@/lib/parcourspro/oversight/queries"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"

const path = "/admin/parcourspro/actions/[id]"
const readAddress = reading({ fait: words })
type Props = { params: Promise<{ id: string }>; searchParams: SearchParams }

const opened = cache(async (id: string) => (await eventSheet(await enter(at(path, { id })), id)) ?? notFound())

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await opened((await params).id)).title }
}

export default async function EventSheetPage({ params, searchParams }: Props) {
  const { id } = await params
  const event = await opened(id)
  const { fait } = await readAddress(searchParams)
  return (
    <Page
      title={event.title}
      lead={`${kindNames[event.kind]}, ${event.provider.raisonSociale}`}
      banner={<Outcome>{outcomeOf(path, fait)}</Outcome>}
    >
      {event.archivedAt ? (
        <Banner tone="wait">
          <p>Cette action est archivée : elle ne se trouve plus dans le programme.</p>
        </Banner>
      ) : null}
      <Card className="grid gap-4">
        <Facts
          facts={[
            ["Thème", event.theme.name],
            ["Durée", durationWords(event.duration)],
            ["Prix", priceWords(event.price)],
            ["Nature", natures[event.nature]],
            ["Public", event.adherentsOnly ? "Réservée aux adhérents" : "Ouverte à tous"],
            ["Accord de l’employeur", event.needsEmployer ? "Demandé" : "Pas nécessaire"],
          ]}
        />
        <div className="flex flex-wrap gap-3">
          <LinkButton tone="secondary" href={at("/admin/parcourspro/actions/[id]/modifier", { id })}>
            Modifier
          </LinkButton>
          {event.archivedAt ? null : (
            <>
              <LinkButton tone="quiet" href={at("/parcourspro/actions/[id]", { id })}>
                Voir la page publique
              </LinkButton>
              <ActionButton action={archive} tone="danger" fields={{ eventId: id }}>
                Archiver
              </ActionButton>
            </>
          )}
        </div>
      </Card>
      <Section id="sessions" title="Sessions">
        {event.archivedAt ? null : (
          <div>
            <LinkButton href={at("/admin/parcourspro/sessions/nouvelle", { action: id })}>Ajouter une session</LinkButton>
          </div>
        )}
        <Table
          caption="Sessions de l’action"
          columns={[
            {
              header: "Dates",
              cell: (session) => (
                <TextLink strong href={at("/parcourspro/prestataire/sessions/[id]", { id: session.id })}>
                  {periodWords(session)}
                </TextLink>
              ),
            },
            { header: "Prises / places", cell: ({ taken, places }) => `${taken} / ${places}` },
            { header: "État", cell: ({ status }) => <SessionBadge status={status} /> },
          ]}
          rows={event.sessions}
          keyOf={(session) => session.id}
          empty={<p>Aucune session : ajoutez la première.</p>}
        />
      </Section>
      <BackLink href={at("/admin/parcourspro", { vue: "actions" })}>Revenir aux actions</BackLink>
    </Page>
  )
}
