"use client"
import { SubmitButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { SelectField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { useServerForm } from "@/components/ui/use-server-form"
import { check } from "@/lib/desk/import-files/actions"
import { allColumns, type ColumnMap, columnNames } from "@/lib/desk/imports/rules"
import { lookup } from "@/lib/platform/text/lookup"

type Props = { importId: string; header: string[]; map: ColumnMap; rows: Record<string, string>[] }

/** Which column of the file holds each of ours, guessed and shown with what the first lines hold. */
export function ColumnsForm({ importId, header, map, rows }: Props) {
  const { submit, pending, summary, keptOf, errorOf } = useServerForm(check, (id) => ({ id, label: lookup(columnNames, id) ?? "Fichier" }))
  const sampleOf = (name: string) => [...new Set(rows.map((row) => lookup(row, name)).filter(Boolean))].slice(0, 2).join(", ")
  return (
    <Form action={submit} className="grid gap-5">
      <ErrorSummary {...summary} />
      <input type="hidden" name="importId" value={importId} />
      <div className="grid gap-5 sm:grid-cols-2">
        {allColumns.map((column) => {
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
        })}
      </div>
      <SubmitButton pending={pending}>Voir l’effet</SubmitButton>
    </Form>
  )
}
