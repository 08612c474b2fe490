import type { Metadata } from "next"
import { WaitingCards } from "@/components/desk/figures/waiting-cards"
import { Tiles } from "@/components/desk/news/tiles"
import { Page } from "@/components/layout/page"
import { StandInCard } from "@/components/membership/absences/absence-cards"
import { OwnRequest } from "@/components/membership/affiliations/own-request"
import { AnswerForm } from "@/components/membership/clarifications/clarification-forms"
import { OwnProfils } from "@/components/membership/home/own-profils"
import { ToDecide } from "@/components/membership/home/to-decide"
import { ReviewCards } from "@/components/membership/reviews/review-cards"
import { Banner, Outcome } from "@/components/ui/banner"
import { LinkButton } from "@/components/ui/button"
import { Card, Section } from "@/components/ui/card"
import { TextLink } from "@/components/ui/text-link"
import { When } from "@/components/ui/when"
import { outcomeOf } from "@/lib/access/outcomes"
import { isDecider } from "@/lib/access/permissions"
import { titleOf } from "@/lib/access/routes"
import { answerErrand } from "@/lib/desk/errand-questions/actions"
import { ownErrandQuestions } from "@/lib/desk/errand-questions/queries"
import { currentAnnouncements } from "@/lib/desk/news/queries"
import { tileLinks } from "@/lib/desk/tiles/queries"
import { whatWaitsFor } from "@/lib/desk/waiting/queries"
import { enter } from "@/lib/identity/entrance/actor"
import { pendingNominations } from "@/lib/identity/managers/queries"
import { standInsAskedOf } from "@/lib/membership/absences/queries"
import { type OwnAffiliation, ownAffiliations, requestsForReferent } from "@/lib/membership/affiliations/queries"
import { delaysOf } from "@/lib/membership/answer-delays/queries"
import { ownOpenQuestions } from "@/lib/membership/clarifications/queries"
import { ownPendingListings } from "@/lib/membership/listings/queries"
import { answererNames } from "@/lib/membership/referents/queries"
import { reviewsWaiting } from "@/lib/membership/review-answers/queries"
import { reviewsLeftToManagers } from "@/lib/membership/reviews/queries"
import { countForEmployer } from "@/lib/parcourspro/employers/queries"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { counted } from "@/lib/platform/text/counts"
import { particle } from "@/lib/platform/text/elision"
import { formatDay } from "@/lib/platform/time/dates"
import { countWithoutAnswer, longWait } from "@/lib/rafael/oversight/queries"
import { countToAnswer } from "@/lib/rafael/received/queries"
import { countToValidate } from "@/lib/rafael/validations/queries"
import { formatName } from "@/lib/vocabulary/accounts/rules"

export const metadata: Metadata = { title: titleOf("/accueil") }

const readAddress = reading({ fait: words })

type Props = { searchParams: SearchParams }

