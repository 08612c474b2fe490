"use client"
import { Button } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { ErrorSummary } from "@/components/ui/error-summary"
import { SelectField } from "@/components/ui/field"
import { Form } from "@/components/ui/form"
import { type Action, useServerForm } from "@/components/ui/use-server-form"

type Props<Pace extends string> = {
  action: Action
  structureId: string
  pace: Pace
  label: string
  /** What each pace is called, in the order of the list. */
  paces: Record<Pace, string>
}

/** How often someone is told of what comes to one structure. */
export function PaceForm<Pace extends string>({ action, structureId, pace, label, paces }: Props<Pace>) {
  const { submit, pending, summary, keptOf, errorOf } = useServerForm(action, () => ({ id: "pace", label }))
  const chosen = keptOf("pace", pace)
  return (
    <Card>
      <Form action={submit} className="grid gap-4">
        <ErrorSummary {...summary} />
        <input type="hidden" name="structureId" value={structureId} />
        <SelectField key={chosen} name="pace" label={label} defaultValue={chosen} error={errorOf("pace")}>
          {Object.entries<string>(paces).map(([value, text]) => (
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
