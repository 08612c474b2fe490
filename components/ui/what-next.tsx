import { Milestone } from "lucide-react"
import type { ReactNode } from "react"

/** Who does what next, in order; shown after something was sent, or just before. */
export function WhatNext({ steps }: { steps: readonly ReactNode[] }) {
  return (
    <section aria-labelledby="ensuite" className="grid gap-3 rounded-card border border-line bg-sunken p-5">
      <h2 id="ensuite" className="flex items-center gap-2 text-lg font-semibold">
        <Milestone aria-hidden className="size-5 shrink-0 text-accent" />
        Que se passe-t-il ensuite ?
      </h2>
      <ol className="grid gap-2">
        {steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the steps never move
          <li key={index} className="grid grid-cols-[1.75rem_1fr] items-baseline">
            <span aria-hidden className="font-bold text-brand tabular-nums">
              {index + 1}.
            </span>
            <span>{step}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
