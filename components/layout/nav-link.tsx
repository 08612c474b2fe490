"use client"
import type { Route } from "next"
import Link from "next/link"
import { usePathname } from "next/navigation"
import type { ReactNode } from "react"

/** A line of the navigation, marked when it leads to the current page. */
export function NavLink({ href, children }: { href: Route; children: ReactNode }) {
  const pathname = usePathname()
  const isHere = pathname === href || pathname.startsWith(`${href}/`)
  return (
    <li>
      <Link
        href={href}
        aria-current={isHere ? "page" : undefined}
        className="inline-flex min-h-11 items-center border-b-3 border-transparent px-2.5 font-medium text-soft hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink"
      >
        {children}
      </Link>
    </li>
  )
}
