"use client"
import { SubmitButton } from "@/components/ui/button"
import { ErrorSummary } from "@/components/ui/error-summary"
import { Form } from "@/components/ui/form"
import { useServerForm } from "@/components/ui/use-server-form"
import { saveSheet } from "@/lib/parcourspro/presences/actions"
import { type PresenceState, presenceStates } from "@/lib/parcourspro/presences/rules"

type Props = {
  sessionId: string
  halfDayId: string
  people: { registrationId: string; name: string; structure: string; state: PresenceState | null }[]
}

/** Who came to a half-day, in ticks that a thumb hits. */
export function PresenceForm({ sessionId, halfDayId, people }: Props) {
  const { submit, pending, summary, keptOf } = useServerForm(saveSheet, () => ({ id: "presence", label: "Présence" }))
  return (
    <Form action={submit} id="presence" className="grid gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="sessionId" value={sessionId} />
      <input type="hidden" name="halfDayId" value={halfDayId} />
      <input type="hidden" name="how" value="tick" />
      {people.map(({ registrationId, name, structure, state }) => {
        const chosen = keptOf(`etat-${registrationId}`, state ?? "")
        return (
          <fieldset key={registrationId} className="rounded-card border border-line bg-surface p-4">
            <legend className="float-left w-full font-semibold">
              {name} <span className="block text-sm font-normal text-soft">{structure}</span>
            </legend>
            <div className="clear-left flex flex-wrap gap-2 pt-2">
              {Object.entries(presenceStates).map(([value, words]) => (
                <label
                  key={value}
                  className="inline-flex min-h-11 items-center gap-2 rounded-control border border-line-strong px-3 has-checked:border-brand has-checked:bg-brand-tint"
                >
                  <input
                    type="radio"
                    name={`etat-${registrationId}`}
                    value={value}
                    defaultChecked={chosen === value}
                    className="size-5 accent-brand"
                  />
                  {words}
                </label>
              ))}
            </div>
          </fieldset>
        )
      })}
      <SubmitButton pending={pending}>Enregistrer la présence</SubmitButton>
    </Form>
  )
}
