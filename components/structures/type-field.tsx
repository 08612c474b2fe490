import type { ComponentProps } from "react"
import { SelectField } from "@/components/ui/field"

/** What a structure does, as people say it; `none`: what stands for no type. */
export function TypeField({
  none = "Je ne sais pas",
  ...field
}: Omit<ComponentProps<typeof SelectField>, "children" | "optional"> & { none?: string }) {
  return (
    <SelectField optional {...field}>
      <option value="">{none}</option>
      <option value="formateur">Organisme de formation</option>
      <option value="prescripteur">Prescripteur (oriente vers la formation)</option>
      <option value="les-deux">Les deux</option>
    </SelectField>
  )
}
