import { Table } from "@/components/ui/table"
import { type Correctable, correctable, correctableNames, type Differences } from "@/lib/desk/corrections/rules"
import { formatTypes, type StructureType } from "@/lib/vocabulary/structures/rules"

/** What a structure says today beside what its référent says it should. */
export function DifferencesTable({ differences }: { differences: Differences }) {
  const rows = correctable.flatMap((field) => {
    const difference = differences[field]
    return difference ? [{ field, ...difference }] : []
  })
  return (
    <Table
      caption="Modification demandée"
      columns={[
        { header: "Information", cell: ({ field }) => <span className="font-semibold">{correctableNames[field]}</span> },
        { header: "Aujourd’hui", cell: ({ field, from }) => inWords(field, from) },
        { header: "Demandé", cell: ({ field, to }) => <strong>{inWords(field, to)}</strong> },
      ]}
      rows={rows}
      keyOf={({ field }) => field}
      empty="Aucune information changée : lisez le message."
    />
  )
}

function inWords(field: Correctable, value: string) {
  if (field === "types") return formatTypes(value.split(",").filter(Boolean) as StructureType[])
  return value || "(rien)"
}
