import { clsx } from "clsx"
import type { ComponentProps, ReactNode } from "react"

/** `chosen`: what the person has just picked. */
export function Card({ className, tone = "plain", ...props }: ComponentProps<"div"> & { tone?: "plain" | "chosen" }) {
  const look = tone === "plain" ? "border-line bg-surface" : "border-brand bg-brand-tint"
  return <div className={clsx("rounded-card border p-5 shadow-card sm:p-6", look, className)} {...props} />
}

/** One part of a page, under its name; `id` is what links lead to. */
export function Section({ id, title, lead, children }: { id: string; title: string; lead?: ReactNode; children: ReactNode }) {
  return (
    <section id={id} aria-labelledby={`${id}-titre`} className="grid scroll-mt-4 gap-3">
      <h2 id={`${id}-titre`} className="text-xl font-semibold">
        {title}
      </h2>
      {lead ? <p className="max-w-prose text-soft">{lead}</p> : null}
      {children}
    </section>
  )
}

/** Names and values, one line each. */
export function Facts({ facts }: { facts: (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[max-content_1fr]">
      {facts.map(([name, value]) => (
        <div key={name} className="sm:contents">
          <dt className="text-sm text-soft sm:text-base">{name}</dt>
          <dd className="font-medium wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
