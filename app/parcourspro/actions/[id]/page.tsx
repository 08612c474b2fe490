import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { cache } from "react"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { periodWords, placesWords, whereWords } from "@/components/parcourspro/event-sessions/session-words"
import { RegisterForm } from "@/components/parcourspro/registrations/register-form"
import { Badge } from "@/components/ui/badge"
import { Banner } from "@/components/ui/banner"
import { LinkButton } from "@/components/ui/button"
import { Card, Facts, Section } from "@/components/ui/card"
import { FeedLink, TextLink } from "@/components/ui/text-link"
import { at } from "@/lib/access/addresses"
import type { Actor } from "@/lib/access/permissions"
import { currentActor } from "@/lib/identity/entrance/actor"
import { durationWords, kindNames, natures, priceWords } from "@/lib/parcourspro/codes/rules"
import type { Trainer } from "@/lib/parcourspro/event-sessions/rules"
import { type EventPage, eventPage } from "@/lib/parcourspro/programme/queries"
import { livingOn, overlapping, refusalsFor } from "@/lib/parcourspro/registrations/queries"
import { closedFor, closingWords } from "@/lib/parcourspro/states/rules"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { formatPhone } from "@/lib/platform/text/phone"
import { formatDay, formatInstant } from "@/lib/platform/time/dates"

const readAddress = reading({ session: words })
type Props = { params: Promise<{ id: string }>; searchParams: SearchParams }

const opened = cache(async (id: string) => (await eventPage(id, new Date())) ?? notFound())

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await opened((await params).id)).title }
}

export default async function EventActionPage({ params, searchParams }: Props) {
  const { id } = await params
  const { session: chosen } = await readAddress(searchParams)
  const [event, actor] = await Promise.all([opened(id), currentActor()])
  const now = new Date()
  return (
    <Page title={event.title} lead={`${kindNames[event.kind]}, ${event.provider.raisonSociale}`}>
      <div className="flex flex-wrap gap-2">
        <Badge>{event.theme.name}</Badge>
        {event.adherentsOnly ? <Badge tone="brand">Réservée aux adhérents</Badge> : null}
      </div>
      <Card>
        <Facts
          facts={[
            ["Durée", durationWords(event.duration)],
            ["Prix", priceWords(event.price)],
            ["Nature", natures[event.nature]],
            ["Accord de l’employeur", event.needsEmployer ? "Demandé d’abord à votre employeur" : "Pas nécessaire"],
            ...(event.audience ? [["Public", event.audience] as const] : []),
            ...(event.prerequisites ? [["Prérequis", event.prerequisites] as const] : []),
          ]}
        />
      </Card>
      {event.sessions.some((session) => closedFor(session, now) === null) ? (
        <div>
          <LinkButton href="#inscription">S’inscrire à une session</LinkButton>
        </div>
      ) : null}
      <Section id="sessions" title="Sessions">
        {event.sessions.length === 0 ? <p className="text-soft">Aucune session n’est prévue pour le moment.</p> : null}
        <div className="grid gap-4 lg:grid-cols-2">
          {event.sessions.map((session) => (
            <SessionCard key={session.id} eventId={event.id} session={session} now={now} />
          ))}
        </div>
      </Section>
      <Registration event={event} actor={actor} now={now} chosen={chosen} />
      <Part title="Objectifs">{event.objectives}</Part>
      <Part title="Programme">{event.programme}</Part>
      <Part title="Méthodes et moyens">{event.methods}</Part>
      <Part title="Évaluation">{event.evaluation}</Part>
      <BackLink href="/parcourspro">Voir tout le programme</BackLink>
    </Page>
  )
}

type Session = EventPage["sessions"][number]

function SessionCard({ eventId, session, now }: { eventId: string; session: Session; now: Date }) {
  const closing = closedFor(session, now)
  const waiting = session._count.registrations
  const contact = [session.contactName, session.contactEmail, session.contactPhone && readable(session.contactPhone)].filter(Boolean)
  const trainers = (session.trainers as Trainer[]).map(({ name, quality }) => [name, quality].filter(Boolean).join(", "))
  return (
    <Card className="grid content-start gap-3">
      <h3 className="text-lg font-semibold first-letter:uppercase">{periodWords(session)}</h3>
      {session.status === "cancelled" ? <Badge tone="bad">Annulée</Badge> : null}
      <Facts
        facts={[
          ["Lieu", whereWords(session)],
          ["Places", waiting > 0 ? `${placesWords(session)}, ${waiting} en attente` : placesWords(session)],
          [
            "Horaires",
            session.halfDays.map(({ id, startsAt, endsAt }) => (
              <span key={id} className="block">
                {periodWords({ startsAt, endsAt })}
              </span>
            )),
          ],
          ["Inscriptions jusqu’au", formatDay(new Date(session.closesAt.getTime() - 1000))],
          ...(trainers.length > 0 ? [["Intervenant·es", trainers.join(" ; ")] as const] : []),
          ...(contact.length > 0 ? [["Contact", contact.join(" · ")] as const] : []),
          ...(session.adaptationContact ? [["Pour une adaptation", session.adaptationContact] as const] : []),
        ]}
      />
      {session.status === "cancelled" ? null : (
        <FeedLink href={at("/parcourspro/actions/[id]/agenda", { id: eventId, session: session.id })} type="text/calendar">
          Ajouter à mon agenda (.ics)
        </FeedLink>
      )}
      {closing ? (
        <p className="text-soft">
          {closing === "not-yet" && session.opensAt
            ? `Les inscriptions ouvrent le ${formatInstant(session.opensAt)}.`
            : closingWords[closing]}
        </p>
      ) : null}
    </Card>
  )
}

