import type { Route } from "next"
import Form from "next/form"
import { Button } from "@/components/ui/button"
import { SearchField } from "@/components/ui/search-field"

/** Beyond this many people, a search is quicker than a list of choices. */
export const fewEnough = 15

/** Narrows the people that a form offers, on the same page; `kept`: what its address says besides. */
export function PersonSearch({
  path,
  label,
  value,
  kept = {},
}: {
  path: Route
  label: string
  value: string
  kept?: Record<string, string>
}) {
  return (
    <Form action={path} scroll={false} className="flex flex-wrap items-end gap-3">
      {Object.entries(kept).map(([name, each]) => (
        <input key={name} type="hidden" name={name} value={each} />
      ))}
      <div className="min-w-0 flex-1 basis-60">
        <SearchField name="recherche" label={label} value={value} />
      </div>
      <Button type="submit" tone="secondary">
        Rechercher
      </Button>
    </Form>
  )
}
