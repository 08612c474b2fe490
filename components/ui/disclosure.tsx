"use client"
import { clsx } from "clsx"
import { type ReactNode, useState } from "react"

type Props = { summary: string; mustOpen: boolean; tone?: "primary" | "danger"; describedBy?: string | undefined; children: ReactNode }

/** Folded until it is clicked. `mustOpen` opens it, and never closes it, when the form inside was refused. */
export function Disclosure({ summary, mustOpen, tone = "danger", describedBy, children }: Props) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <details className="w-full" open={isOpen || mustOpen} onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary
        aria-describedby={describedBy}
        className={clsx("inline-flex min-h-11 cursor-pointer items-center font-semibold", tone === "danger" ? "text-bad" : "text-brand")}
      >
        {summary}
      </summary>
      {children}
    </details>
  )
}
