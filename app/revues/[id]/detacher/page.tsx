import type { Metadata } from "next"
import { redirect } from "next/navigation"
import { Page } from "@/components/layout/page"
import { DetachmentsForm } from "@/components/membership/reviews/detachments-form"
import { Card } from "@/components/ui/card"
import { at } from "@/lib/access/addresses"
import { titleOf } from "@/lib/access/routes"
import { enterReview } from "@/lib/membership/entrance/review"
import { peopleToDetach } from "@/lib/membership/review-answers/queries"
import { readDetachingAddress, reviewAddress } from "@/lib/membership/review-answers/schema"
import type { SearchParams } from "@/lib/platform/http/search-params"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { profilNames } from "@/lib/vocabulary/profils/rules"

const pattern = "/revues/[id]/detacher"
export const metadata: Metadata = { title: titleOf(pattern) }

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams }

export default async function DetachSeveralPage({ params, searchParams }: Props) {
  const { id } = await params
  const { structure: structureId, personne, ...place } = await readDetachingAddress(searchParams)
  const { actor, review, structure } = await enterReview(at(pattern, { id }), id, structureId)
  const list = at("/revues/[id]", { id })
  const back = reviewAddress(list, { structure: structure.id, ...place })
  const chosen = await peopleToDetach(id, structure.id, personne)
  const people = chosen.filter(({ account }) => account.id !== actor.accountId)
  const isOne = people.length === 1
  const isOneself = people.length < chosen.length
  if (people.length === 0 || review.closedAt)
    redirect(isOneself ? reviewAddress(list, { structure: structure.id, ...place, refusees: 1 }) : back)
  return (
    <Page title={titleOf(pattern)} lead={structure.raisonSociale} width="narrow">
      <Card className="grid gap-5">
        {isOneself ? <p>Vous ne pouvez pas vous détacher vous-même : vous n’êtes pas dans cette liste.</p> : null}
        <div className="grid gap-2">
          <p>
            {isOne
              ? "Dès votre confirmation, y compris dans ses onglets ouverts, ses droits dans cette structure sont fermés :"
              : "Dès votre confirmation, y compris dans leurs onglets ouverts, leurs droits dans cette structure sont fermés :"}
          </p>
          <ul className="grid list-disc gap-1 pl-5">
            {people.map((person) => (
              <li key={person.id} className="wrap-anywhere">
                <strong>{formatName(person.account)}</strong>
                {person.isReferent ? ", référent·e" : ""} : {profilNames(person).join(", ")}
              </li>
            ))}
          </ul>
          <p className="text-soft">
            {isOne
              ? "Un e-mail la prévient ; son compte et ses autres structures ne changent pas."
              : "Un e-mail les prévient ; leur compte et leurs autres structures ne changent pas."}{" "}
            Pour revenir, il faudra une nouvelle demande.
          </p>
        </div>
        <DetachmentsForm
          reviewId={id}
          structureId={structure.id}
          affiliationIds={people.map((person) => person.id)}
          place={place}
          back={back}
        />
      </Card>
    </Page>
  )
}
