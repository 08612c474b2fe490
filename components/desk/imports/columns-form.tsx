"use client"
import { Button } from "@/components/ui/button"
import { Disclosure } from "@/components/ui/disclosure"
import { ErrorSummary } from "@/components/ui/error-summary"
import { SelectField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { useServerForm } from "@/components/ui/use-server-form"
import { check } from "@/lib/desk/import-files/actions"
import { allColumns, type ColumnMap, columnNames, type ImportColumn } from "@/lib/desk/imports/rules"
import { lookup } from "@/lib/platform/text/lookup"

type Props = {
  importId: string
  header: string[]
  map: ColumnMap
  rows: Record<string, string>[]
  /** The effect was seen already: another choice is what is left to do here. */
  isChecked: boolean
}

/** Which column of the file holds each of ours. Those that were recognised are folded: only the others are asked. */
export function ColumnsForm({ importId, header, map, rows, isChecked }: Props) {
  const { submit, pending, summary, keptOf, errorOf } = useServerForm(check, (id) => ({ id, label: lookup(columnNames, id) ?? "Fichier" }))
  const sampleOf = (name: string) => [...new Set(rows.map((row) => lookup(row, name)).filter(Boolean))].slice(0, 2).join(", ")
  const recognised = allColumns.filter((column) => map[column] !== null)
  const asked = allColumns.filter((column) => map[column] === null)
  const fieldOf = (column: ImportColumn) => {
    const chosen = keptOf(column, map[column] ?? "")
    const isNeeded = column === "siret" || column === "raison_sociale"
    return (
      <SelectField
        key={`${column}-${chosen}`}
        name={column}
        label={columnNames[column]}
        optional={!isNeeded}
        error={errorOf(column)}
        defaultValue={chosen}
      >
        <option value="">{isNeeded ? "Choisissez…" : "Absente : garder ce que dit la liste"}</option>
        {header.map((name) => (
          <option key={name} value={name}>
            {name}
            {sampleOf(name) ? ` (${sampleOf(name).slice(0, 40)})` : ""}
          </option>
        ))}
      </SelectField>
    )
  }
  return (
    <Form action={submit} className="grid gap-5">
      <ErrorSummary {...summary} />
      <input type="hidden" name="importId" value={importId} />
      {asked.length > 0 ? (
        <div className="grid gap-5 sm:grid-cols-2">{asked.map(fieldOf)}</div>
      ) : (
        <p>Toutes les colonnes ont été reconnues : il n’y a rien à choisir.</p>
      )}
      {recognised.length > 0 ? (
        <Disclosure
          summary={`Colonnes reconnues (${recognised.length})`}
          tone="primary"
          mustOpen={recognised.some((column) => errorOf(column) !== undefined)}
        >
          <div className="grid gap-5 pt-2 sm:grid-cols-2">{recognised.map(fieldOf)}</div>
        </Disclosure>
      ) : null}
      <div>
        <Button type="submit" tone={isChecked ? "secondary" : "primary"} disabled={pending}>
          {pending ? "Un instant…" : "Voir l’effet"}
        </Button>
      </div>
    </Form>
  )
}
