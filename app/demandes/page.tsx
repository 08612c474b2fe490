import type { Metadata } from "next"
import { redirect } from "next/navigation"
import { Page } from "@/components/layout/page"
import { RequestsTable } from "@/components/membership/affiliations/requests-table"
import { DecisionBanners } from "@/components/membership/decisions/decision-banner"
import { RecentDecisions } from "@/components/membership/decisions/recent-decisions"
import { Banner } from "@/components/ui/banner"
import { TextLink } from "@/components/ui/text-link"
import { at } from "@/lib/access/addresses"
import { isDone, outcomeOf } from "@/lib/access/outcomes"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"
import { lastDayOf } from "@/lib/membership/absences/rules"
import { recentDecisions, requestsForReferent, requestsOf } from "@/lib/membership/affiliations/queries"
import { standsInNow } from "@/lib/membership/referents/queries"
import { decidedAddress, decidedIn, decidedParam, requestParams } from "@/lib/membership/request-lists/schema"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { de } from "@/lib/platform/text/elision"
import { formatDay } from "@/lib/platform/time/dates"
import { formatName } from "@/lib/vocabulary/accounts/rules"

export const metadata: Metadata = { title: titleOf("/demandes") }

const readAddress = reading({ ...requestParams, ...decidedParam, fait: words })

/** With so few requests, what was answered lately is in sight too. */
const few = 5

type Props = { searchParams: SearchParams }

export default async function RequestsPage({ searchParams }: Props) {
  const actor = await enter("/demandes")
  const { traitee, fait, ...asked } = await readAddress(searchParams)
  // Managers answer theirs in /admin, with what they need to decide.
  const answered = decidedIn({ traitee })
  if (actor.isManager) redirect(answered.length > 0 ? decidedAddress("/admin/demandes", answered) : at("/admin/demandes", { fait }))
  const now = new Date()
  const [requests, decided, recent, standsIn] = await Promise.all([
    requestsForReferent(actor),
    requestsOf(actor, answered),
    recentDecisions(actor, now),
    standsInNow(actor, now),
  ])
  return (
    <Page
      title={titleOf("/demandes")}
      lead="Valider ouvre les droits aussitôt ; chaque personne est prévenue par e-mail."
      banner={
        decided.length > 0 ? (
          <DecisionBanners requests={decided} />
        ) : isDone("/demandes", "aucune", fait) ? (
          <Banner tone="info" role="status">
            <p>{outcomeOf("/demandes", fait)}</p>
          </Banner>
        ) : null
      }
    >
      {standsIn.map(({ structureId, absentId, absent, until }) => (
        <Banner key={`${structureId} ${absentId}`} tone="info">
          <p>
            Vous répondez en suppléance {de(formatName(absent))}, jusqu’au {formatDay(lastDayOf({ endsAt: until }))}.{" "}
            <TextLink href={at("/mes-structures/[id]/absence", { id: structureId })}>Voir cette suppléance</TextLink>
          </p>
        </Banner>
      ))}
      <RequestsTable
        requests={requests}
        asked={asked}
        path={at("/demandes")}
        usual="structure"
        now={now}
        me={actor.accountId}
        mayAnswer={actor.control === null}
        empty={<NothingWaits />}
      />
      <RecentDecisions decisions={recent} me={actor.accountId} now={now} isOpen={requests.length <= few} />
    </Page>
  )
}

function NothingWaits() {
  return (
    <div className="grid gap-2">
      <p className="font-semibold text-ink">Aucune demande en attente.</p>
      <p>
        Vous serez prévenu·e par e-mail de la prochaine. Un·e collègue n’a pas encore de compte ? Dites-lui d’en créer un et de choisir
        votre structure.
      </p>
      <p>
        <TextLink href="/mes-structures">Voir les personnes de mes structures</TextLink>
      </p>
    </div>
  )
}
