"use client"
import { clsx } from "clsx"
import type { Route } from "next"
import Link from "next/link"
import { usePathname } from "next/navigation"
import { EverythingField } from "@/components/desk/searches/everything-field"

/** On a telephone the search stands only where one comes to find something. */
const searches = ["/admin", "/admin/recherche"]

/** The sections of the administration, on a wide screen; on a narrow one they are in the menu of the header. */
export function AdminNav({ sections }: { sections: readonly (readonly [href: Route, name: string])[] }) {
  const pathname = usePathname()
  // The pages where a request is answered belong to the list it comes from.
  const here = pathname.startsWith("/demandes/") ? "/admin/demandes" : pathname
  const isHere = (href: Route) => (href === "/admin" ? here === href : here === href || here.startsWith(`${href}/`))
  return (
    <div className={clsx("border-line bg-sunken lg:border-b", searches.includes(pathname) && "border-b")}>
      <div className={clsx("mx-auto max-w-6xl px-4 pt-1.5 max-lg:pb-1.5", searches.includes(pathname) || "max-lg:hidden")}>
        <EverythingField />
      </div>
      <nav aria-label="Sections de l’administration" className="max-lg:hidden">
        <ul className="mx-auto flex max-w-6xl flex-wrap px-2">
          {sections.map(([href, name]) => (
            <li key={href}>
              <Link
                href={href}
                aria-current={isHere(href) ? "page" : undefined}
                className={clsx(
                  "inline-flex min-h-11 items-center border-b-3 border-transparent px-2.5 font-medium text-soft hover:text-ink",
                  "aria-[current=page]:border-brand aria-[current=page]:text-ink",
                )}
              >
                {name}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  )
}
