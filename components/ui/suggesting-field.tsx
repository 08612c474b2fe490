"use client"
import { type ComponentProps, useState } from "react"
import { Button } from "@/components/ui/button"
import { TextField } from "@/components/ui/field"

type Props = Omit<ComponentProps<typeof TextField>, "onBlur"> & {
  onBlur: (event: React.FocusEvent<HTMLInputElement>) => unknown
  /** What was probably meant by what was typed; null when nothing is to be said. */
  suggest: (typed: string) => string | null
  /** Writes into the field. */
  correct: (meant: string) => void
}

/** How long a press lasts, in milliseconds. */
const pressTime = 300

/** A field that asks, once left, whether something else was meant. What was typed stays unless the person takes the suggestion. */
export function SuggestingField({ suggest, correct, onBlur, ...field }: Props) {
  const [meant, setMeant] = useState<string | null>(null)
  return (
    <div className="grid content-start gap-1.5">
      <TextField
        {...field}
        onBlur={(event) => {
          // Not at once: whoever leaves the field by pressing a button must find it where it was.
          const typed = event.target.value
          setTimeout(() => setMeant(suggest(typed)), pressTime)
          return onBlur(event)
        }}
      />
      <div aria-live="polite">
        {meant ? (
          <p className="flex flex-wrap items-center gap-x-2 rounded-control bg-wait-tint px-3 text-wait">
            Vouliez-vous dire <strong className="wrap-anywhere">{meant}</strong> ?
            <Button
              type="button"
              tone="quiet"
              size="compact"
              onClick={() => {
                correct(meant)
                setMeant(null)
              }}
            >
              Corriger
            </Button>
          </p>
        ) : null}
      </div>
    </div>
  )
}
