import { clsx } from "clsx"
import { CircleCheck, CircleDot, CircleX, Clock, type LucideIcon, Star } from "lucide-react"
import type { ReactNode } from "react"

const tones = {
  neutral: { look: "bg-sunken text-ink", icon: CircleDot },
  good: { look: "bg-good-tint text-good", icon: CircleCheck },
  wait: { look: "bg-wait-tint text-wait", icon: Clock },
  bad: { look: "bg-bad-tint text-bad", icon: CircleX },
  brand: { look: "bg-brand-tint text-brand", icon: Star },
}

type Props = { tone?: keyof typeof tones; icon?: LucideIcon; children: ReactNode }

/** A state: a sign, a word and a colour, because none of the three reaches everyone. */
export function Badge({ tone = "neutral", icon, children }: Props) {
  const Icon = icon ?? tones[tone].icon
  return (
    <span
      className={clsx("inline-flex max-w-full items-center gap-1.5 rounded-full px-2.5 py-0.5 text-sm font-semibold", tones[tone].look)}
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      {children}
    </span>
  )
}
