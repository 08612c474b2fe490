import Link from "next/link"
import { reviewForm } from "@/components/membership/reviews/review-bar"
import { ActionButton } from "@/components/ui/action-button"
import { Badge } from "@/components/ui/badge"
import { buttonLook } from "@/components/ui/button"
import { Tick } from "@/components/ui/several"
import { at } from "@/lib/access/addresses"
import { restore } from "@/lib/membership/profils/actions"
import { keep } from "@/lib/membership/review-answers/actions"
import type { ReviewedPerson } from "@/lib/membership/review-answers/queries"
import { boxOf, type Place } from "@/lib/membership/review-answers/schema"
import { answerWords, reasonsOf } from "@/lib/membership/reviews/rules"
import { formatInstant, formatMonth } from "@/lib/platform/time/dates"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { profilName, profilNames } from "@/lib/vocabulary/profils/rules"

type Props = {
  people: ReviewedPerson[]
  reviewId: string
  structureId: string
  me: string
  /** Where in the list one is, and comes back. */
  place: Place
  /** Nothing can be answered any more. */
  isClosed: boolean
}

/** The people of a structure in a review, one card each, with what one needs to decide. */
export function PeopleToReview({ people, ...review }: Props) {
  return (
    <ul className="grid grid-cols-[minmax(0,1fr)] gap-2">
      {people.map((person) => (
        <li key={person.id} className="rounded-card border border-line bg-surface p-3 shadow-card sm:px-4">
          <Person person={person} {...review} />
        </li>
      ))}
    </ul>
  )
}

function Person({ person, reviewId, structureId, me, place, isClosed }: Omit<Props, "people"> & { person: ReviewedPerson }) {
  const { id, answer, isActive } = person
  const name = formatName(person)
  const waits = answer === null && isActive && !isClosed
  const mayChange = isActive && !isClosed
  // In an open review "Garder" gives it back too; once it is closed, whoever reads of it by mail finds the gesture here.
  const mayRestore = isActive && isClosed && person.suspendedProfil !== null
  const describedBy = `revue-${id}`
  return (
    <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
      {waits ? <Tick form={reviewForm} field={boxOf(id)} value="on" name={`Cocher ${name}`} /> : null}
      <div className="grid min-w-0 flex-1 basis-52 gap-0.5">
        <p id={describedBy} className="font-semibold wrap-anywhere">
          {name}
          {person.accountId === me ? <span className="font-normal text-soft"> (vous)</span> : null}
          {person.isReferent ? <span className="font-normal text-soft"> · référent·e</span> : null}
        </p>
        <p className="wrap-anywhere">{isActive ? profilNames(person).join(", ") : "Plus aucun droit"}</p>
        {person.suspendedProfil ? <p className="text-sm font-semibold">{profilName(person.suspendedProfil)}, suspendu</p> : null}
        <p className="text-sm wrap-anywhere text-soft">{[person.jobTitle, person.email].filter(Boolean).join(" · ")}</p>
        {person.lastUsedAt ? (
          <p className="text-sm text-soft">
            Depuis {formatMonth(person.since)} · dernière connexion en {formatMonth(person.lastUsedAt)}
          </p>
        ) : null}
        <Signs person={person} />
        {answer === null ? null : <Answered person={person} />}
      </div>
      {waits || mayChange || mayRestore ? (
        <div className="flex flex-wrap gap-2">
          {waits ? (
            <ActionButton
              action={keep}
              fields={{ reviewId, structureId, vue: place.vue, page: String(place.page), [boxOf(id)]: "on" }}
              size="compact"
              describedBy={describedBy}
            >
              Garder
            </ActionButton>
          ) : null}
          {mayRestore ? (
            <ActionButton action={restore} fields={{ affiliationId: id }} size="compact" describedBy={describedBy}>
              Rétablir
            </ActionButton>
          ) : null}
          {mayChange ? (
            <Link
              href={at("/mes-structures/[id]/droits/[affiliation]", { id: structureId, affiliation: id })}
              prefetch={false}
              aria-describedby={describedBy}
              className={buttonLook({ tone: "secondary", size: "compact" })}
            >
              Changer
            </Link>
          ) : null}
          {mayChange && person.accountId !== me ? (
            <Link
              href={at("/revues/[id]/detacher", { id: reviewId, structure: structureId, personne: id, ...place })}
              prefetch={false}
              aria-describedby={describedBy}
              className={buttonLook({ tone: "danger", size: "compact" })}
            >
              Détacher
            </Link>
          ) : null}
        </div>
      ) : null}
    </div>
  )
}

/** Why they are worth a second look. */
function Signs({ person }: { person: ReviewedPerson }) {
  const reasons = reasonsOf(person)
  if (reasons.length === 0) return null
  return (
    <ul aria-label="À regarder de plus près" className="flex flex-wrap gap-1.5 pt-1">
      {reasons.map((reason) => (
        <li key={reason} className="max-w-full">
          <Badge tone="wait">{reason}</Badge>
        </li>
      ))}
    </ul>
  )
}

function Answered({ person: { answer, answeredAt, byFirstName, byLastName } }: { person: ReviewedPerson }) {
  const by = byFirstName !== null && byLastName !== null ? formatName({ firstName: byFirstName, lastName: byLastName }) : null
  return (
    <p className="text-sm font-semibold text-good">
      {answerWords(answer, by)}
      {answeredAt ? `, le ${formatInstant(answeredAt)}` : ""}
    </p>
  )
}
