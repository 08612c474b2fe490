import type { Route } from "next"
import { LinkButton } from "@/components/ui/button"

/** The way out of a page, on a line of its own. */
export function BackLink({ href, children }: { href: Route; children: string }) {
  return (
    <div className="-ml-4">
      <LinkButton tone="quiet" href={href}>
        {children}
      </LinkButton>
    </div>
  )
}
