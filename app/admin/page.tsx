import type { Metadata } from "next"
import { Suspense } from "react"
import { PeriodFigures } from "@/components/desk/figures/period-figures"
import { TotalCards } from "@/components/desk/figures/total-cards"
import { TroubleCards } from "@/components/desk/figures/trouble-cards"
import { WaitingCards } from "@/components/desk/figures/waiting-cards"
import { Page } from "@/components/layout/page"
import { DownloadLink } from "@/components/ui/button"
import { Section } from "@/components/ui/card"
import { FilterLinks } from "@/components/ui/filter-links"
import { Skeleton } from "@/components/ui/skeleton"
import type { Actor } from "@/lib/access/permissions"
import { titleOf } from "@/lib/access/routes"
import { byDepartement, byProfil, totals, troubleCounts, weeks } from "@/lib/desk/figures/queries"
import { periodNames, periods, readStatisticsAddress, statisticsAddress } from "@/lib/desk/figures/schema"
import { whatWaitsFor } from "@/lib/desk/waiting/queries"
import { enter } from "@/lib/identity/entrance/actor"
import { pendingNominations } from "@/lib/identity/managers/queries"
import { reviewsLeftToManagers } from "@/lib/membership/reviews/queries"
import type { SearchParams } from "@/lib/platform/http/search-params"

export const metadata: Metadata = { title: titleOf("/admin") }

type Props = { searchParams: SearchParams }

export default async function AdminPage({ searchParams }: Props) {
  const actor = await enter("/admin")
  const { jours } = await readStatisticsAddress(searchParams)
  const now = new Date()
  const [waiting, nominations, reviews] = await Promise.all([
    whatWaitsFor(actor),
    pendingNominations(actor),
    reviewsLeftToManagers(actor, now),
  ])
  return (
    <Page title={titleOf("/admin")} lead="Ce qui attend une réponse, ce qui mérite un coup d’œil, et comment va le portail.">
      <Section id="attend" title="Ce qui attend">
        <WaitingCards waiting={waiting} nominations={nominations} reviews={reviews} now={now} />
      </Section>
      <Section id="soucis" title="Structures à regarder">
        <Suspense fallback={<TroubleCards counts={null} />}>
          <Troubles actor={actor} now={now} />
        </Suspense>
      </Section>
      <Section id="chiffres" title="Chiffres">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <FilterLinks
            label="Période"
            links={periods.map((days) => ({
              href: `${statisticsAddress("/admin", { jours: days })}#chiffres`,
              name: periodNames[days],
              isHere: days === jours,
            }))}
          />
          <DownloadLink href={statisticsAddress("/admin/chiffres", { jours })}>Export CSV</DownloadLink>
        </div>
        <Suspense fallback={<TotalCards totals={null} />}>
          <AllTotals actor={actor} now={now} />
        </Suspense>
        <Suspense key={jours} fallback={<Skeleton label="Calcul des chiffres…" className="min-h-[70rem]" />}>
          <Figures actor={actor} now={now} jours={jours} />
        </Suspense>
      </Section>
    </Page>
  )
}

async function Troubles({ actor, now }: { actor: Actor; now: Date }) {
  return <TroubleCards counts={await troubleCounts(actor, now)} />
}

async function AllTotals({ actor, now }: { actor: Actor; now: Date }) {
  return <TotalCards totals={await totals(actor, now)} />
}

async function Figures({ actor, now, jours }: { actor: Actor; now: Date; jours: (typeof periods)[number] }) {
  const [byWeek, places, profils] = await Promise.all([
    weeks(actor, now, jours),
    byDepartement(actor, now, jours),
    byProfil(actor, now, jours),
  ])
  return <PeriodFigures period={periodNames[jours]} byWeek={byWeek} places={places} profils={profils} />
}
