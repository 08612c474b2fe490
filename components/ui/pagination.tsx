import type { Route } from "next"
import { LinkButton } from "@/components/ui/button"

type Props = {
  label: string
  /** As the address says it. */
  page: number
  hrefOf: (page: number) => Route
} & ({ pages: number } | { /** Nobody counted them: whether there is one more. */ hasNext: boolean })

/** Links to the pages before and after, and the current one. Nothing when all is on one page. */
export function Pagination({ label, page: asked, hrefOf, ...rest }: Props) {
  const page = Math.max(1, asked)
  const hasNext = "pages" in rest ? page < rest.pages : rest.hasNext
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
        {"pages" in rest ? ` sur ${rest.pages}` : ""}
      </span>
      {hasNext ? (
        <LinkButton tone="secondary" href={hrefOf(page + 1)}>
          Page suivante
        </LinkButton>
      ) : null}
    </nav>
  )
}
