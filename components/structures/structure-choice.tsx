import type { Route } from "next"
import Form from "next/form"
import { Button } from "@/components/ui/button"
import { SelectField } from "@/components/ui/field"

type Props = {
  action: Route
  structures: { id: string; raisonSociale: string }[]
  structureId: string
  /** What else of the address is kept. */
  kept?: Record<string, string>
}

/** For which structure the page is, when the person has several; nothing otherwise. */
export function StructureChoice({ action, structures, structureId, kept = {} }: Props) {
  if (structures.length < 2) return null
  return (
    <Form action={action} className="flex flex-wrap items-end gap-3">
      {Object.entries(kept).map(([name, value]) => (value ? <input key={name} type="hidden" name={name} value={value} /> : null))}
      <div className="min-w-0 flex-1 basis-60 sm:max-w-md">
        <SelectField name="structure" label="Pour quelle structure ?" defaultValue={structureId} key={structureId}>
          {structures.map(({ id, raisonSociale }) => (
            <option key={id} value={id}>
              {raisonSociale}
            </option>
          ))}
        </SelectField>
      </div>
      <Button type="submit" tone="secondary">
        Choisir
      </Button>
    </Form>
  )
}
