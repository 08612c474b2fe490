import type { Metadata } from "next"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { periodWords, placesWords } from "@/components/rafael/offer/session-words"
import { AnswerForm } from "@/components/rafael/preregistrations/answer-forms"
import { HealthWarning } from "@/components/rafael/preregistrations/health-warning"
import { candidateName } from "@/components/rafael/preregistrations/lists"
import { StatusBadge } from "@/components/rafael/preregistrations/status-badge"
import { StepsLine } from "@/components/rafael/preregistrations/steps-line"
import { Summons } from "@/components/rafael/preregistrations/summons"
import { Wishes } from "@/components/rafael/preregistrations/wishes"
import { ActionButton } from "@/components/ui/action-button"
import { Banner, Outcome } from "@/components/ui/banner"
import { LinkButton } from "@/components/ui/button"
import { Card, Facts, Section } from "@/components/ui/card"
import { Disclosure } from "@/components/ui/disclosure"
import { When } from "@/components/ui/when"
import { at } from "@/lib/access/addresses"
import { outcomeOf } from "@/lib/access/outcomes"
import type { Actor } from "@/lib/access/permissions"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { formatPhone } from "@/lib/platform/text/phone"
import { formatDay } from "@/lib/platform/time/dates"
import { missingToSubmit } from "@/lib/rafael/candidates/rules"
import { declineReasons, leavingReasons, levels, meetingKinds, reasons, situations } from "@/lib/rafael/codes/rules"
import { enterPreregistration } from "@/lib/rafael/entrance/preregistration"
import { meetingsToCome } from "@/lib/rafael/meetings/queries"
import { remove, takeOver } from "@/lib/rafael/preregistrations/actions"
import type { OpenPreregistration } from "@/lib/rafael/preregistrations/queries"
import { isSentByOther } from "@/lib/rafael/received/queries"
import { answers, begins, isLiving, isUnsent } from "@/lib/rafael/states/rules"
import { send, submit, takeBack } from "@/lib/rafael/validations/actions"
import { twinWishesOf, wishesOf } from "@/lib/rafael/wishes/queries"

const pattern = "/rafael/preinscriptions/[id]"
const readAddress = reading({ fait: words })
type Props = { params: Promise<{ id: string }>; searchParams: SearchParams }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params
  await enterPreregistration(at(pattern, { id }), id)
  // The title of a tab is read over a shoulder: it names nobody.
  return { title: "Candidat" }
}

