import type { Metadata } from "next"
import type { ReactNode } from "react"
import { Page } from "@/components/layout/page"
import { PeopleToReview } from "@/components/membership/reviews/people-to-review"
import { ReviewBar, reviewForm } from "@/components/membership/reviews/review-bar"
import { Banner, Outcome } from "@/components/ui/banner"
import { DownloadLink, LinkButton } from "@/components/ui/button"
import { Section } from "@/components/ui/card"
import { Exports } from "@/components/ui/exports"
import { FilterLinks } from "@/components/ui/filter-links"
import { Pagination } from "@/components/ui/pagination"
import { ProgressBar } from "@/components/ui/progress-bar"
import { TickAll } from "@/components/ui/several-bar"
import { TextLink } from "@/components/ui/text-link"
import { at } from "@/lib/access/addresses"
import { titleOf } from "@/lib/access/routes"
import { enterReview } from "@/lib/membership/entrance/review"
import { peopleToReview } from "@/lib/membership/review-answers/queries"
import { type ReviewParams, readReviewAddress, reviewAddress, type View } from "@/lib/membership/review-answers/schema"
import { suspensionOf } from "@/lib/membership/review-clock/queries"
import { effortWords, hasSuspendable, progressOf } from "@/lib/membership/reviews/rules"
import type { SearchParams } from "@/lib/platform/http/search-params"
import { counted } from "@/lib/platform/text/counts"
import { formatDay, formatInstant } from "@/lib/platform/time/dates"
import { dayOf, endOf } from "@/lib/platform/time/working-days"
import { availableRafaelProfils } from "@/lib/vocabulary/profils/rules"
import type { StructureType } from "@/lib/vocabulary/structures/rules"

const pattern = "/revues/[id]"
export const metadata: Metadata = { title: titleOf(pattern) }

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams }

const viewNames: Record<View, string> = { "a-revoir": "À revoir", signalees: "À regarder de plus près", vues: "Déjà vues" }

export default async function ReviewPage({ params, searchParams }: Props) {
  const { id } = await params
  const path = at(pattern, { id })
  const asked = await readReviewAddress(searchParams)
  const { actor, review, structures, structure } = await enterReview(path, id, asked.structure)
  const now = new Date()
  const list = await peopleToReview(id, structure, { view: asked.vue, page: asked.page, now, suspendedFirst: review.closedAt !== null })
  const here = (changes: Partial<ReviewParams>) => reviewAddress(path, { structure: structure.id, vue: asked.vue, ...changes })
  const isClosed = review.closedAt !== null
  const place = { vue: asked.vue, page: list.page }
  const following = structures.find(({ id, waiting }) => id !== structure.id && waiting > 0)
  return (
    <Page
      title={titleOf(pattern)}
      lead={`${structure.raisonSociale} : dites pour chaque personne s’il faut la garder, changer ses droits ou la détacher. Tout est enregistré au fur et à mesure.`}
      banner={<Outcome>{answeredWords(asked)}</Outcome>}
    >
      {isClosed && review.closedAt ? (
        <Banner tone="info">
          <p className="font-semibold">Cette revue est close depuis le {formatInstant(review.closedAt)}.</p>
          <p>
            On n’y répond plus. Un profil suspendu se rétablit encore ici ; les autres droits se changent depuis la page de la structure.
          </p>
        </Banner>
      ) : (
        <Deadline review={review} structure={structure} now={now} />
      )}
      {structures.length > 1 ? (
        <FilterLinks
          label="Structures"
          links={structures.map((one) => ({
            href: reviewAddress(path, { structure: one.id }),
            name: one.waiting > 0 ? `${one.raisonSociale} (${one.waiting.toLocaleString("fr-FR")})` : `${one.raisonSociale} : finie`,
            isHere: one.id === structure.id,
          }))}
        />
      ) : null}
      <ProgressBar label={`Avancement : ${structure.raisonSociale}`} value={progressOf(structure)} />
      <FilterLinks
        label="Personnes"
        links={(Object.keys(viewNames) as View[]).map((vue) => ({
          href: here({ vue, page: 1 }),
          name: viewNames[vue],
          isHere: vue === asked.vue,
        }))}
      />
      <Section id="personnes" title={viewNames[asked.vue]}>
        <div className="flex min-h-9 flex-wrap items-center gap-x-3">
          {asked.vue !== "vues" && !isClosed && list.people.length > 0 ? (
            <TickAll form={reviewForm} label="Cocher toutes les personnes de cette page">
              Toutes
            </TickAll>
          ) : null}
          <p aria-live="polite" className="text-soft">
            {counted(list.total, "personne")}
          </p>
        </div>
        {list.people.length > 0 ? (
          <PeopleToReview
            people={list.people}
            reviewId={id}
            structureId={structure.id}
            me={actor.accountId}
            place={place}
            isClosed={isClosed}
          />
        ) : (
          <Nobody vue={asked.vue} isDone={structure.waiting === 0}>
            {following ? (
              <LinkButton href={reviewAddress(path, { structure: following.id })}>Passer à {following.raisonSociale}</LinkButton>
            ) : (
              <LinkButton href="/accueil">Revenir à l’accueil</LinkButton>
            )}
          </Nobody>
        )}
        {asked.vue !== "vues" && !isClosed && list.people.length > 0 ? (
          <ReviewBar reviewId={id} structureId={structure.id} place={place} available={availableRafaelProfils(structure.types)} />
        ) : null}
        <Pagination label="Pages des personnes" page={list.page} pages={list.pages} hrefOf={(page) => here({ page })} />
      </Section>
      <Exports>
        <DownloadLink href={at("/revues/[id]/preuve", { id, structure: structure.id })}>Preuve en CSV</DownloadLink>
        <DownloadLink href={at("/revues/[id]/preuve", { id, structure: structure.id, format: "pdf" })}>Preuve en PDF</DownloadLink>
      </Exports>
      <p>
        {actor.isManager ? (
          <TextLink href={at("/admin/revues/[id]", { id })}>Revenir au suivi de la revue</TextLink>
        ) : (
          <TextLink href={at("/mes-structures/[id]", { id: structure.id })}>Revenir à la structure</TextLink>
        )}
      </p>
    </Page>
  )
}

