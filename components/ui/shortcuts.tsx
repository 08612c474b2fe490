"use client"
import { clsx } from "clsx"
import { useEffect, useEffectEvent, useSyncExternalStore } from "react"
import { Button } from "@/components/ui/button"
import { lookup } from "@/lib/platform/text/lookup"

/** Kept on the device: keys without Ctrl can be turned off, because voice control types letters too (WCAG 2.1.4). */
const kept = "raccourcis-clavier"
const off = "non"
const changed = "raccourcis-clavier:change"

function subscribe(tell: () => void) {
  window.addEventListener(changed, tell)
  return () => window.removeEventListener(changed, tell)
}

/** Whether single keys act: null on the server and without JavaScript. */
function useAreOn() {
  return useSyncExternalStore<boolean | null>(
    subscribe,
    () => read() !== off,
    () => null,
  )
}

function read() {
  try {
    return localStorage.getItem(kept)
  } catch {
    return null
  }
}

/** Calls the gesture of a key that is pressed outside any field, unless the person turned these keys off. */
export function useShortcuts(gestures: Record<string, () => void>) {
  const areOn = useAreOn()
  const press = useEffectEvent((event: KeyboardEvent) => {
    const target = event.target instanceof HTMLElement ? event.target : null
    const isTyping = target?.isContentEditable || target?.matches("textarea, select, input:not([type=checkbox], [type=radio])")
    if (!areOn || isTyping || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
    const gesture = lookup(gestures, event.key)
    if (!gesture) return
    event.preventDefault()
    gesture()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event)
    document.addEventListener("keydown", listen)
    return () => document.removeEventListener("keydown", listen)
  }, [])
}

/** What the keys of this page do, and the way to turn them off. Shown only where there is a keyboard to speak of. */
export function ShortcutsNote({ children }: { children: string }) {
  const areOn = useAreOn()
  return (
    // Its place is kept until the keys act, so that nothing moves when they do.
    <p
      className={clsx(
        "flex flex-wrap items-center gap-x-2 text-sm text-soft max-lg:hidden pointer-coarse:hidden print:hidden",
        areOn === null && "invisible",
      )}
    >
      {(areOn ?? true) ? children : "Les touches seules ne font rien sur cet appareil."}
      <Button
        type="button"
        tone="quiet"
        size="compact"
        onClick={() => {
          try {
            localStorage.setItem(kept, areOn ? off : "oui")
          } catch {
            // A device that keeps nothing: the keys stay as they are.
          }
          window.dispatchEvent(new Event(changed))
        }}
      >
        {(areOn ?? true) ? "Les désactiver" : "Les activer"}
      </Button>
    </p>
  )
}