export default async function PreregistrationPage({ params, searchParams }: Props) {
  const { id } = await params
  const { fait } = await readAddress(searchParams)
  const { actor, preregistration: one } = await enterPreregistration(at(pattern, { id }), id)
  const { session, candidate } = one
  const person = { candidateId: candidate.id, structureId: candidate.structureId }
  const [wishes, twins] = one.side === "prescriber" ? await Promise.all([wishesOf(actor, person), twinWishesOf(actor, person)]) : [[], []]
  const isAlsoOthers = await isSentByOther(one)
  return (
    <Page
      title="Candidat"
      lead={
        <>
          {candidateName(candidate)} · <StatusBadge status={one.status} />
        </>
      }
      banner={<Outcome>{outcomeOf(pattern, fait)}</Outcome>}
    >
      <Card>
        <Facts
          facts={[
            ["Formation", session.delivery.course.title],
            ["Organisme", session.delivery.course.structure.raisonSociale],
            ["Session", periodWords(session)],
            ["Places", placesWords(session)],
            ["Vœu", `n° ${one.wish}`],
            ...(one.rank ? [["Rang en liste d’attente", String(one.rank)] as const] : []),
            ...(one.meeting
              ? [
                  [
                    "Convocation",
                    <span key="convocation">
                      {meetingKinds[one.meeting.kind]}, <When at={one.meeting.startsAt} exact />, {one.meeting.place}
                      {one.attended === null ? "" : one.attended ? " : présent·e" : " : absent·e"}
                    </span>,
                  ] as const,
                ]
              : []),
          ]}
        />
      </Card>
      {isAlsoOthers ? (
        <Banner tone="info">
          <p>
            Une autre structure vous a adressé la même personne pour cette session. Répondez à l’une, et ne retenez pas l’autre : « 
            {reasons.known} ».
          </p>
        </Banner>
      ) : null}
      {actor.control || !isActing(one) ? null : one.side === "prescriber" ? (
        <PrescriberGestures one={one} />
      ) : (
        <BodyGestures one={one} actor={actor} />
      )}
      {wishes.length > 1 ? (
        <Section id="voeux" title="Ses vœux" lead="Acceptée sur un vœu, la personne libère ceux qui suivent aux mêmes dates.">
          <Wishes wishes={wishes} current={id} mayOrder={one.may("edit") && !actor.control} />
        </Section>
      ) : null}
      {twins.length > 0 ? (
        <Section
          id="autre-fiche"
          title="Son autre fiche"
          lead="Deux structures réunies accompagnaient cette personne : ses vœux sont sur deux fiches, que chacun suit comme avant."
        >
          <Wishes wishes={twins} current={id} mayOrder={false} />
        </Section>
      ) : null}
      <Section id="personne" title="La personne">
        <Card>
          <Person one={one} />
        </Card>
        {one.may("withdraw") && !candidate.erasedAt && !actor.control ? (
          <div>
            <LinkButton tone="quiet" href={at("/rafael/preinscriptions/[id]/donnees", { id })}>
              Ses données
            </LinkButton>
          </div>
        ) : null}
      </Section>
      <Section id="suivi" title="Ce qui s’est passé">
        <StepsLine steps={one.steps} />
      </Section>
      <BackLink href={at("/rafael/preinscriptions", one.side === "training_body" ? { vue: "recues" } : {})}>Revenir à la liste</BackLink>
    </Page>
  )
}

/** Whether anything may still be done: something living, or an answer that may change until the start. */
function isActing({ status, owner, may, candidate }: OpenPreregistration) {
  if (candidate.erasedAt) return false
  return isLiving(status) || status === "not_accepted" || (owner === null && may("takeOver"))
}

function Person({ one }: { one: OpenPreregistration }) {
  const { candidate } = one
  if (candidate.erasedAt) return <p>Les données de cette personne ont été effacées.</p>
  const said = (value: string | null | undefined) => value || "Non renseigné"
  return (
    <div className="grid gap-4">
      <Facts
        facts={[
          ["Date de naissance", candidate.birthDate ? formatDay(candidate.birthDate) : "Non renseignée"],
          ["E-mail", said(candidate.email)],
          ["Téléphone", candidate.phone ? formatPhone(candidate.phone) : "Non renseigné"],
          ["Commune", said([candidate.postcode, candidate.city].filter(Boolean).join(" "))],
          ["Situation", candidate.situation ? situations[candidate.situation] : "Non renseignée"],
          ["Niveau atteint", candidate.level === null ? "Non renseigné" : (levels[candidate.level] ?? "Non renseigné")],
          ["Identifiant France Travail", said(candidate.identifier)],
          ["Adaptation", candidate.needsAdaptation ? `À prévoir. ${candidate.adaptationContact ?? ""}` : "Non demandée"],
          ["Informée", candidate.noticeAt ? formatDay(candidate.noticeAt) : "Pas encore"],
          ["Accompagnée par", candidate.structure.raisonSociale],
          ...(one.wishedStart ? [["Début souhaité", formatDay(one.wishedStart)] as const] : []),
        ]}
      />
      {one.project ? <p className="max-w-prose whitespace-pre-line wrap-anywhere">{one.project}</p> : null}
      {one.side === "prescriber" ? <HealthWarning text={one.project} /> : null}
    </div>
  )
}

