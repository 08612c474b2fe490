import type { Route } from "next"
import { AddressForm } from "@/components/ui/address-form"
import { Button, LinkButton } from "@/components/ui/button"
import { controlLook } from "@/components/ui/field"

type Props = {
  label: string
  /** As the address says it. */
  page: number
  hrefOf: (page: number) => Route
} & (
  | {
      pages: number
      /** The parameter of the address that holds the page, for a list long enough to jump in. */
      jump?: string
    }
  | { /** Nobody counted them: whether there is one more. */ hasNext: boolean }
)

/** From so many pages on, one goes straight to a page. */
const longList = 4

/** Links to the pages before and after, the current one, and on a long list the way straight to another. Nothing when all is on one page. */
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
        {"pages" in rest ? ` sur ${rest.pages.toLocaleString("fr-FR")}` : ""}
      </span>
      {hasNext ? (
        <LinkButton tone="secondary" href={hrefOf(page + 1)}>
          Page suivante
        </LinkButton>
      ) : null}
      {"pages" in rest && rest.pages >= longList ? (
        <Jump address={hrefOf(1)} name={rest.jump ?? "page"} pages={rest.pages} label={label} />
      ) : null}
    </nav>
  )
}

function Jump({ address, name, pages, label }: { address: Route; name: string; pages: number; label: string }) {
  return (
    <AddressForm address={address} except={name} className="flex items-center gap-2" aria-label={`${label} : aller à une page`}>
      <label className="flex items-center gap-2 text-soft">
        Aller à la page
        <input type="number" name={name} min={1} max={pages} inputMode="numeric" required className={`${controlLook} w-20!`} />
      </label>
      <Button type="submit" tone="secondary">
        Aller
      </Button>
    </AddressForm>
  )
}
