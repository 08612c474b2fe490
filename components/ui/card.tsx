import type { ComponentProps } from "react"
import { cn } from "@/components/ui/styles"

export function Card({ className, ...props }: ComponentProps<"div">) {
  return <div className={cn("rounded-card border border-line bg-surface p-5 shadow-card sm:p-6", className)} {...props} />
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
