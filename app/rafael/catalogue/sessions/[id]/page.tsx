import type { Metadata } from "next"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { MeetingForm } from "@/components/rafael/meetings/meeting-forms"
import { SeatsForm } from "@/components/rafael/offer/session-forms"
import { periodWords } from "@/components/rafael/offer/session-words"
import { ActionButton } from "@/components/ui/action-button"
import { Banner, Outcome } from "@/components/ui/banner"
import { LinkButton } from "@/components/ui/button"
import { Card, Facts, Section } from "@/components/ui/card"
import { Disclosure } from "@/components/ui/disclosure"
import { TextLink } from "@/components/ui/text-link"
import { When } from "@/components/ui/when"
import { at } from "@/lib/access/addresses"
import { outcomeOf } from "@/lib/access/outcomes"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { formatInstant } from "@/lib/platform/time/dates"
import { entryModes, meetingKinds, recruitments } from "@/lib/rafael/codes/rules"
import { enterSession } from "@/lib/rafael/entrance/session"
import { structuresWith } from "@/lib/rafael/rights/rules"
import { setRecruitment } from "@/lib/rafael/training-sessions/actions"

const pattern = "/rafael/catalogue/sessions/[id]"
const readAddress = reading({ fait: words })
type Props = { params: Promise<{ id: string }>; searchParams: SearchParams }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params
  const { session } = await enterSession(at(pattern, { id }), id, "offer.see")
  return { title: `${session.delivery.course.title}, ${periodWords(session)}` }
}

export default async function SessionPage({ params, searchParams }: Props) {
  const { id } = await params
  const { fait } = await readAddress(searchParams)
  const { actor, session } = await enterSession(at(pattern, { id }), id, "offer.see")
  const { course } = session.delivery
  const mayWrite = structuresWith(actor, "offer.write").includes(course.structureId) && !actor.control && !session.cancelledAt
  const count = (...which: string[]) => session.preregistrations.filter(({ status }) => which.includes(status)).length
  const answers = structuresWith(actor, "received.see").includes(course.structureId)
  return (
    <Page
      title={`${course.title}, ${periodWords(session)}`}
      lead={`Session ${session.numero}.`}
      banner={<Outcome>{outcomeOf(pattern, fait)}</Outcome>}
    >
      {session.cancelledAt ? (
        <Banner tone="bad">
          <p>
            Session annulée le <When at={session.cancelledAt} />
             : « {session.cancelledFor} »
          </p>
        </Banner>
      ) : null}
      <Card>
        <Facts
          facts={[
            ["Places", String(session.places)],
            ["Prises", String(session.taken)],
            ["En attente", String(count("waitlisted"))],
            ["À répondre", String(count("sent", "summoned"))],
            ["Réunions", session.meetings.length === 0 ? "Aucune" : session.meetings.map(({ kind }) => meetingKinds[kind]).join(", ")],
            ["Entrées", entryModes[session.delivery.entryMode]],
            ["Recrutement", recruitments[session.recruitment]],
            [
              "Préinscriptions",
              session.registrationFrom || session.registrationUntil ? (
                <>
                  {session.registrationFrom ? (
                    <>
                      à partir du <When at={session.registrationFrom} />{" "}
                    </>
                  ) : null}
                  {session.registrationUntil ? (
                    <>
                      jusqu’au <When at={session.registrationUntil} />
                    </>
                  ) : null}
                </>
              ) : (
                "jusqu’au premier jour"
              ),
            ],
          ]}
        />
      </Card>
      {answers ? (
        <TextLink strong href={at("/rafael/preinscriptions", { vue: "recues", structure: course.structureId, session: id })}>
          Préinscriptions reçues pour cette session
        </TextLink>
      ) : null}
      {session.meetings.length > 0 && answers ? (
        <ul className="grid gap-1">
          {session.meetings.map((meeting) => (
            <li key={meeting.id}>
              <TextLink href={at("/rafael/preinscriptions/reunions/[id]", { id: meeting.id })}>
                Feuille de réunion : {meetingKinds[meeting.kind].toLowerCase()} du {formatInstant(meeting.startsAt)}
              </TextLink>
            </li>
          ))}
        </ul>
      ) : null}
      {structuresWith(actor, "received.answer").includes(course.structureId) && !actor.control && !session.cancelledAt ? (
        <Disclosure summary="Prévoir une réunion" tone="primary" mustOpen={false}>
          <MeetingForm sessionId={id} />
        </Disclosure>
      ) : null}
      {mayWrite ? (
        <>
          <div className="flex flex-wrap gap-3">
            <LinkButton tone="secondary" href={at("/rafael/catalogue/sessions/[id]/reproduire", { id })}>
              Reproduire à d’autres dates
            </LinkButton>
            <LinkButton tone="secondary" href={at("/rafael/catalogue/sessions/[id]/dates", { id })}>
              Changer les dates
            </LinkButton>
            {session.recruitment === "open" ? (
              <ActionButton action={setRecruitment} tone="secondary" fields={{ sessionId: id, recruitment: "suspended" }}>
                Suspendre le recrutement
              </ActionButton>
            ) : (
              <ActionButton action={setRecruitment} tone="secondary" fields={{ sessionId: id, recruitment: "open" }}>
                Reprendre le recrutement
              </ActionButton>
            )}
            <LinkButton tone="danger" href={at("/rafael/catalogue/sessions/[id]/annuler", { id })}>
              Annuler la session
            </LinkButton>
          </div>
          <Section id="nombre-de-places" title="Places et contact">
            <Card>
              <SeatsForm
                key={session.updatedAt.toISOString()}
                sessionId={id}
                current={{
                  places: String(session.places),
                  minimum: session.minimum === 0 ? "" : String(session.minimum),
                  hasLateEntry: session.hasLateEntry ? "on" : "",
                  contactName: session.contactName,
                  contactEmail: session.contactEmail,
                  contactPhone: session.contactPhone,
                }}
              />
            </Card>
          </Section>
        </>
      ) : null}
      <BackLink href={at("/rafael/catalogue/formations/[id]", { id: course.id, onglet: "sessions" })}>Revenir à la formation</BackLink>
    </Page>
  )
}
