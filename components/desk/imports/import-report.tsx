import { Facts } from "@/components/ui/card"
import { differenceLines, type ImportReport, type Sample } from "@/lib/desk/imports/rules"
import { counted } from "@/lib/platform/text/counts"
import { formatSiret } from "@/lib/vocabulary/structures/rules"

/** What an import did, or would do. */
export function ImportReportView({ report, isDone }: { report: ImportReport; isDone: boolean }) {
  const { created, changed, unchanged, kept, rejectedCount, rejected, samples } = report
  const count = (value: number) => value.toLocaleString("fr-FR")
  return (
    <div className="grid gap-4">
      <h2 className="text-lg font-semibold">{isDone ? "Import terminé" : "Ce que fera l’import"}</h2>
      <Facts
        facts={[
          ["Structures créées", count(created)],
          ["Structures modifiées", count(changed)],
          ["Inchangées", count(unchanged)],
          ...(kept > 0 ? ([[isDone ? "Modifiées à la main, gardées" : "Modifiées à la main", count(kept)]] as const) : []),
          ["Lignes refusées", count(rejectedCount)],
        ]}
      />
      <Samples title="Créées" samples={samples.created} total={created} />
      <Samples title="Modifiées" samples={samples.changed} total={changed} />
      {rejected.length > 0 ? (
        <div>
          <h3 className="font-semibold">Premières lignes refusées</h3>
          <ul className="list-disc pl-5">
            {rejected.slice(0, 10).map(({ line, reason }) => (
              <li key={line}>
                Ligne {line} : {reason}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </div>
  )
}

function Samples({ title, samples, total }: { title: string; samples: Sample[]; total: number }) {
  if (samples.length === 0) return null
  return (
    <details>
      <summary className="inline-flex min-h-11 cursor-pointer items-center font-semibold text-brand">
        {title} : {samples.length < total ? `les ${samples.length} premières` : counted(total, "structure")}
      </summary>
      <ul className="list-disc pl-5">
        {samples.map(({ siret, raisonSociale, differences }) => (
          <li key={siret}>
            {raisonSociale} <span className="text-soft tabular-nums">({formatSiret(siret)})</span>
            {differences ? (
              <ul className="pl-4">
                {differenceLines(differences).map(({ name, from, to }) => (
                  <li key={name}>
                    {name} : <span className="text-soft">{from}</span> <span aria-hidden="true">→</span>{" "}
                    <span className="sr-only">devient</span> <span className="font-semibold">{to}</span>
                  </li>
                ))}
              </ul>
            ) : null}
          </li>
        ))}
      </ul>
    </details>
  )
}
