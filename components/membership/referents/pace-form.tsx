"use client"
import { Button } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { ErrorSummary } from "@/components/ui/error-summary"
import { SelectField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { useServerForm } from "@/components/ui/use-server-form"
import { choosePace } from "@/lib/membership/referents/actions"
import type { paces } from "@/lib/membership/referents/schema"

type Pace = (typeof paces)[number]

const words: Record<Pace, string> = {
  each: "Un message à chaque demande",
  daily: "Un seul message par jour",
  none: "Aucun message : un autre référent s’en occupe",
}
const label = "Être prévenu·e des demandes"

/** How often a référent is told of the requests of one structure. */
export function PaceForm({ structureId, pace }: { structureId: string; pace: Pace }) {
  const { submit, pending, summary, keptOf, errorOf } = useServerForm(choosePace, () => ({ id: "pace", label }))
  const chosen = keptOf("pace", pace)
  return (
    <Card>
      <Form action={submit} className="grid gap-4">
        <ErrorSummary {...summary} />
        <input type="hidden" name="structureId" value={structureId} />
        <SelectField key={chosen} name="pace" label={label} defaultValue={chosen} error={errorOf("pace")}>
          {Object.entries(words).map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </SelectField>
        <div>
          <Button type="submit" tone="secondary" disabled={pending}>
            Enregistrer
          </Button>
        </div>
      </Form>
    </Card>
  )
}
