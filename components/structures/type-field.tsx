import type { ComponentProps } from "react"
import { SelectField } from "@/components/ui/field"

/** What a structure does, as people say it. */
export function TypeField(field: Omit<ComponentProps<typeof SelectField>, "children" | "optional">) {
  return (
    <SelectField optional {...field}>
      <option value="">Je ne sais pas</option>
      <option value="formateur">Organisme de formation</option>
      <option value="prescripteur">Prescripteur (oriente vers la formation)</option>
      <option value="les-deux">Les deux</option>
    </SelectField>
  )
}
