import { byDepartement, byProfil, weeks } from "@/lib/desk/figures/queries"
import { readStatisticsAddress } from "@/lib/desk/figures/schema"
import { enter } from "@/lib/identity/entrance/actor"
import { tooManyFiles } from "@/lib/identity/entrance/files"
import { download } from "@/lib/platform/http/downloads"
import { type Cell, toCsv } from "@/lib/platform/text/csv"
import { dayOf } from "@/lib/platform/time/working-days"

/** The figures of the first page for the same period, as a CSV file: one line a number. */
export async function GET(request: Request) {
  const actor = await enter("/admin/chiffres")
  const refused = await tooManyFiles(actor)
  if (refused) return refused
  const { jours } = readStatisticsAddress(request)
  const now = new Date()
  const [byWeek, places, profils] = await Promise.all([
    weeks(actor, now, jours),
    byDepartement(actor, now, jours),
    byProfil(actor, now, jours),
  ])
  const rows: Cell[][] = [
    ...byWeek.flatMap(({ week, asked, answered, medianHours }): Cell[][] => [
      ["Demandes reçues, semaine du", week, asked],
      ["Réponses données, semaine du", week, answered],
      ["Heures pour la moitié des réponses, semaine du", week, medianHours === null ? null : medianHours.toFixed(1).replace(".", ",")],
    ]),
    ...places.flatMap(({ departement, structures, accounts, newStructures, newAccounts }): Cell[][] => [
      ["Structures ouvertes, département", departement ?? "non renseigné", structures],
      ["dont nouvelles sur la période, département", departement ?? "non renseigné", newStructures],
      ["Personnes rattachées, département", departement ?? "non renseigné", accounts],
      ["dont rattachées sur la période, département", departement ?? "non renseigné", newAccounts],
    ]),
    ...profils.flatMap(({ name, held, granted }): Cell[][] => [
      ["Personnes qui ont ce profil", name, held],
      ["Fois où ce profil a été accordé sur la période", name, granted],
    ]),
  ]
  return download(`chiffres-${jours}-jours-${dayOf(now)}.csv`, toCsv(["Chiffre", "Détail", "Valeur"], rows))
}
