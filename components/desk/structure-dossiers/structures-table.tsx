import Link from "next/link"
import { Badge } from "@/components/ui/badge"
import { Digits } from "@/components/ui/digits"
import { Quiet, Table } from "@/components/ui/table"
import { at } from "@/lib/access/addresses"
import type { ManagedStructure } from "@/lib/desk/structure-dossiers/queries"
import { delayInFull } from "@/lib/membership/answer-delays/rules"
import { formatPlace, formatSiret, formatTypes } from "@/lib/vocabulary/structures/rules"

/** Structures as managers list them: what they are, how many people stand behind each, and, for the list of slow ones, how each answers. */
export function StructuresTable({ structures, saysDelays = false }: { structures: ManagedStructure[]; saysDelays?: boolean }) {
  return (
    <Table
      caption="Structures"
      columns={[
        {
          header: "Nom",
          place: "name",
          cell: ({ id, raisonSociale, sigle, state, delay }) => (
            <>
              <Link href={at("/admin/structures/[id]", { id })} className="font-semibold text-brand underline underline-offset-4">
                {raisonSociale}
              </Link>
              {sigle ? <span className="text-soft"> · {sigle}</span> : null}
              {state === "closed" ? (
                <>
                  {" "}
                  <Badge tone="bad">Fermée</Badge>
                </>
              ) : null}
              {saysDelays && delay ? <span className="block text-sm text-soft">{delayInFull(delay)}</span> : null}
            </>
          ),
        },
        { header: "Siret", cell: ({ siret }) => <Digits>{formatSiret(siret)}</Digits> },
        { header: "Ville", place: "under", cell: (structure) => formatPlace(structure) || "Non renseignée" },
        { header: "Type", place: "none", cell: ({ types }) => formatTypes(types) },
        { header: "Personnes", cell: ({ people }) => (people > 0 ? <Numbered count={people} one="personne" /> : <Quiet>0</Quiet>) },
        {
          header: "Référents",
          cell: ({ referents, people }) =>
            referents > 0 ? (
              <Numbered count={referents} one="référent" />
            ) : people > 0 ? (
              <Badge tone="bad">Aucun référent</Badge>
            ) : (
              <Quiet>0</Quiet>
            ),
        },
        {
          header: "Demandes",
          cell: ({ waiting }) =>
            waiting > 0 ? (
              <Badge tone="wait">
                <Numbered count={waiting} one="demande" />
              </Badge>
            ) : (
              <Quiet>0</Quiet>
            ),
        },
      ]}
      rows={structures}
      keyOf={({ id }) => id}
      empty="Aucune structure ne répond à cette recherche."
    />
  )
}

/** A number whose column says what it counts; on a compact line the word stands beside it. */
function Numbered({ count, one }: { count: number; one: string }) {
  return (
    <>
      {count.toLocaleString("fr-FR")}
      <span className="unfolded:hidden">
        {" "}
        {one}
        {count > 1 ? "s" : ""}
      </span>
    </>
  )
}
