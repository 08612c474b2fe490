import type { Route } from "next"
import { LinkButton } from "@/components/ui/button"

type Props = {
  label: string
  page: number /** How many pages there are; null when nobody counted. */
  pages: number | null
  hasNext: boolean
  hrefOf: (page: number) => Route
}

/** Links to the pages before and after, and the current one. Nothing when all is on one page. */
export function Pagination({ label, page, pages, hasNext, hrefOf }: Props) {
  if (page === 1 && !hasNext) return null
  return (
    <nav aria-label={label} className="flex flex-wrap items-center gap-3">
      {page > 1 ? (
        <LinkButton tone="secondary" href={hrefOf(page - 1)}>
          Page précédente
        </LinkButton>
      ) : null}
      <span className="text-soft">
        Page {page}
        {pages === null ? "" : ` sur ${pages}`}
      </span>
      {hasNext ? (
        <LinkButton tone="secondary" href={hrefOf(page + 1)}>
          Page suivante
        </LinkButton>
      ) : null}
    </nav>
  )
}
