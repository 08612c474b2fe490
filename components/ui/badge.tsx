import { clsx } from "clsx"
import type { ReactNode } from "react"

const tones = {
  neutral: "bg-sunken text-ink",
  good: "bg-good-tint text-good",
  wait: "bg-wait-tint text-wait",
  bad: "bg-bad-tint text-bad",
  brand: "bg-brand-tint text-brand",
}

export function Badge({ tone = "neutral", children }: { tone?: keyof typeof tones; children: ReactNode }) {
  return (
    <span className={clsx("inline-flex items-center gap-1 rounded-full px-2.5 py-0.5 text-sm font-semibold", tones[tone])}>{children}</span>
  )
}