/** A number as it was typed when it is not a French one. */
function readable(phone: string) {
  return /^\+33/.test(phone) ? formatPhone(phone) : phone
}

type RegistrationProps = { event: EventPage; actor: Actor | null; now: Date; chosen: string }

/** The way to register, or why not and what can be done. */
async function Registration({ event, actor, now, chosen }: RegistrationProps) {
  const open = event.sessions.filter((session) => closedFor(session, now) === null)
  const [first] = open
  if (!first?.startsAt) return null
  const returning = at("/parcourspro/actions/[id]", { id: event.id })
  if (!actor)
    return (
      <Section id="inscription" title="S’inscrire">
        <p className="max-w-prose">Pour vous inscrire, connectez-vous avec votre compte, rattaché à votre structure.</p>
        <div className="flex flex-wrap gap-3">
          <LinkButton href={at("/connexion", { retour: returning })}>Se connecter pour s’inscrire</LinkButton>
          <LinkButton tone="secondary" href="/inscription">
            Créer un compte
          </LinkButton>
        </div>
      </Section>
    )
  if (actor.control || (actor.isManager && actor.affiliations.length === 0)) return null
  const session = open.find(({ id }) => id === chosen) ?? first
  const [structures, living, overlaps] = await Promise.all([
    refusalsFor(actor, event, session.startsAt ?? first.startsAt, now),
    livingOn(actor, event.id),
    overlapping(actor, session.id),
  ])
  const allowed = structures.filter(({ refusal }) => refusal === null)
  if (living)
    return (
      <Section id="inscription" title="S’inscrire">
        <Banner tone="info">
          <p>
            Vous avez déjà une demande en cours sur cette action.{" "}
            <TextLink href="/parcourspro/inscriptions">Voir mes inscriptions</TextLink>
          </p>
        </Banner>
      </Section>
    )
  return (
    <Section id="inscription" title="S’inscrire">
      {structures.length === 0 ? (
        <Banner tone="wait">
          <p>
            L’inscription se fait pour une structure : <TextLink href="/mes-structures">demandez d’abord un rattachement</TextLink>.
          </p>
        </Banner>
      ) : null}
      {structures.map(({ id, raisonSociale, refusal, detail }) =>
        refusal ? (
          <Banner key={id} tone="wait">
            <p>
              <strong>{raisonSociale}</strong> : {refusalWords[refusal](detail)}
            </p>
          </Banner>
        ) : null,
      )}
      {overlaps.map((one) => (
        <Banner key={one.event.title} tone="wait">
          <p>
            Aux mêmes heures, vous avez aussi « {one.event.title} »{one.startsAt ? `, le ${formatInstant(one.startsAt)}` : ""}. Vous pouvez
            vous inscrire quand même.
          </p>
        </Banner>
      ))}
      {allowed.length > 0 ? (
        <Card>
          <RegisterForm
            structures={Object.fromEntries(allowed.map(({ id, raisonSociale }) => [id, raisonSociale]))}
            sessions={Object.fromEntries(open.map((one) => [one.id, `${periodWords(one)}, ${whereWords(one)}, ${placesWords(one)}`]))}
            sessionId={session.id}
          />
        </Card>
      ) : null}
    </Section>
  )
}

const refusalWords = {
  "structure-closed": () => "cette structure est fermée.",
  wave: (day?: string) =>
    day
      ? `règle de l’année, les inscriptions vous seront ouvertes le ${formatDay(new Date(`${day}T12:00:00Z`))}.`
      : "règle de l’année, les inscriptions ne vous sont pas ouvertes.",
  "adherents-only": () =>
    "action réservée aux structures adhérentes, et elle ne l’est pas à cette date. Son référent peut demander l’adhésion.",
  "most-actions": (most?: string) =>
    `règle de l’année, ${most} actions réservées aux adhérents au plus par personne. Retirez une demande en cours.`,
  "most-formations": (most?: string) =>
    `règle de l’année, ${most} formations réservées aux adhérents au plus par personne. Choisissez un autre format.`,
}

function Part({ title, children }: { title: string; children: string }) {
  if (children === "") return null
  return (
    <section className="grid gap-2">
      <h2 className="text-xl font-semibold">{title}</h2>
      <p className="max-w-prose whitespace-pre-line wrap-anywhere">{children}</p>
    </section>
  )
}
