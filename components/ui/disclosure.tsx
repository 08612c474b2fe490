"use client"
import { type ReactNode, useState } from "react"

/** Something dangerous folded until asked for; `mustOpen`, when what it holds was refused, opens it and never closes it. */
export function Disclosure({ summary, mustOpen, children }: { summary: string; mustOpen: boolean; children: ReactNode }) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <details className="w-full" open={isOpen || mustOpen} onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary className="inline-flex min-h-11 cursor-pointer items-center font-semibold text-bad">{summary}</summary>
      {children}
    </details>
  )
}
