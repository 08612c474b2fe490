import { CategoryFigure, RankingFigure } from "@/components/desk/figures/figures"
import { RegionMap } from "@/components/desk/figures/region-map"
import type { DepartementFigures, ProfilFigures, Week } from "@/lib/desk/figures/queries"
import { durationWords } from "@/lib/desk/figures/rules"
import { counted } from "@/lib/platform/text/counts"

type Props = { period: string; byWeek: Week[]; places: DepartementFigures[]; profils: ProfilFigures[] }

/** How the portal has been doing over a period: each chart with its numbers. */
export function PeriodFigures({ period, byWeek, places, profils }: Props) {
  const labels = byWeek.map(({ week }) => `${week.slice(8)}/${week.slice(5, 7)}`)
  const answered = byWeek.reduce((sum, week) => sum + week.answered, 0)
  const asked = byWeek.reduce((sum, week) => sum + week.asked, 0)
  const granted = profils.reduce((sum, profil) => sum + profil.granted, 0)
  const medians = byWeek.flatMap(({ medianHours }) => medianHours ?? [])
  const slowest = Math.max(0, ...medians)
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <CategoryFigure
        title="Demandes par semaine"
        summary={`${counted(asked, "demande reçue", "demandes reçues")} et ${counted(answered, "réponse donnée", "réponses données")} en ${period}.`}
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
            ? `La moitié des réponses viennent plus vite que ce temps. La semaine la plus lente : ${durationWords(slowest)}.`
            : "Aucune réponse sur cette période."
        }
        categories={labels}
        series={[
          { name: "Heures", values: byWeek.map(({ medianHours }) => medianHours && Math.round(medianHours * 10) / 10), look: "line" },
        ]}
      />
      <RankingFigure
        title="Profils accordés"
        summary={`${counted(granted, "profil accordé", "profils accordés")} en ${period}, et combien de personnes ont chacun aujourd’hui. Bénéficiaire vient avec chaque compte validé : il n’est pas compté.`}
        header="Profil"
        names={profils.map(({ name }) => name)}
        series={[
          { name: "Aujourd’hui", values: profils.map(({ held }) => held) },
          { name: `Accordés en ${period}`, values: profils.map(({ granted }) => granted) },
        ]}
      />
      <RegionMap places={places} period={period} />
    </div>
  )
}
