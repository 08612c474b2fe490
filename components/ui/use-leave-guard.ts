"use client"
import { useEffect } from "react"
import { linkFollowed } from "@/components/ui/link-clicks"
import { lookup } from "@/lib/platform/text/lookup"

const words = "Quitter cette page ? Ce que vous avez saisi n’est pas envoyé et sera perdu."

/** While something typed is at stake, asks before a link, “back” or the browser takes the person away from it. */
export function useLeaveGuard(isAtStake: boolean) {
  useEffect(() => {
    if (!isAtStake) return
    const beforeUnload = (event: BeforeUnloadEvent) => event.preventDefault()
    const beforeLink = (event: MouseEvent) => {
      if (!linkFollowed(event) || window.confirm(words)) return
      event.preventDefault()
      event.stopImmediatePropagation()
    }
    // Back and forward, where the browser allows a page to refuse them: between pages of the portal, after a click on this one.
    const beforeBack = (event: NavigateEvent) => {
      if (event.navigationType === "traverse" && event.cancelable && !window.confirm(words)) event.preventDefault()
    }
    window.addEventListener("beforeunload", beforeUnload)
    window.navigation?.addEventListener("navigate", beforeBack)
    // In the capture phase, before React hears of the click: its links listen on the document.
    window.addEventListener("click", beforeLink, true)
    return () => {
      window.removeEventListener("beforeunload", beforeUnload)
      window.navigation?.removeEventListener("navigate", beforeBack)
      window.removeEventListener("click", beforeLink, true)
    }
  }, [isAtStake])
}

/** Whether typing again what was changed would take more than a moment: three answers, or a sentence. */
export function isWorthKeeping(before: Record<string, string>, now: Record<string, unknown>) {
  const changed = Object.entries(now).flatMap(([name, value]) => {
    const text = typeof value === "string" ? value.trim() : ""
    return text && text !== (lookup(before, name) ?? "") ? [text] : []
  })
  return changed.length >= 3 || changed.some((text) => text.length >= 40)
}
