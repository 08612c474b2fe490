import type { Metadata } from "next"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { EventSessionForm } from "@/components/parcourspro/event-sessions/session-form"
import { Banner } from "@/components/ui/banner"
import { Card } from "@/components/ui/card"
import { at } from "@/lib/access/addresses"
import { enterEventSession } from "@/lib/parcourspro/entrance/session"
import { halfDaysText, type Trainer, trainersText } from "@/lib/parcourspro/event-sessions/rules"
import type { RunSession } from "@/lib/parcourspro/providers/queries"
import { dayOf } from "@/lib/platform/time/working-days"

const path = "/parcourspro/prestataire/sessions/[id]/modifier"
type Props = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params
  const { session } = await enterEventSession(at(path, { id }), id)
  return { title: `Modifier ${session.event.title}` }
}

export default async function EditEventSessionPage({ params }: Props) {
  const { id } = await params
  const { session } = await enterEventSession(at(path, { id }), id)
  return (
    <Page title="Modifier la session" lead={`${session.event.title}.`} width="narrow">
      {session._count.registrations > 0 ? (
        <Banner tone="info">
          <p>Si les dates ou le lieu changent, les personnes inscrites sont prévenues et leur agenda mis à jour.</p>
        </Banner>
      ) : null}
      <Card>
        <EventSessionForm of={{ sessionId: id, seen: session.updatedAt.toISOString(), values: valuesOf(session) }} />
      </Card>
      <BackLink href={at("/parcourspro/prestataire/sessions/[id]", { id })}>Revenir à la session</BackLink>
    </Page>
  )
}

/** A session as its form takes it. */
function valuesOf(session: RunSession): Record<string, string> {
  return {
    halfDays: halfDaysText(session.halfDays),
    isRemote: session.isRemote ? "on" : "",
    place: session.place,
    postcode: session.postcode ?? "",
    city: session.city ?? "",
    trainers: trainersText(session.trainers as Trainer[]),
    places: String(session.places),
    minimum: String(session.minimum),
    opensOn: session.opensAt ? dayOf(session.opensAt) : "",
    // Registration closes when this day ends.
    closesOn: dayOf(new Date(session.closesAt.getTime() - 1000)),
    contactName: session.contactName,
    contactEmail: session.contactEmail,
    contactPhone: session.contactPhone,
    adaptationContact: session.adaptationContact,
    internalRules: session.internalRules,
  }
}
