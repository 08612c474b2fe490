import { clsx } from "clsx"
import type { ReactNode } from "react"

type Props = {
  title: string
  /** What the page is for, in one sentence. */
  lead?: ReactNode
  /** What just happened, near the title. */
  banner?: ReactNode
  width?: "narrow" | "wide"
  children?: ReactNode
}

/** The frame of every page: one h1, its sentence, the banner of what just happened. */
export function Page({ title, lead, banner, width = "wide", children }: Props) {
  return (
    <div className={clsx("mx-auto grid grid-cols-[minmax(0,1fr)] gap-6 px-4 py-8 sm:py-10", width === "wide" ? "max-w-6xl" : "max-w-2xl")}>
      <div className="grid gap-2">
        <h1 className="text-3xl font-bold text-brand-deep">{title}</h1>
        {lead ? <p className="max-w-prose text-lg text-soft">{lead}</p> : null}
      </div>
      {banner}
      {children}
    </div>
  )
}
