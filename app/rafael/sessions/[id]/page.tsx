import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { cache, type ReactNode } from "react"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { periodWords, placesWords } from "@/components/rafael/offer/session-words"
import { Banner } from "@/components/ui/banner"
import { LinkButton } from "@/components/ui/button"
import { Card, Facts, Section } from "@/components/ui/card"
import { PrintButton } from "@/components/ui/print-button"
import { TextLink } from "@/components/ui/text-link"
import { When } from "@/components/ui/when"
import { at } from "@/lib/access/addresses"
import { currentActor } from "@/lib/identity/entrance/actor"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { formatPhone } from "@/lib/platform/text/phone"
import { formatDay } from "@/lib/platform/time/dates"
import { todayOf } from "@/lib/platform/time/working-days"
import { entryModes, levels, meetingKinds, modes } from "@/lib/rafael/codes/rules"
import { answerDelays, lastSentTo } from "@/lib/rafael/figures/queries"
import { answersIn } from "@/lib/rafael/figures/rules"
import { nextWithPlaces, type PublishedSession, publishedSession } from "@/lib/rafael/offer-search/queries"
import { structuresWith } from "@/lib/rafael/rights/rules"
import { closedFor, closingWords, openingOf, statuses } from "@/lib/rafael/states/rules"

const readAddress = reading({ candidat: words })
type Props = { params: Promise<{ id: string }>; searchParams: SearchParams }

const opened = cache(async (id: string) => (await publishedSession(id, new Date())) ?? notFound())

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { course, ...session } = await opened((await params).id)
  return { title: `${course.title}, ${periodWords(session)}` }
}

export default async function PublicSessionPage({ params, searchParams }: Props) {
  const { id } = await params
  const { candidat } = await readAddress(searchParams)
  const session = await opened(id)
  const actor = await currentActor()
  const { course, delivery } = session
  const closed = closedFor(openingOf({ ...session, delivery: { ...delivery, course } }), todayOf(new Date()))
  const prescribes = actor !== null && structuresWith(actor, "preregistration.prepare").length > 0 && !actor.control
  const last = actor && prescribes ? await lastSentTo(actor, course.structure.id) : []
  const isFull = session.taken >= session.places && !session.cancelledAt
  const answerDays = (await answerDelays([course.structure.id], new Date())).get(course.structure.id)
  const next = isFull ? (await nextWithPlaces([course.id], todayOf(new Date()))).get(course.id) : undefined
  return (
    <Page title={course.title} lead={course.structure.raisonSociale}>
      {session.cancelledAt ? (
        <Banner tone="bad">
          <p>Cette session est annulée.</p>
        </Banner>
      ) : null}
      {session.cancelledAt || prescribes || !closed ? null : (
        <Banner tone="wait">
          <p>{closingWords[closed]}</p>
        </Banner>
      )}
      {next ? (
        <Banner tone="bad">
          <p>
            Complet : la prochaine session avec des places commence{" "}
            <TextLink href={at("/rafael/sessions/[id]", { id: next.id, candidat })}>le {formatDay(next.startsOn)}</TextLink>.
          </p>
        </Banner>
      ) : null}
      <Card>
        <Facts facts={factsOf(session)} />
      </Card>
      {prescribes ? (
        closed ? (
          <Banner tone="wait">
            <p>{closingWords[closed]}</p>
          </Banner>
        ) : (
          <div>
            <LinkButton href={at("/rafael/preinscriptions/nouvelle", { session: id, candidat })}>Préinscrire un candidat</LinkButton>
          </div>
        )
      ) : null}
      {answerDays === undefined ? null : <p className="text-soft">{answersIn(answerDays)}.</p>}
      {last.length > 0 ? (
        <p className="text-soft">
          Les dix dernières préinscriptions envoyées à cet organisme :{" "}
          {last.map(({ status, count }) => `${statuses[status]} (${count})`).join(", ")}.
        </p>
      ) : null}
      <Part title="Objectif">{course.objective}</Part>
      <Part title="Contenu">{course.contents}</Part>
      <Part title="Et après">{course.results}</Part>
      <Part title="Évaluation">{course.evaluation}</Part>
      <Section id="contacts" title="Contacts">
        <Card>
          <Facts facts={contactsOf(session)} />
        </Card>
      </Section>
      <TextLink href={at("/rafael/formations/[id]", { id: course.id })}>Toutes les sessions de cette formation</TextLink>
      <p className="flex flex-wrap items-center gap-x-4 text-soft">
        <span>
          Vérifié le <When at={course.updatedAt} />
        </span>
        <TextLink href={at("/aide", { depuis: `/rafael/sessions/${id}` }, "contact")}>Signaler une erreur</TextLink>
        <PrintButton />
      </p>
      <BackLink href="/rafael">Chercher une autre formation</BackLink>
    </Page>
  )
}

