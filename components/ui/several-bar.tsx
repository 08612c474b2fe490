"use client"
import { clsx } from "clsx"
import { type ReactNode, useEffect, useState } from "react"
import { useIsLive } from "@/components/ui/use-is-live"
import type { FormState } from "@/lib/platform/http/form-state"
import { isKeyOf } from "@/lib/platform/text/lookup"

/** The boxes of a list, tied to the form of its gestures by their `form` attribute. */
function boxesOf(form: string, group?: string) {
  const among = group === undefined ? "" : `[data-group="${CSS.escape(group)}"]`
  return [...document.querySelectorAll<HTMLInputElement>(`input[type="checkbox"][form="${CSS.escape(form)}"]${among}`)]
}

function tickAll(boxes: HTMLInputElement[], isTicked: boolean) {
  for (const box of boxes) box.checked = isTicked
  boxes[0]?.dispatchEvent(new Event("change", { bubbles: true }))
}

/** How many boxes there are and how many are ticked, followed as they change; those that the browser ticks again on "back" count too. */
function useTicks(form: string, group?: string) {
  const [ticks, setTicks] = useState({ ticked: 0, all: 0 })
  useEffect(() => {
    const count = () => {
      const boxes = boxesOf(form, group)
      setTicks({ ticked: boxes.filter(({ checked }) => checked).length, all: boxes.length })
    }
    count()
    document.addEventListener("change", count)
    window.addEventListener("pageshow", count)
    return () => {
      document.removeEventListener("change", count)
      window.removeEventListener("pageshow", count)
    }
  }, [form, group])
  return ticks
}

/** Ticks again what was ticked in a form that the server refused: React empties it once it has been sent. */
export function useKeptTicks(form: string, { values }: FormState) {
  useEffect(() => {
    const ticked = boxesOf(form).filter(({ name }) => isKeyOf(values, name))
    for (const box of ticked) box.checked = true
    ticked[0]?.dispatchEvent(new Event("change", { bubbles: true }))
  }, [form, values])
}

type BarProps = {
  form: string
  /** What is ticked, for one and for several: "demande", "demandes". */
  noun: [one: string, several: string]
  isMasculine?: boolean
  children: ReactNode
}

/** Stays at the bottom of the window, in which what it acts on scrolls. */
export function StayingBar({ children }: { children: ReactNode }) {
  return (
    <div className="not-low:sticky bottom-0 z-10 flex flex-wrap items-center justify-between gap-x-3 rounded-t-card border border-line-strong bg-surface px-3 py-1 shadow-float print:hidden">
      {children}
    </div>
  )
}

/** Stays at the bottom of the window while the list is in sight: how much is ticked, and what can be done with it. */
export function SeveralBar({ form, noun: [one, several], isMasculine = false, children }: BarProps) {
  const isLive = useIsLive()
  const { ticked } = useTicks(form)
  const e = isMasculine ? "" : "e"
  return (
    <StayingBar>
      <p aria-live="polite" className={clsx(ticked > 0 ? "font-semibold" : "text-soft", isLive || "invisible")}>
        {ticked > 0 ? (
          <>
            {ticked} <span className="max-sm:sr-only">{ticked === 1 ? one : several}</span> {`coché${e}${ticked === 1 ? "" : "s"}`}
          </>
        ) : (
          "Rien de coché"
        )}
      </p>
      <div className="flex flex-wrap items-center gap-2">{children}</div>
    </StayingBar>
  )
}

type TickProps = {
  form: string
  /** The rows whose boxes carry this group; all of them without one. */
  group?: string
  label: string
  /** What is written beside the box, instead of the label alone for those who listen. */
  children?: ReactNode
}

/** Ticks all the rows at once, or all those of a group. Nothing but its words without JavaScript: each row has its own box. */
export function TickAll({ form, group, label, children }: TickProps) {
  const isLive = useIsLive()
  const { ticked, all } = useTicks(form, group)
  return (
    // Its place is kept until it can act, so that nothing moves when it can.
    <label className="inline-flex min-h-9 min-w-8 shrink-0 justify-self-start items-center justify-center gap-2 pointer-coarse:min-h-11 pointer-coarse:min-w-11">
      <input
        type="checkbox"
        className={clsx("size-5 accent-brand", isLive || "invisible")}
        checked={all > 0 && ticked === all}
        onChange={({ target }) => tickAll(boxesOf(form, group), target.checked)}
      />
      <span className={clsx("sr-only", isLive || "hidden")}>{label}</span>
      {children ? <span aria-hidden>{children}</span> : null}
    </label>
  )
}
