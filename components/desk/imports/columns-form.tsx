"use client"
import { useActionState } from "react"
import { SubmitButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { SelectField } from "@/components/ui/field"
import { check } from "@/lib/desk/import-files/actions"
import { allColumns, type ColumnMap, columnNames } from "@/lib/desk/imports/rules"
import { untouched } from "@/lib/platform/http/form-state"
import { lookup } from "@/lib/platform/text/lookup"

type Props = { importId: string; header: string[]; map: ColumnMap; rows: Record<string, string>[] }

/** Which column of the file holds each of ours, guessed and shown with what the first lines hold. */
export function ColumnsForm({ importId, header, map, rows }: Props) {
  const [state, submit, pending] = useActionState(check, untouched)
  const errors = allColumns.flatMap((column) => {
    const message = state.fields[column]
    return message ? [{ id: column, label: columnNames[column], message }] : []
  })
  const sampleOf = (name: string) => [...new Set(rows.map((row) => lookup(row, name)).filter(Boolean))].slice(0, 2).join(", ")
  return (
    <form action={submit} className="grid gap-5">
      <ErrorSummary message={state.message} errors={errors} attempt={state} />
      <input type="hidden" name="importId" value={importId} />
      <div className="grid gap-5 sm:grid-cols-2">
        {allColumns.map((column) => {
          const chosen = state.values[column] ?? map[column] ?? ""
          const isNeeded = column === "siret" || column === "raison_sociale"
          return (
            <SelectField
              key={`${column}-${chosen}`}
              name={column}
              label={columnNames[column]}
              optional={!isNeeded}
              error={state.fields[column]}
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
    </form>
  )
}