type DeadlineProps = {
  review: { deadline: Date; message: string | null; suspends: boolean }
  structure: { waiting: number; types: StructureType[] }
  now: Date
}

function Deadline({ review: { deadline, message, suspends }, structure: { waiting, types }, now }: DeadlineProps) {
  const isOver = now >= endOf(dayOf(deadline))
  const until = isOver
    ? `L’échéance du ${formatDay(deadline)} est passée, et vous pouvez encore répondre`
    : `Au plus tard le ${formatDay(deadline)}`
  const threatens = suspends && hasSuspendable(types)
  return (
    <Banner tone={waiting > 0 ? "wait" : "good"}>
      <p className="font-semibold">
        {waiting > 0
          ? `${until} : comptez ${effortWords(waiting)}.`
          : "C’est fini pour cette structure : chaque personne a une réponse. Merci !"}
      </p>
      {waiting > 0 && threatens ? (
        <p>{`Les profils Prescripteur Niveau 2 et Niveau 3 que personne n’aura confirmés seront suspendus à partir du ${formatDay(suspensionOf(deadline))}.`}</p>
      ) : null}
      {message ? <p className="wrap-anywhere whitespace-pre-line">L’équipe Cap Métiers vous dit : « {message} »</p> : null}
    </Banner>
  )
}

/** `children`: where to go next, once nobody waits. */
function Nobody({ vue, isDone, children }: { vue: View; isDone: boolean; children: ReactNode }) {
  return (
    <div className="grid justify-items-center gap-3 rounded-card border border-dashed border-line-strong px-5 py-8 text-center text-soft">
      <p>
        {vue === "vues"
          ? "Personne n’a encore de réponse."
          : vue === "signalees"
            ? "Parmi les personnes à revoir, aucune n’est à regarder de plus près."
            : "Plus personne n’est à revoir."}
      </p>
      {isDone && vue === "a-revoir" ? children : null}
    </div>
  )
}

/** What the last gesture did; nothing when there was none. */
function answeredWords({ gardees, changees, detachees, deja, refusees }: ReviewParams) {
  const parts = [
    gardees > 0 ? `${counted(gardees, "personne gardée", "personnes gardées")}` : null,
    changees > 0 ? `${counted(changees, "personne changée", "personnes changées")}` : null,
    detachees > 0 ? `${counted(detachees, "personne détachée", "personnes détachées")}` : null,
    deja > 0 ? `${counted(deja, "personne avait déjà une réponse", "personnes avaient déjà une réponse")}` : null,
    refusees > 0
      ? `${counted(refusees, "personne n’a pas pu être détachée", "personnes n’ont pas pu être détachées")} (vous-même, la seule personne référente, ou la revue s’est close entre-temps)`
      : null,
  ].filter(Boolean)
  return parts.length > 0 ? `${parts.join(" ; ")}.` : null
}
