import { clsx } from "clsx"
import type { ComponentProps } from "react"

/** `chosen`: what the person has just picked. */
export function Card({ className, tone = "plain", ...props }: ComponentProps<"div"> & { tone?: "plain" | "chosen" }) {
  const look = tone === "plain" ? "border-line bg-surface" : "border-brand bg-brand-tint"
  return <div className={clsx("rounded-card border p-5 shadow-card sm:p-6", look, className)} {...props} />
}

/** Names and values, one line each. */
export function Facts({ facts }: { facts: (readonly [name: string, value: string])[] }) {
  return (
    <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[max-content_1fr]">
      {facts.map(([name, value]) => (
        <div key={name} className="sm:contents">
          <dt className="text-sm text-soft sm:text-base">{name}</dt>
          <dd className="font-medium break-words">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
