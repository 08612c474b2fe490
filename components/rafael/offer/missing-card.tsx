import type { Route } from "next"
import { TextLink } from "@/components/ui/text-link"
import { at } from "@/lib/access/addresses"
import { type CourseFacts, completeness, type Missing, missingToPublish, publicInformation } from "@/lib/rafael/courses/rules"

type Props = { courseId: string; structureId: string; facts: CourseFacts; mayWrite: boolean }

/** « Ce qui manque »: each line leads to its field; then what informs the public, which warns and forbids nothing. */
export function MissingCard({ courseId, structureId, facts, mayWrite }: Props) {
  const missing = missingToPublish(facts)
  const information = publicInformation(facts)
  return (
    <aside aria-labelledby="manque" className="grid content-start gap-4 rounded-card border border-line bg-sunken p-5">
      <h2 id="manque" className="text-lg font-semibold">
        Ce qui manque
      </h2>
      <p className="text-soft">Complétude : {completeness(facts)} %</p>
      {missing.length === 0 ? (
        <p>Rien ne manque pour publier.</p>
      ) : (
        <ul className="grid">
          {missing.map((one) => (
            <li key={`${one.label}`}>
              {mayWrite ? <TextLink href={hrefOf(one, courseId, structureId)}>{one.label}</TextLink> : one.label}
            </li>
          ))}
        </ul>
      )}
      <h3 className="font-semibold">Information du public</h3>
      <ul className="grid gap-1">
        {information.map(({ label, isSaid }) => (
          <li key={label} className="flex gap-2">
            <span aria-hidden>{isSaid ? "✓" : "–"}</span>
            <span>
              {label}
              <span className="text-soft">{isSaid ? "" : " : à dire"}</span>
            </span>
          </li>
        ))}
      </ul>
    </aside>
  )
}

function hrefOf(one: Missing, id: string, structureId: string): Route {
  if (one.part === "body") return at("/rafael/catalogue/organisme", { structure: structureId }, one.field)
  if (one.part === "content") return at("/rafael/catalogue/formations/[id]", { id }, one.field)
  if (one.part === "delivery") return at("/rafael/catalogue/actions/[id]", { id: one.id }, one.field)
  if (one.part === "sessions") return at("/rafael/catalogue/sessions/nouvelle", { action: one.id })
  return at("/rafael/catalogue/actions/nouvelle", { formation: id })
}
