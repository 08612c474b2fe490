import { Badge } from "@/components/ui/badge"
import { formatPlace, formatSiret, formatTypes, type StructureType } from "@/lib/structures/rules"

type Line = {
  siret: string
  raisonSociale: string
  sigle: string | null
  city: string | null
  departement: string | null
  types: StructureType[]
  state?: "active" | "closed"
}

/** One structure so that homonyms can be told apart: name, sigle, SIRET, place, type. */
export function StructureLine({ structure }: { structure: Line }) {
  const place = formatPlace(structure)
  return (
    <span className="grid gap-0.5">
      <span className="font-semibold">
        {structure.raisonSociale}
        {structure.sigle ? <span className="font-normal text-soft"> · {structure.sigle}</span> : null}
        {structure.state === "closed" ? (
          <>
            {" "}
            <Badge tone="bad">Fermée</Badge>
          </>
        ) : null}
      </span>
      <span className="text-sm text-soft">
        <span className="whitespace-nowrap tabular-nums">{formatSiret(structure.siret)}</span>
        {place ? ` · ${place}` : ""} · {formatTypes(structure.types)}
      </span>
    </span>
  )
}