/** What a candidate asks first, in this order: when, where, how to get in, cost, level. */
function factsOf(session: PublishedSession): (readonly [string, ReactNode])[] {
  const { course, delivery } = session
  const place = delivery.places.map(({ name, address, postcode, city }) =>
    [name, address, `${postcode} ${city}`].filter(Boolean).join(", "),
  )
  const said = (text: string) => text || "Non précisé"
  return [
    ["Quand", delivery.entryMode === "permanent" ? `${entryModes.permanent}, ${periodWords(session)}` : periodWords(session)],
    ["Durée", delivery.hoursTotal === null ? "Non précisée" : `${delivery.hoursTotal} heures`],
    ["Rythme", said(delivery.rhythm)],
    ["Alternance", said(delivery.alternance)],
    ["Où", place.length > 0 ? place.join(" ; ") : modes[delivery.mode]],
    ["Modalité", modes[delivery.mode]],
    ["Pour entrer", said(delivery.conditions)],
    ["Délai d’accès", said(delivery.accessDelay)],
    ...(session.meetings.length > 0
      ? [
          [
            "Réunions",
            session.meetings.map((meeting) => (
              <span key={meeting.id} className="block">
                {meetingKinds[meeting.kind]}, <When at={meeting.startsAt} exact />, {meeting.place}
              </span>
            )),
          ] as const,
        ]
      : []),
    ["Places", <Places key="places" session={session} />],
    ...registrationOf(session),
    ["Prix", delivery.remainingCost || (delivery.isFunded ? "Places financées" : "Non précisé")],
    ["Niveau à l’entrée", levelWords(course.entryLevel)],
    ["Niveau à la sortie", levelWords(course.exitLevel)],
    [
      "Certification",
      course.certifications.map(({ code, name }) => [code, name].filter(Boolean).join(" ")).join(" ; ") || "Sans certification",
    ],
    ["Accessibilité", said(delivery.accessibility)],
  ]
}

/** Whom to ask, from the nearest to the session outwards. */
function contactsOf(session: PublishedSession): (readonly [string, ReactNode])[] {
  const { course } = session
  const { trainingBody } = course.structure
  const contact = contactOf(course)
  const ofSession = contactOf(session)
  const ofBody = [trainingBody?.email, trainingBody?.phone && readable(trainingBody.phone)].filter(Boolean)
  return [
    ...(ofSession ? [["Contact pour cette session", ofSession] as const] : []),
    ["Contact pour la formation", contact || "Non précisé"],
    ...(ofBody.length > 0 ? [["Contact de l’organisme", ofBody.join(" · ")] as const] : []),
  ]
}

function Places({ session }: { session: PublishedSession }) {
  return session.taken < session.places ? placesWords(session) : <strong className="text-bad">{placesWords(session)}</strong>
}

/** From when to when one may be pre-registered, when the session says so. */
function registrationOf({ registrationFrom: from, registrationUntil: until }: PublishedSession): (readonly [string, string])[] {
  const words = [from ? `à partir du ${formatDay(from)}` : "", until ? `jusqu’au ${formatDay(until)}` : ""].filter(Boolean).join(", ")
  return words ? [["Préinscriptions", words]] : []
}

function levelWords(level: number | null) {
  return level === null ? "Non précisé" : (levels[level] ?? "Non précisé")
}

function contactOf({ contactName, contactEmail, contactPhone }: { contactName: string; contactEmail: string; contactPhone: string }) {
  return [contactName, contactEmail, contactPhone && readable(contactPhone)].filter(Boolean).join(" · ")
}

/** A number as it was typed when it is not a French one. */
function readable(phone: string) {
  return /^\+33/.test(phone) ? formatPhone(phone) : phone
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
