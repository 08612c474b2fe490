"use client"
import { usePathname, useSearchParams } from "next/navigation"
import { useEffect, useState } from "react"
import { linkFollowed } from "@/components/ui/link-clicks"

/**
 * Says, after a second, that the page asked for by a link is on its way. Forms say it on their own button; a page that comes
 * sooner shows nothing.
 */
export function PendingBar() {
  const here = `${usePathname()}?${useSearchParams()}`
  const [leaving, setLeaving] = useState<string | null>(null)

  useEffect(() => {
    const follow = (event: MouseEvent) => {
      if (linkFollowed(event)) setLeaving(here)
    }
    document.addEventListener("click", follow)
    return () => document.removeEventListener("click", follow)
  }, [here])

  return (
    // Its role is not "status": that one is for what an action did, and a page has one at most.
    <div aria-live="polite" className="pointer-events-none fixed inset-x-0 top-0 z-40">
      {leaving === here ? <AdvancingBar /> : null}
    </div>
  )
}

/** Shows nothing for a second, then a bar that advances more and more slowly. */
export function AdvancingBar() {
  return (
    <div className="pending-bar h-1 bg-accent">
      <span className="sr-only">La page arrive…</span>
    </div>
  )
}