function PrescriberGestures({ one }: { one: OpenPreregistration }) {
  const { id, status, may, level } = one
  const waits = isUnsent(status)
  const missing = waits ? missingToSubmit(one.candidate, one) : []
  const fields = { preregistrationId: id }
  return (
    <div className="grid gap-4">
      {waits && missing.length > 0 ? (
        <Banner tone="wait">
          <p>Avant l’envoi, il manque : {missing.join(", ")}.</p>
        </Banner>
      ) : null}
      <div className="flex flex-wrap gap-3">
        {one.owner === null && may("takeOver") ? (
          <ActionButton action={takeOver} fields={fields}>
            Reprendre
          </ActionButton>
        ) : null}
        {status === "draft" && may("submit") ? (
          <ActionButton action={submit} fields={fields}>
            Transmettre pour validation
          </ActionButton>
        ) : null}
        {waits && may("validate") ? (
          <ActionButton action={send} fields={fields}>
            Valider et envoyer
          </ActionButton>
        ) : null}
        {waits && may("edit") ? (
          <LinkButton tone="secondary" href={at("/rafael/preinscriptions/[id]/modifier", { id })}>
            Modifier
          </LinkButton>
        ) : null}
        {status === "to_validate" && may("takeBack") ? (
          <ActionButton action={takeBack} tone="secondary" fields={fields}>
            Reprendre le brouillon
          </ActionButton>
        ) : null}
        {status === "to_validate" && may("return") ? (
          <LinkButton tone="danger" href={at("/rafael/preinscriptions/[id]/retirer", { id, geste: "renvoyer" })}>
            Renvoyer
          </LinkButton>
        ) : null}
        {waits && may("edit") ? (
          <ActionButton action={remove} tone="danger" fields={fields}>
            Supprimer
          </ActionButton>
        ) : null}
        {!waits && isLiving(status) && may("withdraw") ? (
          <LinkButton tone="danger" href={at("/rafael/preinscriptions/[id]/retirer", { id })}>
            Retirer
          </LinkButton>
        ) : null}
        {one.candidate.erasedAt ? null : (
          <LinkButton tone="quiet" href={at("/rafael", { candidat: one.candidate.id })}>
            Ajouter un vœu
          </LinkButton>
        )}
      </div>
      {level === 1 && waits ? (
        <p className="text-soft">Une personne de niveau 3 de votre structure la valide, puis elle part à l’organisme.</p>
      ) : null}
    </div>
  )
}

async function BodyGestures({ one, actor }: { one: OpenPreregistration; actor: Actor }) {
  const { accountId } = actor
  const { id, status } = one
  if (one.sentById === accountId)
    return (
      <Banner tone="wait">
        <p>Vous avez envoyé vous-même cette préinscription : une autre personne de l’organisme doit y répondre.</p>
      </Banner>
    )
  const meetings = begins("summon", status) ? await meetingsToCome(actor, one.session.id, new Date()) : []
  return (
    <Section id="reponse" title="Votre réponse">
      <div className="flex flex-wrap gap-3">
        {begins("accept", status) ? <AnswerForm ids={[id]} arrow="accept" button={answers.accept} /> : null}
        {begins("waitlist", status) ? <AnswerForm ids={[id]} arrow="waitlist" button={answers.waitlist} tone="secondary" /> : null}
        {begins("start", status) ? <AnswerForm ids={[id]} arrow="start" button={answers.start} /> : null}
        {begins("finish", status) ? <AnswerForm ids={[id]} arrow="finish" button={answers.finish} /> : null}
      </div>
      {begins("summon", status) ? (
        <Disclosure summary={answers.summon} tone="primary" mustOpen={false}>
          <Summons ids={[id]} meetings={meetings} />
        </Disclosure>
      ) : null}
      {begins("decline", status) ? (
        <Disclosure summary={answers.decline} mustOpen={false}>
          <AnswerForm ids={[id]} arrow="decline" button={answers.decline} tone="danger" choices={declineReasons} />
        </Disclosure>
      ) : null}
      {begins("notStart", status) ? (
        <Disclosure summary={answers.notStart} mustOpen={false}>
          <AnswerForm ids={[id]} arrow="notStart" button={answers.notStart} tone="danger" choices={leavingReasons} />
        </Disclosure>
      ) : null}
      {begins("drop", status) ? (
        <Disclosure summary={answers.drop} mustOpen={false}>
          <AnswerForm ids={[id]} arrow="drop" button={answers.drop} tone="danger" choices={leavingReasons} />
        </Disclosure>
      ) : null}
    </Section>
  )
}
