import { TextField } from "@/components/ui/field"
import { SuggestingField } from "@/components/ui/suggesting-field"
import type { FieldOf } from "@/components/ui/use-action-form"
import { capitalised } from "@/lib/vocabulary/accounts/rules"

/** How someone is called, wherever they say it themselves. */
export function NameFields({ field, fill }: { field: FieldOf; fill: (name: string, value: string) => void }) {
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <SuggestingField
        {...field("firstName")}
        suggest={capitalised}
        correct={(name) => fill("firstName", name)}
        hint="Laissez vide si vous n’avez qu’un nom."
        autoComplete="given-name"
      />
      <TextField {...field("lastName")} hint="Celui que vos collègues connaissent." autoComplete="family-name" />
    </div>
  )
}
