"use client"
import { clsx } from "clsx"
import Link from "next/link"
import { usePathname } from "next/navigation"

const sections = [
  ["/admin", "Tableau de bord"],
  ["/admin/demandes", "Demandes à traiter"],
  ["/admin/structures", "Structures"],
  ["/admin/comptes", "Comptes"],
  ["/admin/actualites", "Actualités"],
  ["/admin/courriels", "Courriels"],
  ["/admin/journal", "Journal"],
] as const

/** The sections of the administration. */
export function AdminNav() {
  const pathname = usePathname()
  const isHere = (href: string) => (href === "/admin" ? pathname === href : pathname === href || pathname.startsWith(`${href}/`))
  return (
    <nav aria-label="Sections de l’administration" className="border-b border-line bg-sunken">
      <ul className="mx-auto flex max-w-6xl flex-wrap gap-x-1 px-2">
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
  )
}
