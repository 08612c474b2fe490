import { Badge } from "@/components/ui/badge"
import type { LegalForm } from "@/lib/vocabulary/legal-forms/rules"
import { formatPlace, formatSiret, formatTypes, type StructureType } from "@/lib/vocabulary/structures/rules"
import { Marked, markLook } from "./marked"

type Line = {
  siret: string
  raisonSociale: string
  sigle: string | null
  enseigne?: string | null
  city: string | null
  departement: string | null
  types: StructureType[]
  state?: "active" | "closed"
  legalForm?: LegalForm | undefined
}

const none: ReadonlyMap<string, number> = new Map()

/** "SCI du Port" says its form by itself. */
const isSaid = (form: string, name: string) => name.toLowerCase().split(/\s+/).includes(form.toLowerCase())

/**
 * One structure so that homonyms can be told apart: name, sigle, enseigne, SIRET, place, type. `marks`: the words that answer
 * to a search; `digits`: the beginning of the number that does.
 */
export function StructureLine({ structure, marks = none, digits = "" }: { structure: Line; marks?: typeof none; digits?: string }) {
  const { raisonSociale, sigle, enseigne } = structure
  const place = formatPlace(structure)
  const siret = formatSiret(structure.siret)
  const marked = digits && structure.siret.startsWith(digits) ? digits.length + Math.min(3, Math.floor((digits.length - 1) / 3)) : 0
  return (
    <span className="grid gap-0.5">
      <span className="font-semibold">
        <Marked text={raisonSociale} marks={marks} />
        {sigle ? (
          <span className="font-normal text-soft">
            {" · "}
            <Marked text={sigle} marks={marks} />
          </span>
        ) : null}
        {structure.state === "closed" ? (
          <>
            {" "}
            <Badge tone="bad">Fermée</Badge>
          </>
        ) : null}
      </span>
      {enseigne && !raisonSociale.toLowerCase().includes(enseigne.toLowerCase()) ? (
        <span className="text-sm">
          Enseigne : <Marked text={enseigne} marks={marks} />
        </span>
      ) : null}
      <span className="text-sm text-soft">
        <span className="whitespace-nowrap tabular-nums">
          {marked > 0 ? <mark className={markLook}>{siret.slice(0, marked)}</mark> : null}
          {siret.slice(marked)}
        </span>
        {place ? (
          <>
            {" · "}
            <Marked text={place} marks={marks} />
          </>
        ) : null}{" "}
        · {formatTypes(structure.types)}
        {structure.legalForm && !isSaid(structure.legalForm, raisonSociale) ? (
          <span className="inline-block">&nbsp;· {structure.legalForm}</span>
        ) : null}
      </span>
    </span>
  )
}
