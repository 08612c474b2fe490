import type { ComponentProps } from "react"
import { SelectField } from "@/components/ui/field"
import { needs, needWords } from "@/lib/vocabulary/profils/rules"

/** "Que devez-vous faire ?": helps whoever decides, grants nothing by itself. */
export function NeedField(field: Omit<ComponentProps<typeof SelectField>, "children" | "optional">) {
  return (
    <SelectField optional hint="Votre réponse aide la personne qui validera ; elle n’accorde rien par elle-même." {...field}>
      <option value="">Je ne sais pas encore</option>
      {needs.map((need) => (
        <option key={need} value={need}>
          {needWords[need]}
        </option>
      ))}
    </SelectField>
  )
}
