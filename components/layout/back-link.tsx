import { LinkButton } from "@/components/ui/button"

/** The way out of a page, on a line of its own. */
export function BackLink({ href, children }: { href: string; children: string }) {
  return (
    <div>
      <LinkButton tone="quiet" href={href}>
        {children}
      </LinkButton>
    </div>
  )
}
