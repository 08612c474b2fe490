import type { Route } from "next"
import { buttonLook, LinkButton } from "@/components/ui/button"
import { isOfPortal } from "@/lib/desk/tiles/rules"

type Props = { address: string; label: string; opensTab: boolean; waiting: number }

/** A way in of a tile, with how many wait behind it; a new tab is announced in words. */
export function TileLink({ address, label, opensTab, waiting }: Props) {
  const words = (
    <span>
      {label}
      {opensTab ? <span className="font-normal"> (nouvel onglet)</span> : null}
    </span>
  )
  if (isOfPortal(address))
    return (
      <LinkButton href={address as Route} tone="secondary" {...(opensTab ? { target: "_blank" } : {})}>
        {words}
        <Waiting count={waiting} />
      </LinkButton>
    )
  return (
    <a href={address} className={buttonLook({ tone: "secondary" })} rel="noreferrer" {...(opensTab ? { target: "_blank" } : {})}>
      {words}
    </a>
  )
}

function Waiting({ count }: { count: number }) {
  if (count === 0) return null
  return (
    <span className="rounded-full bg-wait-tint px-2 text-sm font-bold text-wait">
      {count}
      <span className="sr-only"> en attente</span>
    </span>
  )
}
