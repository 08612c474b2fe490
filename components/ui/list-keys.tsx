"use client"
import { ShortcutsNote, useShortcuts } from "@/components/ui/shortcuts"

/** j and k go down and up a compact list, x ticks, Enter opens: the focus itself moves, so that what is read aloud follows. */
export function ListKeys({ list }: { list: string }) {
  const rows = () => [...document.querySelectorAll<HTMLElement>(`#${CSS.escape(list)} [data-row]`)]
  const current = () => rows().findIndex((row) => row.contains(document.activeElement))
  const go = (by: number) => {
    const all = rows()
    const next = Math.min(Math.max(current() + by, 0), all.length - 1)
    all[next]?.querySelector("a")?.focus()
    all[next]?.scrollIntoView({ block: "nearest" })
  }
  useShortcuts({
    j: () => go(1),
    k: () => go(-1),
    x: () => rows()[current()]?.querySelector<HTMLInputElement>("input[type=checkbox]")?.click(),
  })
  return <ShortcutsNote>Au clavier : j descend, k monte, x coche.</ShortcutsNote>
}