export default async function WelcomePage({ searchParams }: Props) {
  const actor = await enter("/accueil")
  const { fait } = await readAddress(searchParams)
  const now = new Date()
  const [
    affiliations,
    listings,
    toDecide,
    waiting,
    nominations,
    questions,
    standIns,
    news,
    links,
    validate,
    answer,
    silent,
    employer,
    reviews,
    leftReviews,
    errandQuestions,
  ] = await Promise.all([
    ownAffiliations(actor),
    ownPendingListings(actor),
    isDecider(actor) ? requestsForReferent(actor) : [],
    whatWaitsFor(actor),
    pendingNominations(actor),
    ownOpenQuestions(actor),
    actor.control ? [] : standInsAskedOf(actor, now),
    currentAnnouncements(now),
    tileLinks(),
    countToValidate(actor),
    countToAnswer(actor),
    countWithoutAnswer(actor, now),
    countForEmployer(actor),
    reviewsWaiting(actor),
    reviewsLeftToManagers(actor, now),
    ownErrandQuestions(actor),
  ])
  const active = affiliations.filter(({ status }) => status === "active")
  const pending = affiliations.filter(({ status }) => status === "pending")
  const answerers = await answererNames(
    pending.map(({ structure }) => structure.id),
    now,
  )
  const delays = await delaysOf(pending.map(({ structure }) => structure))
  const mayUse = active.length > 0 || actor.isManager
  return (
    <Page
      title={titleOf("/accueil")}
      lead={`${["Bonjour", actor.firstName].filter(Boolean).join(" ")}. ${mayUse ? "Voici ce qui vous attend, et vos accès." : "Voici où en est votre demande."}`}
      banner={<Outcome>{outcomeOf("/accueil", fait)}</Outcome>}
    >
      {actor.isManager ? (
        <Section id="journee" title="Aujourd’hui">
          <WaitingCards waiting={waiting} nominations={nominations} reviews={leftReviews} now={now} />
          {silent > 0 ? (
            <p>
              <TextLink href="/admin/preinscriptions">
                {counted(silent, "préinscription")} sans réponse depuis au moins {longWait()} jours ouvrés
              </TextLink>
            </p>
          ) : null}
        </Section>
      ) : null}
      {questions.map((question) => (
        <AnswerForm
          key={question.id}
          question={question}
          structure={question.affiliation.structure.raisonSociale}
          asked={`${formatName(question.asker)}, le ${formatDay(question.askedAt)}`}
        />
      ))}
      {errandQuestions.map((question) => (
        <AnswerForm
          key={question.id}
          question={question}
          structure={question.structure}
          asked={`${formatName(question.asker)}, le ${formatDay(question.askedAt)}`}
          action={answerErrand}
        />
      ))}
      {standIns.map((asked) => (
        <StandInCard key={asked.id} asked={asked} />
      ))}
      <ReviewCards reviews={reviews} />
      <ToDecide requests={toDecide} now={now} />
      {pending.map((request) => (
        <OwnRequest
          key={request.id}
          request={request}
          answerers={answerers.get(request.structure.id) ?? []}
          delay={delays.get(request.structure.id) ?? null}
          isFirst={!mayUse}
          now={now}
        />
      ))}
      {listings.map(({ id, raisonSociale, createdAt }) => (
        <Banner key={id} tone="wait">
          <p>
            L’équipe Cap Métiers étudie l’ajout {particle(raisonSociale)}
            <strong>{raisonSociale}</strong> à la liste : demandé <When at={createdAt} now={now} />.
          </p>
        </Banner>
      ))}
      {mayUse ? (
        <>
          <Tiles
            actor={actor}
            links={links}
            news={news}
            counts={
              new Map([
                ["/rafael/preinscriptions/a-valider", validate],
                ["/rafael/preinscriptions?vue=recues", answer],
                ["/parcourspro/employeur", employer],
              ])
            }
          />
          <OwnProfils affiliations={active} />
        </>
      ) : pending.length === 0 ? (
        <NothingYet last={listings.length === 0 ? affiliations[0] : undefined} />
      ) : null}
    </Page>
  )
}

function NothingYet({ last }: { last: OwnAffiliation | undefined }) {
  return (
    <Card className="grid gap-4">
      {last?.status === "refused" ? (
        <p>
          Votre demande pour <strong>{last.structure.raisonSociale}</strong> n’a pas été acceptée : « {last.reason} »
        </p>
      ) : last?.status === "expired" ? (
        <p>
          Votre demande pour <strong>{last.structure.raisonSociale}</strong> est restée trop longtemps sans réponse : elle a expiré. Vous
          pouvez demander à nouveau.
        </p>
      ) : (
        <p>Vous n’êtes rattaché·e à aucune structure pour le moment.</p>
      )}
      <div>
        <LinkButton href="/mes-structures">Demander un rattachement</LinkButton>
      </div>
    </Card>
  )
}
