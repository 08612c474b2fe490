"use client"
import type { Route } from "next"
import Link from "next/link"
import { usePathname } from "next/navigation"
import type { ReactNode } from "react"

type Props = {
  href: Route
  /** The pages that this line stands for; those below its own address when nothing is said. */
  covers?: readonly Route[]
  children: ReactNode
}

/** A line of the navigation, marked when it leads to the current page. */
export function NavLink({ href, covers = [href], children }: Props) {
  const pathname = usePathname()
  const isHere = covers.some((page) => pathname === page || pathname.startsWith(`${page}/`))
  return (
    <li>
      <Link
        href={href}
        aria-current={isHere ? "page" : undefined}
        className="inline-flex min-h-11 items-center border-b-3 border-transparent px-2.5 font-medium xl:px-2 text-soft hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink"
      >
        {children}
      </Link>
    </li>
  )
}
