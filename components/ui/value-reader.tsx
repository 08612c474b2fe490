"use client"
import { type ReactNode, useEffect, useEffectEvent, useId, useRef, useState } from "react"
import { useIsLive } from "@/components/ui/use-is-live"

/** `name`: what the value is of; `text`: the value in words. */
export type ReadValue = { name: string; text: string }

type Props = {
  /** What each value is of: "Semaine". */
  label: string
  values: readonly ReadValue[]
  /**
   * Where each stands across the picture or down it, from 0 to 1, on a wide screen and on a narrow one; absent when the parts of a drawing carry
   * `data-value`.
   */
  at?: { axis: "x" | "y"; wide: readonly number[]; narrow: readonly number[] }
  children: ReactNode
}

/**
 * The values of a picture under the finger or the mouse, and by keyboard: a slider below goes from one to the next and says it aloud. Without JavaScript the
 * table of the picture answers alone.
 */
export function ValueReader({ label, values, at, children }: Props) {
  const [index, setIndex] = useState<number | null>(null)
  const isLive = useIsLive()
  const picture = useRef<HTMLDivElement>(null)
  const id = useId()
  const chosen = index === null ? undefined : values[index]
  const point = useEffectEvent((event: PointerEvent) => {
    const found = at ? nearest(positionsOf(at), at.axis, event) : partUnder(event)
    if (found !== null && found < values.length) setIndex(found)
  })
  useEffect(() => {
    const box = picture.current
    if (!box) return
    const listen = (event: PointerEvent) => point(event)
    box.addEventListener("pointerdown", listen)
    box.addEventListener("pointermove", listen)
    return () => {
      box.removeEventListener("pointerdown", listen)
      box.removeEventListener("pointermove", listen)
    }
  }, [])
  const mark = at && index !== null && isLive ? positionsOf(at)[index] : undefined
  return (
    <div className="grid min-w-0 gap-2">
      <div ref={picture} className="relative touch-pan-y">
        {children}
        {mark === undefined ? null : (
          <svg aria-hidden viewBox="0 0 1 1" preserveAspectRatio="none" className="pointer-events-none absolute inset-0 size-full">
            <line {...lineAt(at?.axis, mark)} vectorEffect="non-scaling-stroke" className="stroke-accent" />
          </svg>
        )}
      </div>
      <div className={isLive ? "grid gap-1" : "invisible grid gap-1"}>
        <label htmlFor={id} className="sr-only">
          {label}
        </label>
        <input
          id={id}
          type="range"
          min={0}
          max={Math.max(0, values.length - 1)}
          value={index ?? 0}
          onFocus={() => setIndex((before) => before ?? 0)}
          onChange={({ target }) => setIndex(Number(target.value))}
          aria-valuetext={chosen ? `${chosen.name} : ${chosen.text}` : "Aucune valeur choisie"}
          className="min-h-8 w-full accent-brand"
        />
        <p className="min-h-12 text-sm">
          {chosen ? (
            <>
              <strong>{chosen.name}</strong> : {chosen.text}
            </>
          ) : (
            <span className="text-soft">Touchez le graphique, ou déplacez le curseur, pour lire une valeur.</span>
          )}
        </p>
      </div>
    </div>
  )
}

/** The picture for narrow screens takes the place of the other at the same width. */
function positionsOf({ wide, narrow }: NonNullable<Props["at"]>) {
  return window.matchMedia("(max-width: 640px)").matches ? narrow : wide
}

/** Down a picture of bars that lie down, a tick at its edge: a whole line would cross out the name. */
const lineAt = (axis: "x" | "y" | undefined, at: number) =>
  axis === "y" ? { x1: 0, x2: 0.03, y1: at, y2: at, strokeWidth: 4 } : { x1: at, x2: at, y1: 0, y2: 1, strokeWidth: 1.5 }

function nearest(positions: readonly number[], axis: "x" | "y", event: PointerEvent): number | null {
  const { left, top, width, height } = (event.currentTarget as HTMLElement).getBoundingClientRect()
  if (width === 0 || height === 0 || positions.length === 0) return null
  const along = axis === "x" ? (event.clientX - left) / width : (event.clientY - top) / height
  const distances = positions.map((position) => Math.abs(position - along))
  return distances.indexOf(Math.min(...distances))
}

function partUnder({ target }: PointerEvent): number | null {
  const value = (target as Element).closest("[data-value]")?.getAttribute("data-value")
  return value === null || value === undefined ? null : Number(value)
}
