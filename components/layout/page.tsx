import { clsx } from "clsx"
import type { ReactNode } from "react"
import { HelpLink } from "@/components/desk/help/help-link"

type Props = {
  title: string
  /** What the page is for, in one sentence. */
  lead?: ReactNode
  /** What just happened, near the title. */
  banner?: ReactNode
  /** A choice on which the whole page depends: for which structure. */
  above?: ReactNode
  width?: "narrow" | "wide"
  children?: ReactNode
}

/** The frame of every page: one h1, its sentence, the way to its answer, the banner of what just happened. */
export function Page({ title, lead, banner, above, width = "wide", children }: Props) {
  return (
    <div
      className={clsx(
        "mx-auto grid grid-cols-[minmax(0,1fr)] gap-5 px-4 py-5 sm:gap-6 sm:py-7",
        width === "wide" ? "max-w-6xl" : "max-w-2xl",
      )}
    >
      {above}
      <div className="grid gap-1">
        <div className="flex items-start justify-between gap-x-4">
          <h1 className="min-w-0 text-3xl font-bold wrap-break-word text-brand-deep">{title}</h1>
          <span data-gesture className="shrink-0">
            <HelpLink look="sign">Comprendre cette page</HelpLink>
          </span>
        </div>
        {lead ? <p className="max-w-prose text-soft sm:text-lg">{lead}</p> : null}
      </div>
      {banner}
      {children}
    </div>
  )
}
