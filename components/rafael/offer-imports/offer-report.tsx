import { Facts } from "@/components/ui/card"
import { TextLink } from "@/components/ui/text-link"
import { at } from "@/lib/access/addresses"
import { counted } from "@/lib/platform/text/counts"
import type { OfferReport, OfferSample } from "@/lib/rafael/offer-loads/schema"

/** What an import of an offer did, or would do. */
export function OfferReportView({ report, isDone }: { report: OfferReport; isDone: boolean }) {
  const { created, changed, unchanged, rejectedCount, rejected, samples, absent, absentCount } = report
  const count = (value: number) => value.toLocaleString("fr-FR")
  return (
    <div className="grid gap-4">
      <h2 className="text-lg font-semibold">{isDone ? "Import terminé" : "Ce que fera l’import"}</h2>
      <Facts
        facts={[
          [isDone ? "Créées" : "À créer", count(created)],
          [isDone ? "Modifiées" : "À modifier", count(changed)],
          ["Inchangées", count(unchanged)],
          ["Rejetées", count(rejectedCount)],
        ]}
      />
      <Samples title={isDone ? "Créées" : "À créer"} samples={samples.created} total={created} />
      <Samples title={isDone ? "Modifiées" : "À modifier"} samples={samples.changed} total={changed} />
      {rejected.length > 0 ? (
        <div>
          <h3 className="font-semibold">Premiers rejets</h3>
          <ul className="list-disc pl-5">
            {rejected.slice(0, 10).map(({ line, element, reason }) => (
              <li key={`${line} ${element} ${reason}`} className="wrap-anywhere">
                Ligne {line}, {element} : {reason}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {absentCount > 0 ? (
        <details>
          <summary className="inline-flex min-h-11 cursor-pointer items-center font-semibold text-brand">
            {counted(absentCount, "formation de votre catalogue n’est", "formations de votre catalogue ne sont")} pas dans ce fichier
          </summary>
          <p>Rien ne leur est fait. Celles qui ne se donnent plus s’archivent depuis leur page.</p>
          <ul className="list-disc pl-5">
            {absent.map(({ id, numero, title }) => (
              <li key={id}>
                <TextLink href={at("/rafael/catalogue/formations/[id]", { id })}>{title}</TextLink>{" "}
                <span className="text-soft">({numero})</span>
              </li>
            ))}
          </ul>
          {absent.length < absentCount ? <p className="text-soft">Et {count(absentCount - absent.length)} autres.</p> : null}
        </details>
      ) : null}
    </div>
  )
}

function Samples({ title, samples, total }: { title: string; samples: OfferSample[]; total: number }) {
  if (samples.length === 0) return null
  return (
    <details>
      <summary className="inline-flex min-h-11 cursor-pointer items-center font-semibold text-brand">
        {title} : {samples.length < total ? `les ${samples.length} premières` : counted(total, "formation")}
      </summary>
      <ul className="list-disc pl-5">
        {samples.map(({ numero, title: name, changes }) => (
          <li key={numero}>
            {name || "Sans nouvel intitulé"} <span className="text-soft">({numero})</span>
            {changes.length > 0 ? <span className="block text-soft">{changes.join(" · ")}</span> : null}
          </li>
        ))}
      </ul>
    </details>
  )
}
