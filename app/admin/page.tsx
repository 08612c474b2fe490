import type { Metadata } from "next"
import Link from "next/link"
import { Page } from "@/components/layout/page"
import { CategoryFigure, RankingFigure } from "@/components/statistics/figures"
import { RegionMap } from "@/components/statistics/region-map"
import { WaitingCards } from "@/components/statistics/waiting-cards"
import { buttonLook } from "@/components/ui/button"
import { Section } from "@/components/ui/card"
import { FilterLinks } from "@/components/ui/filter-links"
import { enter } from "@/lib/access/actor"
import { pendingNominations } from "@/lib/managers/queries"
import { counted } from "@/lib/platform/counts"
import type { SearchParams } from "@/lib/platform/search-params"
import { byDepartement, byProfil, troubleCounts, weeks, whatWaits } from "@/lib/statistics/queries"
import { durationWords } from "@/lib/statistics/rules"
import { loadStatisticsParams, periods, statisticsAddress } from "@/lib/statistics/schema"
import { troubleNames } from "@/lib/structure-files/rules"
import { structureAddress } from "@/lib/structure-files/schema"

export const metadata: Metadata = { title: "Administration" }

const periodNames = { 30: "30 jours", 90: "3 mois", 365: "12 mois" } as const
type Props = { searchParams: SearchParams }

export default async function AdminPage({ searchParams }: Props) {
  const actor = await enter("/admin")
  const { jours } = loadStatisticsParams(await searchParams)
  const now = new Date()
  const [waiting, troubles, byWeek, places, profils, nominations] = await Promise.all([
    whatWaits(actor),
    troubleCounts(actor, now),
    weeks(actor, now, jours),
    byDepartement(actor, now, jours),
    byProfil(actor, now, jours),
    pendingNominations(actor),
  ])
  const labels = byWeek.map(({ week }) => `${week.slice(8)}/${week.slice(5, 7)}`)
  const answered = byWeek.reduce((sum, week) => sum + week.answered, 0)
  const asked = byWeek.reduce((sum, week) => sum + week.asked, 0)
  const granted = profils.reduce((sum, profil) => sum + profil.granted, 0)
  const medians = byWeek.flatMap(({ medianHours }) => medianHours ?? [])
  const slowest = Math.max(0, ...medians)
  return (
    <Page title="Administration" lead="Ce qui attend une réponse, ce qui mérite un coup d’œil, et comment va le portail.">
      <Section id="attend" title="Ce qui attend">
        <WaitingCards waiting={waiting} nominations={nominations} now={now} />
      </Section>
      <Section id="soucis" title="Structures à regarder">
        <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-5">
          {troubles.map(({ trouble, count }) => (
            <li key={trouble}>
              <Link
                href={structureAddress("/admin/structures", { souci: trouble })}
                className="grid h-full content-between gap-2 rounded-card border border-line bg-surface p-4 shadow-card hover:border-brand"
              >
                <span>{troubleNames[trouble]}</span>
                <span className={`text-3xl font-bold tabular-nums ${count > 0 ? "text-bad" : "text-good"}`}>
                  {count.toLocaleString("fr-FR")}
                </span>
              </Link>
            </li>
          ))}
        </ul>
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
          <a href={statisticsAddress("/admin/chiffres", { jours })} download className={buttonLook({ tone: "secondary" })}>
            Export CSV
          </a>
        </div>
        <div className="grid gap-4 lg:grid-cols-2">
          <CategoryFigure
            title="Demandes par semaine"
            summary={`${counted(asked, "demande reçue", "demandes reçues")} et ${counted(answered, "réponse donnée", "réponses données")} en ${periodNames[jours]}.`}
            categories={labels}
            series={[
              { name: "Reçues", values: byWeek.map((week) => week.asked), look: "bar" },
              { name: "Réponses", values: byWeek.map((week) => week.answered), look: "line" },
            ]}
          />
          <CategoryFigure
            title="Temps de réponse par semaine (en heures)"
            summary={
              medians.length > 0
                ? `La moitié des réponses viennent plus vite que ce temps. La semaine la plus lente : ${durationWords(slowest)}.`
                : "Aucune réponse sur cette période."
            }
            categories={labels}
            series={[
              { name: "Heures", values: byWeek.map(({ medianHours }) => medianHours && Math.round(medianHours * 10) / 10), look: "line" },
            ]}
          />
          <RankingFigure
            title="Profils accordés"
            summary={`${counted(granted, "profil accordé", "profils accordés")} en ${periodNames[jours]}, et combien de personnes ont chacun aujourd’hui. Bénéficiaire vient avec chaque compte validé : il n’est pas compté.`}
            header="Profil"
            names={profils.map(({ name }) => name)}
            series={[
              { name: "Aujourd’hui", values: profils.map(({ held }) => held) },
              { name: `Accordés en ${periodNames[jours]}`, values: profils.map(({ granted }) => granted) },
            ]}
          />
          <RegionMap places={places} period={periodNames[jours]} />
        </div>
      </Section>
    </Page>
  )
}
