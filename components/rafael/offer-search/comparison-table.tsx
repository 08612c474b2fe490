import { periodWords, placesWords } from "@/components/rafael/offer/session-words"
import { TextLink } from "@/components/ui/text-link"
import { at } from "@/lib/access/addresses"
import { entryModes, levels, modes } from "@/lib/rafael/codes/rules"
import type { PublishedSession } from "@/lib/rafael/offer-search/queries"
import { differingFirst } from "@/lib/rafael/offer-search/rules"

/** What each session says, one line for each thing said, those that differ first. It scrolls by itself on a narrow screen. */
export function ComparisonTable({ sessions }: { sessions: PublishedSession[] }) {
  const lines = differingFirst(said, sessions)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
    <section aria-label="Comparaison" tabIndex={0} className="overflow-x-auto rounded-card border border-line bg-surface shadow-card">
      <table className="w-full border-collapse text-left">
        <caption className="sr-only">Comparaison de {sessions.length} sessions</caption>
        <thead>
          <tr>
            <td className="border-b border-line p-3" />
            {sessions.map(({ id, course }) => (
              <th key={id} scope="col" className="min-w-44 border-b border-line p-3 align-top">
                <TextLink strong href={at("/rafael/sessions/[id]", { id })}>
                  {course.title}
                </TextLink>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ name, values, differs }) => (
            <tr key={name} className={differs ? "bg-accent-tint" : undefined}>
              <th scope="row" className="border-b border-line p-3 align-top font-semibold">
                {name}
                {differs ? <span className="sr-only"> (différent)</span> : null}
              </th>
              {sessions.map(({ id }, index) => (
                <td key={id} className="border-b border-line p-3 align-top wrap-anywhere">
                  {values[index]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const said: readonly (readonly [name: string, of: (session: PublishedSession) => string])[] = [
  ["Organisme", ({ course }) => course.structure.raisonSociale],
  ["Dates", (session) => (session.delivery.entryMode === "permanent" ? entryModes.permanent : periodWords(session))],
  ["Lieu", ({ delivery }) => delivery.places.map(({ city }) => city).join(", ") || modes[delivery.mode]],
  ["Modalité", ({ delivery }) => modes[delivery.mode]],
  ["Durée", ({ delivery }) => (delivery.hoursTotal === null ? "Non précisée" : `${delivery.hoursTotal} heures`)],
  ["Rythme", ({ delivery }) => delivery.rhythm || "Non précisé"],
  ["Places", placesWords],
  ["Prix", ({ delivery }) => delivery.remainingCost || (delivery.isFunded ? "Places financées" : "Non précisé")],
  ["Pour entrer", ({ delivery }) => delivery.conditions || "Non précisé"],
  ["Niveau à l’entrée", ({ course }) => (course.entryLevel === null ? "Non précisé" : (levels[course.entryLevel] ?? "Non précisé"))],
  ["Certification", ({ course }) => course.certifications.map(({ code }) => code).join(", ") || "Sans certification"],
  ["Accessibilité", ({ delivery }) => delivery.accessibility || "Non précisée"],
]
